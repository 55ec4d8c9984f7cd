"""CLIXML: objects as PowerShell's serializer writes them, and back.

Plain values have an element each; a custom object, a list or a dictionary keeps all its depth; of any other object the
properties are kept, `depth` levels of them, and what comes back is named `Deserialized.` and its type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from glueshell.objects.absence import OBJECT_ARRAYS
from glueshell.objects.enumeration import dictionary, enumerable, iterate
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import NetError, PSError
from glueshell.objects.hashtable import Hashtable, OrderedDictionary
from glueshell.objects.listing import members_of
from glueshell.objects.numberformat import double_text, single_text
from glueshell.objects.numbers import Byte, Char, Int16, Int64, SByte, Single, UInt16, UInt32, UInt64, is_decimal
from glueshell.objects.psobject import CUSTOM_NAMES, NOTHING, Property, PSObject, unwrap
from glueshell.objects.text import net_text, to_text
from glueshell.objects.typeinfo import TypedArray, type_named, type_names
from glueshell.objects.types.datetime import DateTime
from glueshell.objects.types.timespan import TimeSpan

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE = "http://schemas.microsoft.com/powershell/2004/04"
DEFAULT_DEPTH = 2
_STEP = "  "
_INTEGERS: Mapping[type, str] = {
    int: "I32", Int64: "I64", Int16: "I16", UInt16: "U16", UInt32: "U32", UInt64: "U64", Byte: "By", SByte: "SB",
}  # fmt: skip
# Types whose value is an element of its own, by their full name.
_SCALARS = {
    "System.Guid": "G", "System.Uri": "URI", "System.Version": "Version", "System.Xml.XmlDocument": "XD",
    "System.Management.Automation.ScriptBlock": "SBK",
}  # fmt: skip
_XML_EXCEPTION = "System.Xml.XmlException"
_TICKS = 10_000_000
_UNITS = (("D", 86400), ("H", 3600), ("M", 60))


def to_clixml(values: Iterable[object], depth: int = DEFAULT_DEPTH) -> str:
    """A whole document of the values, one element each."""
    writer = _Writer()
    for value in values:
        writer.write(value, 1, None, depth)
    end = "\n".join(writer.lines)
    head = f'<Objs Version="1.1.0.1" xmlns="{NAMESPACE}"'
    return f"{head}>\n{end}\n</Objs>" if writer.lines else f"{head} />"


def encoded(text: str) -> str:
    """Text as CLIXML escapes it: control characters, and what looks like an escape, as `_xHHHH_`."""
    return re.sub(
        "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_(?=[xX][0-9A-Fa-f]{4}_|x)",
        lambda found: f"_x{ord(found[0]):04X}_",
        text,
    )


def decoded(text: str) -> str:
    """Text without those escapes."""
    return re.sub(r"_[xX]([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _escaped(text: str) -> str:
    text = encoded(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # Python's text holds what is beyond the plane as one character.
    return text


class _Writer:
    """Lines of the document, the numbers of objects and of lists of type names."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._objects: dict[int, int] = {}
        self._kept: list[object] = []
        self._names: dict[tuple[str, ...], int] = {}

    def write(self, value: object, level: int, name: str | None, depth: int) -> None:
        """One value as an element named by its kind."""
        extra = value if isinstance(value, PSObject) and value.base is not NOTHING and value.properties else None
        bare = unwrap(value)
        if bare is None:
            self._line(level, f"<Nil{_named(name)} />")
            return
        scalar = _scalar(bare)
        if scalar is not None:
            self._scalar(scalar, level, name, extra, depth)
            return
        known = self._objects.get(id(bare))
        if known is not None:
            self._line(level, f'<Ref{_named(name)} RefId="{known}" />')
            return
        if depth < 1 and not _whole(bare):
            self._line(level, f"<S{_named(name)}>{_escaped(_own_text(bare))}</S>")
            return
        number = self._objects[id(bare)] = len(self._objects) + self._loose
        self._kept.append(bare)
        self._line(level, f'<Obj{_named(name)} RefId="{number}">')
        self._type(_names_of(value), level + 1)
        self._content(bare, level + 1, depth)
        if extra is not None:
            self._bag("MS", list(extra), level + 1, depth)
        self._line(level, "</Obj>")

    # Objects around a plain value with properties have numbers as well, but nothing refers to them.
    _loose = 0

    def _scalar(
        self, scalar: tuple[str, str], level: int, name: str | None, extra: PSObject | None, depth: int
    ) -> None:
        tag, text = scalar
        if extra is None:
            self._line(level, f"<{tag}{_named(name)}>{text}</{tag}>")
            return
        number = len(self._objects) + self._loose
        self._loose += 1
        self._line(level, f'<Obj{_named(name)} RefId="{number}">')
        self._line(level + 1, f"<{tag}>{text}</{tag}>")
        self._bag("MS", list(extra), level + 1, depth)
        self._line(level, "</Obj>")

    def _type(self, names: tuple[str, ...], level: int) -> None:
        known = self._names.get(names)
        if known is not None:
            self._line(level, f'<TNRef RefId="{known}" />')
            return
        number = self._names[names] = len(self._names)
        self._line(level, f'<TN RefId="{number}">')
        for one in names:
            self._line(level + 1, f"<T>{_escaped(one)}</T>")
        self._line(level, "</TN>")

    def _content(self, bare: object, level: int, depth: int) -> None:
        if isinstance(bare, PSObject):
            self._bag("MS", list(bare), level, depth)
        elif isinstance(bare, EnumValue):
            self._line(level, f"<ToString>{_escaped(bare.name)}</ToString>")
            self._line(level, f"<I32>{int(bare)}</I32>")
        elif dictionary(bare):
            self._dictionary(bare, level, depth)
        elif enumerable(bare):
            tag = {"Queue": "QUE", "Stack": "STK"}.get(getattr(bare, "name", ""), "LST")
            self._rows(tag, [self._item(item, level + 1, depth) for item in iterate(bare)], level)
        else:
            self._line(level, f"<ToString>{_escaped(_own_text(bare))}</ToString>")
            pairs = [
                (info.name, info.get) for info in members_of(bare) if info.get is not None and info.kind == "Property"
            ]
            self._rows("Props", [self._reading(key, get, level + 1, depth - 1) for key, get in pairs], level)

    def _item(self, item: object, level: int, depth: int) -> Callable[[], None]:
        return lambda: self.write(item, level, None, depth)

    def _reading(self, name: str, get: Callable[[], object], level: int, depth: int) -> Callable[[], None]:
        def row() -> None:
            try:
                value = get()
            except PSError:
                return
            if isinstance(value, EnumValue) and depth < 1:
                value = value.name
            self.write(value, level, name, depth)

        return row

    def _dictionary(self, bare: Any, level: int, depth: int) -> None:
        def entry(key: object, value: object) -> Callable[[], None]:
            def row() -> None:
                self._line(level + 1, "<En>")
                self.write(key, level + 2, "Key", depth)
                self.write(value, level + 2, "Value", depth)
                self._line(level + 1, "</En>")

            return row

        self._rows("DCT", [entry(key, value) for key, value in bare.items()], level)

    def _bag(self, tag: str, pairs: list[tuple[str, object]], level: int, depth: int) -> None:
        def row(name: str, value: object) -> Callable[[], None]:
            return lambda: self.write(value, level + 1, name, depth)

        self._rows(tag, [row(name, value) for name, value in pairs], level)

    def _rows(self, tag: str, rows: list[Callable[[], None]], level: int) -> None:
        if not rows:
            self._line(level, f"<{tag} />")
            return
        self._line(level, f"<{tag}>")
        for row in rows:
            row()
        self._line(level, f"</{tag}>")

    def _line(self, level: int, text: str) -> None:
        self.lines.append(_STEP * level + text)


def _named(name: str | None) -> str:
    return "" if name is None else f' N="{_escaped(name).replace(chr(34), "&quot;")}"'


def _whole(bare: object) -> bool:
    """Whether a value is written out at any depth."""
    return isinstance(bare, PSObject | EnumValue) or dictionary(bare) or enumerable(bare)


def _own_text(bare: object) -> str:
    return net_text(bare, invariant=True)


def _names_of(value: object) -> tuple[str, ...]:
    names = type_names(value)
    bare = unwrap(value)
    if type(bare) in OBJECT_ARRAYS:
        return ("System.Object[]", "System.Array", "System.Object")
    return tuple(names)


def _scalar(bare: object) -> tuple[str, str] | None:
    """Element and text of a plain value; None for an object."""
    kind = type(bare)
    if kind is str:
        return "S", _escaped(bare)  # type: ignore[arg-type]
    if kind is bool:
        return "B", "true" if bare else "false"
    if isinstance(bare, Char):
        return "C", str(ord(bare))
    if kind in _INTEGERS:
        return _INTEGERS[kind], str(int(bare))  # type: ignore[call-overload]
    if kind is float:
        return "Db", _xml_number(double_text(bare, 17))  # type: ignore[arg-type]
    if isinstance(bare, Single):
        return "Sg", _xml_number(single_text(bare, 9))
    if is_decimal(bare):
        return "D", to_text(bare)
    if isinstance(bare, DateTime):
        return "DT", bare.ps_json()
    if isinstance(bare, TimeSpan):
        return "TS", _duration(bare.ticks)
    if isinstance(bare, TypedArray) and bare.element_type.full_name == "System.Byte":
        import base64

        return "BA", base64.b64encode(bytes(int(byte) for byte in bare)).decode("ascii")
    if isinstance(bare, bytes):
        import base64

        return "BA", base64.b64encode(bare).decode("ascii")
    name = getattr(bare, "ps_type_name", "")
    if name == "System.Security.SecureString":
        return "SS", bare.plain().encode("utf-16-le").hex()  # type: ignore[attr-defined]
    tag = _SCALARS.get(name)
    if tag is None:
        return None
    text = bare.outer() if tag == "XD" else net_text(bare, invariant=True)  # type: ignore[attr-defined]
    return tag, _escaped(text)


def _xml_number(text: str) -> str:
    return {"∞": "INF", "-∞": "-INF", "Infinity": "INF", "-Infinity": "-INF"}.get(text, text)


def _duration(ticks: int) -> str:
    """A length of time as XML Schema writes it: `-P1DT2H3M4.5S`."""
    sign, rest = ("-", -ticks) if ticks < 0 else ("", ticks)
    seconds, fraction = divmod(rest, _TICKS)
    parts = {}
    for letter, size in _UNITS:
        parts[letter], seconds = divmod(seconds, size)
    text = f"{parts['D']}D" if parts["D"] else ""
    time = "".join(f"{parts[letter]}{letter}" for letter in "HM" if parts[letter])
    if seconds or fraction:
        time += f"{seconds}" + (f".{fraction:07d}".rstrip("0") if fraction else "") + "S"
    if not text and not time:
        time = "0S"
    return f"{sign}P{text}" + (f"T{time}" if time else "")


# -- reading ---------------------------------------------------------------------------------------------------


def from_clixml(text: str) -> Iterator[object]:
    """The values of a document; raises an XmlException where it is none."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(text)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NetError(_XML_EXCEPTION, _complaint(text, error)) from None
    if root.tag != f"{{{NAMESPACE}}}Objs":
        raise NetError(
            _XML_EXCEPTION,
            f"Element 'Objs' with namespace name '{NAMESPACE}' was not found. Line 1, position 2.",
        )
    reader = _Reader()
    return (reader.read(element) for element in root)


def _complaint(text: str, error: Exception) -> str:
    if not text.lstrip().startswith("<"):
        return "Data at the root level is invalid. Line 1, position 1."
    return f"{error}."


class _Reader:
    """Makes values of elements; remembers objects and lists of type names by their numbers."""

    def __init__(self) -> None:
        self._objects: dict[str, object] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    def read(self, element: Element) -> object:
        """The value of one element."""
        tag = _tag(element)
        if tag == "Nil":
            return None
        if tag == "Ref":
            return self._objects.get(element.get("RefId", ""))
        if tag == "Obj":
            return self._object(element)
        make = _MAKERS.get(tag)
        text = decoded(element.text or "")
        return text if make is None else make(text)

    def _object(self, element: Element) -> object:
        number = element.get("RefId", "")
        made = PSObject({})
        # What refers to an object inside itself finds it unfinished, but the same.
        self._objects[number] = made
        names: tuple[str, ...] = ()
        base: object = NOTHING
        text: str | None = None
        properties: dict[str, object] = {}
        for child in element:
            tag = _tag(child)
            if tag == "TN":
                names = self._names[child.get("RefId", "")] = tuple(decoded(one.text or "") for one in child)
            elif tag == "TNRef":
                names = self._names.get(child.get("RefId", ""), ())
            elif tag == "ToString":
                text = decoded(child.text or "")
            elif tag in ("Props", "MS"):
                properties |= {decoded(one.get("N", "")): self.read(one) for one in child}
            elif tag in ("LST", "IE", "QUE", "STK"):
                base = self._list(tag, child)
            elif tag == "DCT":
                base = self._dictionary(child, names)
            else:
                base = self.read(child)
        again = _rehydrated(names, properties, text)
        if again is not None:
            self._objects[number] = again
            return again
        if base is not NOTHING and not names and not properties:
            self._objects[number] = base
            return base
        if names[:1] and "System.Enum" in names:
            properties.setdefault("Value", text)
        elif text is not None:
            properties["ToString"] = Property("ScriptMethod", invoke=_saying(text))
        made.properties = properties
        made._base = base
        made.type_names = tuple(_renamed(names)) if names else (CUSTOM_NAMES if base is NOTHING else ())
        return made

    def _list(self, tag: str, element: Element) -> object:
        from glueshell.objects.types.collections import Queue
        from glueshell.objects.types.lists import ArrayList

        items = [self.read(one) for one in element]
        if tag in ("QUE", "STK"):
            return Queue("Queue" if tag == "QUE" else "Stack", None, items)
        return ArrayList(items)

    def _dictionary(self, element: Element, names: tuple[str, ...]) -> Hashtable:
        ordered = any(name.endswith("OrderedDictionary") for name in names)
        table = OrderedDictionary() if ordered else Hashtable()
        for entry in element:
            parts = {one.get("N"): self.read(one) for one in entry}
            table[parts.get("Key")] = parts.get("Value")
        return table


def _saying(text: str) -> Callable[[object, list], object]:
    return lambda owner, given: text


def _renamed(names: tuple[str, ...]) -> Iterator[str]:
    return (name if name.startswith("Deserialized.") else f"Deserialized.{name}" for name in names)


def _rehydrated(names: tuple[str, ...], properties: dict[str, object], text: str | None) -> object:
    """The live value of the few types that come back as themselves."""
    name = names[0] if names else ""
    if name == "System.Management.Automation.PSCredential":
        from glueshell.objects.types.credential import Credential, SecureString

        password = properties.get("Password")
        if isinstance(password, SecureString):
            return Credential(to_text(properties.get("UserName")), password)
    if name == "System.Net.IPAddress" and text:
        from glueshell.objects.convert import convert

        return convert(text, type_named(name))
    if name == "System.Management.Automation.SwitchParameter":
        from glueshell.objects.convert import convert

        return convert(properties.get("IsPresent"), type_named(name))
    return None


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _cast(full_name: str) -> Callable[[str], object]:
    def make(text: str) -> object:
        from glueshell.objects.convert import convert

        return convert(text, type_named(full_name))

    return make


def _number(text: str) -> float:
    return float({"INF": "inf", "-INF": "-inf"}.get(text, text))


def _decimal(text: str) -> object:
    from decimal import Decimal

    return Decimal(text)


def _bytes(text: str) -> object:
    import base64

    return TypedArray([Byte(byte) for byte in base64.b64decode(text)], type_named("System.Byte"))


def _secure(text: str) -> object:
    from glueshell.objects.types.credential import SecureString

    return SecureString(bytes.fromhex(text).decode("utf-16-le"))


def _span(text: str) -> object:
    found = re.fullmatch(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?", text)
    if found is None:
        return text
    days, hours, minutes, seconds = (int(part or 0) for part in found.group(2, 3, 4, 5))
    fraction = int((found[6] or "").ljust(7, "0")[:7])
    ticks = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * _TICKS + fraction
    return TimeSpan(-ticks if found[1] else ticks)


_MAKERS: Mapping[str, Callable[[str], object]] = {
    "S": str, "ToString": str, "SBK": str, "B": lambda text: text == "true", "C": lambda text: Char(chr(int(text))),
    "I32": int, "I64": Int64, "I16": Int16, "U16": UInt16, "U32": UInt32, "U64": UInt64, "By": Byte, "SB": SByte,
    "Db": _number, "Sg": lambda text: Single(_number(text)), "D": _decimal, "DT": _cast("System.DateTime"),
    "TS": _span, "G": _cast("System.Guid"), "URI": _cast("System.Uri"), "Version": _cast("System.Version"),
    "XD": _cast("System.Xml.XmlDocument"), "BA": _bytes, "SS": _secure,
}  # fmt: skip
