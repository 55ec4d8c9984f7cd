"""System.Version and System.Management.Automation.SemanticVersion."""

from __future__ import annotations

import re

from glueshell.objects.declaration import Getter, MemberTable, method, prop, static
from glueshell.objects.errors import NetError, PSError, net_problem, problem
from glueshell.objects.types.boolean import store
from glueshell.objects.types.object import COMPARE_TO

_SEMANTIC = "System.Management.Automation.SemanticVersion"


class Version:
    """Two to four numbers; missing ones are -1."""

    __slots__ = ("parts", "ps_added")
    ps_type_name = "System.Version"

    def __init__(self, *parts: int) -> None:
        self.parts = (*parts, -1, -1)[:4]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and other.parts == self.parts

    def __hash__(self) -> int:
        return hash(self.parts)

    def ps_text(self) -> str:
        """The numbers it has, joined by dots."""
        return ".".join(str(part) for part in self.parts if part >= 0)

    def ps_equals(self, other: object) -> bool:
        """Same numbers."""
        return isinstance(other, Version) and other.parts == self.parts

    def ps_compare(self, other: object) -> int:
        """-1, 0 or 1, number by number."""
        assert isinstance(other, Version)
        return (self.parts > other.parts) - (self.parts < other.parts)


class SemanticVersion:
    """major.minor.patch[-label][+build]."""

    __slots__ = ("build", "label", "parts")
    ps_type_name = _SEMANTIC

    def __init__(self, parts: tuple[int, int, int], label: str, build: str) -> None:
        self.parts = parts
        self.label = label
        self.build = build

    def ps_text(self) -> str:
        """As it is written."""
        text = ".".join(map(str, self.parts))
        return text + (f"-{self.label}" if self.label else "") + (f"+{self.build}" if self.build else "")

    def ps_equals(self, other: object) -> bool:
        """Same version."""
        return isinstance(other, SemanticVersion) and self.ps_compare(other) == 0

    def ps_compare(self, other: object) -> int:
        """-1, 0 or 1; a label comes before none."""
        assert isinstance(other, SemanticVersion)
        one, two = _rank(self), _rank(other)
        return (one > two) - (one < two)


def _rank(version: SemanticVersion) -> tuple:
    labels = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in version.label.split("."))
    return (version.parts, not version.label, labels if version.label else ())


def parse(text: str) -> Version:
    """Version.Parse; raises as .NET does."""
    parts = text.split(".")
    if not 2 <= len(parts) <= 4:
        raise net_problem("VersionShort")
    numbers = []
    for part, name in zip(parts, ("input", "input", "build", "revision")):
        word = part.strip()
        if not re.fullmatch(r"[+-]?\d+", word):
            raise net_problem("IntFormat", part)
        number = int(word)
        if not -(2**31) <= number < 2**31:
            raise net_problem("IntOverflow", "an Int32")
        if number < 0:
            raise net_problem("NegativeWidth", name, number)
        numbers.append(number)
    return Version(*numbers)


def parse_semantic(text: str) -> SemanticVersion:
    """SemanticVersion.Parse."""
    found = re.fullmatch(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?", text.strip())
    if found is None:
        raise net_problem("InputFormat")
    major, minor, patch, label, build = found.groups()
    return SemanticVersion((int(major), int(minor or 0), int(patch or 0)), label or "", build or "")


def _try(text: str | None, result: object) -> bool:
    try:
        store(result, parse(text or ""))
    except PSError:
        store(result, None)
        return False
    return True


def construct(*parts: object) -> Version:
    """new Version(text) or (major, minor[, build[, revision]])."""
    if len(parts) == 1:
        return parse(str(parts[0]))
    numbers = [int(part) for part in parts]  # type: ignore[call-overload]
    for number, name in zip(numbers, ("major", "minor", "build", "revision")):
        if number < 0:
            raise NetError("System.ArgumentOutOfRangeException",
                           f"{name} ('{number}') must be a non-negative value. (Parameter '{name}')\n"
                           f"Actual value was {number}.")
    return Version(*numbers) if numbers else Version(0, 0)


def _construct_semantic(*parts: object) -> SemanticVersion:
    if len(parts) == 1 and isinstance(parts[0], str):
        return parse_semantic(parts[0])
    numbers = [*(int(part) for part in parts if isinstance(part, int)), 0, 0, 0][:3]
    labels = [str(part) for part in parts if isinstance(part, str)]
    return SemanticVersion((numbers[0], numbers[1], numbers[2]), labels[0] if labels else "", "")


def _convert(value: object) -> object:
    if isinstance(value, str):
        try:
            return parse(str(value))
        except PSError as error:
            raise problem("ParseTarget", value, Version.ps_type_name, error.message, target=value,
                          inner=error) from None
    if isinstance(value, float) or (type(value).__name__ == "Decimal"):
        from glueshell.objects.text import to_text

        return _convert(to_text(value))
    if isinstance(value, SemanticVersion):
        return Version(*value.parts)
    return NotImplemented


def _convert_semantic(value: object) -> object:
    if isinstance(value, str):
        try:
            return parse_semantic(str(value))
        except PSError as error:
            raise problem("ParseTarget", value, _SEMANTIC, error.message, target=value, inner=error) from None
    if isinstance(value, Version):
        return SemanticVersion((value.parts[0], value.parts[1], max(0, value.parts[2])), "", "")
    return NotImplemented


def _to_string(version: Version, count: int | None = None) -> str:
    if count is None:
        return version.ps_text()
    if not 0 <= count <= len([part for part in version.parts if part >= 0]):
        most = 4 if count > 4 or count < 0 else len([part for part in version.parts if part >= 0])
        raise NetError("System.ArgumentException", f"Argument must be between 0 and {most}. (Parameter 'fieldCount')")
    return ".".join(str(part) for part in version.parts[:count])


def _part(at: int) -> Getter:
    return lambda version: version.parts[at]


TABLES = {
    "System.Version": MemberTable(
        "System.Version",
        *[prop(name, "int", _part(at)) for at, name in enumerate(("Major", "Minor", "Build", "Revision"))],
        prop("MajorRevision", "short", lambda version: version.parts[3] >> 16),
        prop("MinorRevision", "short", lambda version: -1 if version.parts[3] < 0 else version.parts[3] & 0xFFFF),
        method("Clone", lambda version: version, "System.Object Clone()"),
        COMPARE_TO,
        method("ToString", _to_string, "string ToString()", "string ToString(int fieldCount)"),
        static("Parse", parse, "version Parse(string input)"),
        static("TryParse", _try, "bool TryParse(string input, [ref] version result)"),
        constructors=("version new()", "version new(string version)", "version new(int major, int minor)",
                      "version new(int major, int minor, int build)",
                      "version new(int major, int minor, int build, int revision)"),
        construct=construct,
        convert=_convert,
    ),
    _SEMANTIC: MemberTable(
        _SEMANTIC,
        *[prop(name, "int", _part(at)) for at, name in enumerate(("Major", "Minor", "Patch"))],
        prop("PreReleaseLabel", "string", lambda version: version.label or None),
        prop("BuildLabel", "string", lambda version: version.build or None),
        COMPARE_TO,
        static("Parse", parse_semantic, "semver Parse(string version)"),
        construct=_construct_semantic,
        convert=_convert_semantic,
    ),
}
