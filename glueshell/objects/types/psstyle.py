"""System.Management.Automation.PSStyle: the ANSI sequences of `$PSStyle`, and whether formatted text may hold any."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from glueshell.objects.declaration import Member, MemberTable, method, prop
from glueshell.objects.enums import EnumValue, enum_value
from glueshell.objects.errors import NetError
from glueshell.objects.hashtable import Hashtable

_SMA = "System.Management.Automation."
RENDERING = _SMA + "OutputRendering"
HOST, PLAIN_TEXT, ANSI = 0, 1, 2

#: Escape sequences that colour text, make links or clear: what plain text has none of.
SEQUENCE = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z]|\]8;;.*?\x1b\\)")

_MARKS: Mapping[str, str] = {
    "Reset": "0", "BlinkOff": "25", "Blink": "5", "BoldOff": "22", "Bold": "1", "DimOff": "22", "Dim": "2",
    "Hidden": "8", "HiddenOff": "28", "Reverse": "7", "ReverseOff": "27", "ItalicOff": "23", "Italic": "3",
    "UnderlineOff": "24", "Underline": "4", "StrikethroughOff": "29", "Strikethrough": "9",
}  # fmt: skip
_COLOURS = ("Black", "Red", "Green", "Yellow", "Blue", "Magenta", "Cyan", "White")
_FORMATTING: Mapping[str, str] = {
    "FormatAccent": "32;1", "ErrorAccent": "36;1", "Error": "31;1", "Warning": "33;1", "Verbose": "33;1",
    "Debug": "33;1", "TableHeader": "32;1", "CustomTableHeaderLabel": "32;1;3", "FeedbackName": "33",
    "FeedbackText": "96", "FeedbackAction": "97",
}  # fmt: skip
_FILES: Mapping[str, str] = {"Directory": "44;1", "SymbolicLink": "36;1", "Executable": "32;1"}
_ENDINGS: Mapping[str, str] = {
    **dict.fromkeys((".zip", ".tgz", ".gz", ".tar", ".nupkg", ".cab", ".7z"), "31;1"),
    **dict.fromkeys((".ps1", ".psd1", ".psm1", ".ps1xml"), "33;1"),
}


def sequence(codes: str) -> str:
    """The SGR sequence of these codes."""
    return f"\x1b[{codes}m"


class Sequences:
    """A group of named sequences; `changed` once one was replaced."""

    __slots__ = ("changed", "values")

    def __init__(self, codes: Mapping[str, str]) -> None:
        self.values = {name: sequence(code) for name, code in codes.items()}
        self.changed = False

    def put(self, name: str, text: object) -> None:
        """Replace a sequence; text that would print is an error."""
        from glueshell.objects.text import to_text

        written = to_text(text)
        if SEQUENCE.sub("", written):
            raise NetError(
                "System.ArgumentException",
                "The specified string contains printable content when it should only contain ANSI escape sequences:"
                f" {written}",
            )
        self.values[name] = written
        self.changed = True


class Formatting(Sequences):
    """What `$PSStyle.Formatting` holds."""

    __slots__ = ()
    ps_type_name = _SMA + "PSStyle+FormattingData"


class Foreground(Sequences):
    """The colours of letters."""

    __slots__ = ()
    ps_type_name = _SMA + "PSStyle+ForegroundColor"


class Background(Sequences):
    """The colours behind letters."""

    __slots__ = ()
    ps_type_name = _SMA + "PSStyle+BackgroundColor"


class FileInfoStyle(Sequences):
    """How files would be coloured in a listing."""

    __slots__ = ("endings",)
    ps_type_name = _SMA + "PSStyle+FileInfoFormatting"

    def __init__(self) -> None:
        super().__init__(_FILES)
        self.endings = Hashtable((ending, sequence(codes)) for ending, codes in _ENDINGS.items())


class ProgressStyle(Sequences):
    """How the progress line looks."""

    __slots__ = ("max_width", "osc", "view")
    ps_type_name = _SMA + "PSStyle+ProgressConfiguration"

    def __init__(self) -> None:
        super().__init__({"Style": "33;1"})
        self.max_width = 120
        self.osc = False
        self.view = enum_value(_SMA + "ProgressView", 0)


class PSStyle:
    """One session's `$PSStyle`."""

    __slots__ = ("background", "file_info", "foreground", "formatting", "marks", "progress", "rendering")
    ps_type_name = _SMA + "PSStyle"

    def __init__(self) -> None:
        dark = {name: str(30 + at) for at, name in enumerate(_COLOURS)}
        bright = {f"Bright{name}": str(90 + at) for at, name in enumerate(_COLOURS)}
        self.foreground = Foreground(dark | bright)
        self.background = Background({name: str(int(code) + 10) for name, code in (dark | bright).items()})
        self.formatting = Formatting(_FORMATTING)
        self.file_info = FileInfoStyle()
        self.progress = ProgressStyle()
        self.marks = {name: sequence(code) for name, code in _MARKS.items()}
        self.rendering: EnumValue = enum_value(RENDERING, HOST)

    def ps_text(self) -> str:
        """Its type's name."""
        return self.ps_type_name

    @property
    def plain(self) -> bool:
        """Whether text is shown without any sequence."""
        return self.rendering == PLAIN_TEXT

    @property
    def ansi(self) -> bool:
        """Whether sequences are kept even where no screen reads them."""
        return self.rendering == ANSI

    def accent(self, name: str) -> str:
        """A sequence of `Formatting`."""
        return self.formatting.values[name]


def _set_rendering(style: PSStyle, value: object) -> None:
    from glueshell.objects.convert import cast

    chosen = cast(value, RENDERING)
    assert isinstance(chosen, EnumValue)
    style.rendering = chosen


def _read(name: str) -> Member:
    return prop(name, "string", lambda group: group.values[name])


def _written(name: str) -> Member:
    return prop(name, "string", lambda group: group.values[name], lambda group, text: group.put(name, text))


def _colours(layer: str, group: type[Sequences]) -> MemberTable:
    def rgb(owner: Any, *parts: int) -> str:
        if len(parts) == 1:
            parts = (parts[0] >> 16 & 255, parts[0] >> 8 & 255, parts[0] & 255)
        return sequence(f"{layer};2;" + ";".join(str(int(part)) for part in parts))

    names = [*_COLOURS, *(f"Bright{name}" for name in _COLOURS)]
    return MemberTable(
        group.ps_type_name,  # type: ignore[attr-defined]
        *(_read(name) for name in names),
        method("FromRgb", rgb, "string FromRgb(byte red, byte green, byte blue)", "string FromRgb(int rgb)"),
    )


def _mark(name: str) -> Member:
    return prop(name, "string", lambda style: style.marks[name])


def _set(name: str) -> Any:
    def write(owner: Any, value: object) -> None:
        setattr(owner, name, value)

    return write


def _hyperlink(style: PSStyle, text: str, link: object) -> str:
    from glueshell.objects.text import to_text

    return f"\x1b]8;;{to_text(link)}\x1b\\{text}\x1b]8;;\x1b\\"


Formatting.ps_members = MemberTable(  # type: ignore[attr-defined]
    Formatting.ps_type_name, *(_written(name) for name in _FORMATTING)
)
Foreground.ps_members = _colours("38", Foreground)  # type: ignore[attr-defined]
Background.ps_members = _colours("48", Background)  # type: ignore[attr-defined]
FileInfoStyle.ps_members = MemberTable(  # type: ignore[attr-defined]
    FileInfoStyle.ps_type_name,
    *(_written(name) for name in _FILES),
    prop("Extension", _SMA + "PSStyle+FileInfoFormatting+FileExtensionDictionary", lambda style: style.endings),
)
ProgressStyle.ps_members = MemberTable(  # type: ignore[attr-defined]
    ProgressStyle.ps_type_name,
    _written("Style"),
    prop("MaxWidth", "int", lambda style: style.max_width, _set("max_width")),
    prop("View", _SMA + "ProgressView", lambda style: style.view, _set("view")),
    prop("UseOSCIndicator", "bool", lambda style: style.osc, _set("osc")),
)
PSStyle.ps_members = MemberTable(  # type: ignore[attr-defined]
    PSStyle.ps_type_name,
    *(_mark(name) for name in _MARKS),
    prop("OutputRendering", RENDERING, lambda style: style.rendering, _set_rendering),
    prop("Formatting", _SMA + "PSStyle+FormattingData", lambda style: style.formatting),
    prop("Progress", _SMA + "PSStyle+ProgressConfiguration", lambda style: style.progress),
    prop("Foreground", _SMA + "PSStyle+ForegroundColor", lambda style: style.foreground),
    prop("Background", _SMA + "PSStyle+BackgroundColor", lambda style: style.background),
    prop("FileInfo", _SMA + "PSStyle+FileInfoFormatting", lambda style: style.file_info),
    method("FormatHyperlink", _hyperlink, "string FormatHyperlink(string text, uri link)"),
)


def plain(text: str) -> str:
    """Text without the sequences that colour it."""
    return SEQUENCE.sub("", text) if "\x1b" in text else text
