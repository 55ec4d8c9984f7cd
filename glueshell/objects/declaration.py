"""How the members of a type are declared: as data, `Member` by `Member`, in a `MemberTable`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Getter = Callable[[Any], object]
Setter = Callable[[Any, Any], None]
Body = Callable[..., object]


_FULL = {"string": "System.String", "int": "System.Int32", "char": "System.Char", "double": "System.Double",
         "bool": "System.Boolean", "long": "System.Int64", "timespan": "System.TimeSpan",
         "datetime": "System.DateTime"}


class Signature:
    """One overload: result, name, parameters as (type name, name, kind); kind is 'out', 'params', 'optional' or ''."""

    __slots__ = ("exact", "least", "most", "name", "parameters", "result", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        head, _, inside = text.partition("(")
        *result, self.name = head.split(" ")
        self.result = " ".join(part for part in result if part != "static")
        self.parameters: list[tuple[str, str, str]] = []
        for piece in _split(inside.rstrip(")")):
            words = piece.split(" ")
            kind = ""
            if words[0] in ("params", "Params"):
                kind, words = "params", words[1:]
            if words[0] in ("[ref]", "out"):
                kind, words = "out", words[1:]
            if "=" in words:
                kind, words = "optional", words[: words.index("=")]
            self.parameters.append((" ".join(words[:-1]), words[-1], kind))
        # The full names of the arguments that need no conversion; None where that cannot be said by name.
        self.exact: list[str | None] | None = None
        if all(kind in ("", "optional") for _, _, kind in self.parameters):
            names = [_FULL.get(type_name) for type_name, _, _ in self.parameters]
            if None not in names:
                self.exact = list(names)
        self.least = sum(1 for _, _, kind in self.parameters if kind not in ("params", "optional"))
        self.most = 10**6 if self.parameters and self.parameters[-1][2] == "params" else len(self.parameters)

    def accepts(self, count: int) -> bool:
        """Tell whether that many arguments fit; what type of its own a method is for, arguments must tell."""
        return bool(self.parameters or not self.name.endswith("]")) and self.least <= count <= self.most


def _split(text: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for position, char in enumerate(text):
        if char in "[(":
            depth += 1
        elif char in "])":
            depth -= 1
        elif char == "," and depth == 0:
            pieces.append(text[start:position].strip())
            start = position + 1
    last = text[start:].strip()
    return [*pieces, last] if last else pieces


class Member:
    """A property or method of a type. `kind` is 'Property', 'Method', 'AliasProperty', 'CodeProperty', ...

    Properties have `get` and perhaps `set`; methods have `body(owner, *arguments)` (static ones without owner) and
    `overloads`, the signatures as .NET writes them, which say how arguments are converted. A method without
    overloads takes its arguments as they come.
    """

    __slots__ = (
        "_signatures", "body", "by_count", "chosen", "generic", "get", "hidden", "kind", "name", "overloads", "set",
        "shown", "static", "type_name",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        kind: str,
        type_name: str,
        get: Getter | None = None,
        set: Setter | None = None,
        body: Body | None = None,
        overloads: tuple[str, ...] = (),
        static: bool = False,
        hidden: bool = False,
    ) -> None:
        self.name = name
        # Answers to its name, but is listed only when asked for.
        self.hidden = hidden
        self.kind = kind
        self.type_name = type_name
        self.get = get
        self.set = set
        self.body = body
        self.overloads = overloads
        self.static = static
        self._signatures: list[Signature] | None = None
        self.by_count: dict[int, list[Signature]] = {}
        # The overload taken for arguments of these types, kept where it was found.
        self.chosen: dict[Any, Any] = {}
        # What is shown for the overloads of a script's method.
        self.shown = ""
        # Whether parameters depend on the arguments of a closed generic type.
        self.generic = any("(T" in text or " T" in text or "[T]" in text for text in overloads)

    def fitting(self, count: int) -> list[Signature]:
        """The overloads that take that many arguments."""
        found = self.by_count.get(count)
        if found is None:
            found = self.by_count[count] = [signature for signature in self.signatures if signature.accepts(count)]
        return found

    @property
    def signatures(self) -> list[Signature]:
        """The overloads, parsed when first asked for."""
        if self._signatures is None:
            self._signatures = [Signature(text) for text in self.overloads]
        return self._signatures

    @property
    def definition(self) -> str:
        """What Get-Member shows."""
        if self.kind == "ParameterizedProperty":
            return f"{self.overloads[0]} {{get;{'set;' if self.set is not None else ''}}}"
        if self.kind in ("Method", "CodeMethod"):
            if self.shown:
                return self.shown
            return ", ".join(("static " if self.static else "") + text for text in self.overloads) or f"{self.name}()"
        if self.kind == "AliasProperty":
            return f"{self.name} = {self.type_name}"
        accessors = "{get;set;}" if self.set is not None else "{get;}"
        return f"{'static ' if self.static else ''}{self.type_name} {self.name} {accessors}"


def prop(name: str, type_name: str, get: Getter, set: Setter | None = None) -> Member:
    """Declare an instance property."""
    return Member(name, "Property", type_name, get, set)


def method(name: str, body: Body, *overloads: str) -> Member:
    """Declare an instance method; `body(owner, *arguments)`."""
    result = overloads[0].partition(" ")[0] if overloads else "System.Object"
    return Member(name, "Method", result, body=body, overloads=overloads)


def indexed(text: str, body: Body, put: Body | None = None, hidden: bool = False) -> Member:
    """Declare a property that takes an index: `text` is its signature, `body(owner, index)` reads it.

    `put(owner, index, value)` writes it, where it can be written."""
    signature = Signature(text)
    result = Member(signature.name, "ParameterizedProperty", signature.result, body=body, overloads=(text,),
                    hidden=hidden)  # fmt: skip
    if put is not None:
        writer = put

        def write(owner: Any, value: Any) -> None:
            writer(owner, *value)

        result.set = write
    return result


def static(name: str, body: Body, *overloads: str) -> Member:
    """Declare a static method; `body(*arguments)`."""
    result = overloads[0].partition(" ")[0] if overloads else "System.Object"
    return Member(name, "Method", result, body=body, overloads=overloads, static=True)


def constant(name: str, type_name: str, get: Callable[[], object], set: Callable[[Any], None] | None = None) -> Member:
    """Declare a static property or field; `get()` reads it."""
    setter = None if set is None else (lambda owner, value: set(value))
    return Member(name, "Property", type_name, lambda owner: get(), setter, static=True)


class MemberTable:
    """What a type declares itself: members, constructors, how text and other values become it.

    `construct(*arguments)` makes a value after `constructors` converted the arguments; `convert(value)` makes one of
    another value or gives NotImplemented; `index(owner, key)` and `put(owner, key, value)` are its indexer.
    """

    __slots__ = (
        "_instance",
        "_static",
        "base",
        "construct",
        "constructors",
        "convert",
        "display",
        "index",
        "put",
        "type_name",
    )

    def __init__(
        self,
        type_name: str,
        *members: Member,
        base: str | None = None,
        constructors: tuple[str, ...] = (),
        construct: Body | None = None,
        convert: Body | None = None,
        index: Callable[[Any, object], object] | None = None,
        put: Callable[[Any, object, object], None] | None = None,
        display: Callable[[object], str] | None = None,
    ) -> None:
        self.type_name = type_name
        self._instance: Mapping[str, Member] = {m.name.lower(): m for m in members if not m.static}
        self._static: Mapping[str, Member] = {m.name.lower(): m for m in members if m.static}
        self.base = base
        self.constructors = Member(type_name.rsplit(".", 1)[-1], "Method", type_name, body=construct,
                                   overloads=constructors, static=True)
        self.construct = construct
        self.convert = convert
        self.index = index
        self.put = put
        self.display = display

    @property
    def instance(self) -> Mapping[str, Member]:
        """Instance members by lower-cased name."""
        return self._instance

    @property
    def static(self) -> Mapping[str, Member]:
        """Static members by lower-cased name."""
        return self._static


AnyBody = TypeVar("AnyBody", bound=Body)


def typed(body: AnyBody) -> AnyBody:
    """Mark a constructor or converter that is also given the type: a generic's arguments, an exception's name."""
    body.wants_type = True  # type: ignore[attr-defined]
    return body


class BoundMethod:
    """A method read without calling it: `$x.Trim`; it can be invoked and shows its overloads."""

    __slots__ = ("invoke_with", "owner", "text")
    ps_type_name = "System.Management.Automation.PSMethod"

    def __init__(self, owner: object, text: str, invoke_with: Callable[[object, list], object]) -> None:
        self.owner = owner
        self.text = text
        self.invoke_with = invoke_with

    def invoke(self, *arguments: object) -> object:
        """Call the method on the object it was read from."""
        return self.invoke_with(self.owner, list(arguments))

    def ps_text(self) -> str:
        """Its overloads, as PowerShell prints a method."""
        return self.text


class BoundProperty(BoundMethod):
    """A property that takes an index, read without one."""

    __slots__ = ()
    ps_type_name = "System.Management.Automation.PSParameterizedProperty"
