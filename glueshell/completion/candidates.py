"""What completion gives back, and what it tells a parameter's completer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from glueshell.completion.usage import Usage
    from glueshell.engine.parameters import Parameter

#: The kinds of candidates, as PowerShell's CompletionResultType names them.
COMMAND = "Command"
KEYWORD = "Keyword"
METHOD = "Method"
NAMESPACE = "Namespace"
OPERATOR = "ParameterName"
PARAMETER_NAME = "ParameterName"
PARAMETER_VALUE = "ParameterValue"
PROPERTY = "Property"
CONTAINER = "ProviderContainer"
ITEM = "ProviderItem"
TEXT = "Text"
TYPE = "Type"
VARIABLE = "Variable"

#: Whom a candidate is for: whoever asks; a person at the menu, who gets looser answers too; a script that wants exactly
#: PowerShell's answer (`TabExpansion2`).
EVERYONE = ""
PERSON = "person"
SCRIPT = "script"


#: So many of the words used most are worth a look.
FAVOURITES = 12


class Candidate:
    """One thing that could stand at the cursor.

    Completers of parameters give `text` as the plain value and leave the quoting to us, unless `literal` says that it
    is already what has to be written (`$true`). In a `Completion`, `text` is the replacement, ready to insert, and
    `value` the plain one. `matched` marks one that its completer has already chosen for the word, in its own order.
    `style_hint` is a word for the menu's colours ("required", "set", "default", "retired"). `detail` is what the menu
    says of it, `tooltip` what PowerShell says (or a function that answers it), `audience` whom it is for, `grade` how
    well it answers to the word (`ranking`). `in_order` keeps the completer's order whatever was used more often.
    """

    __slots__ = (
        "audience", "detail", "grade", "in_order", "kind", "list_text", "literal", "matched", "style_hint", "text",
        "tooltip", "value",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        list_text: str | None = None,
        kind: str = PARAMETER_VALUE,
        detail: str = "",
        style_hint: str = "",
        *,
        literal: bool = False,
        matched: bool = False,
        in_order: bool = False,
        value: str | None = None,
        tooltip: str | Callable[[], str] = "",
        audience: str = EVERYONE,
    ) -> None:
        self.text = text
        self.list_text = text if list_text is None else list_text
        self.kind = kind
        self.detail = detail
        self.style_hint = style_hint
        self.literal = literal
        self.matched = matched
        self.in_order = in_order
        self.value = text if value is None else value
        self.tooltip = tooltip
        self.audience = audience
        self.grade = 0

    def __repr__(self) -> str:
        return f"Candidate({self.text!r}, {self.list_text!r}, {self.kind!r})"

    def told(self) -> str:
        """What PowerShell's ToolTip says; never empty."""
        tooltip = self.tooltip if isinstance(self.tooltip, str) else self.tooltip()
        return tooltip or self.detail or self.list_text


class Property:
    """A property that objects are known to have: its name, its type in short, what PowerShell says of it, for whom.

    `owner` names the type of the objects where a command declares it; `seen` answers the values that objects at hand
    have.
    """

    __slots__ = ("audience", "name", "owner", "seen", "tooltip", "type")

    def __init__(
        self,
        name: str,
        type: str = "",
        tooltip: str = "",
        audience: str = EVERYONE,
        *,
        owner: str = "",
        seen: Callable[[], Iterable[object]] | None = None,
    ) -> None:
        self.name = name
        self.type = type
        self.tooltip = tooltip or f"{type} {name}".strip()
        self.audience = audience
        self.owner = owner
        self.seen = seen

    def __repr__(self) -> str:
        return f"Property({self.name!r}, {self.type!r})"


class Completion:
    """The candidates for the piece of text that begins at `start` and is `length` long.

    `pending` names what is still being fetched and could add candidates. `word` is what the person has typed of the
    candidate, without quotes. `problem` is the exception of a completer that failed; the others still answered.
    """

    __slots__ = ("candidates", "length", "pending", "problem", "start", "word")

    def __init__(
        self,
        start: int,
        length: int,
        candidates: list[Candidate],
        pending: tuple[str, ...] = (),
        *,
        word: str = "",
        problem: Exception | None = None,
    ) -> None:
        self.start = start
        self.length = length
        self.candidates = candidates
        self.pending = pending
        self.word = word
        self.problem = problem


class SessionView(Protocol):
    """What completion may see of a session; everything in it answers at once."""

    @property
    def commands(self) -> Any:
        """The command table."""
        ...

    def unfold(self, command: Any, shapes: Sequence[Any], value_at: Callable[[int], object]) -> Any:
        """A command with the parameters that its telling argument brings; raises where that cannot be told."""
        ...

    def function_of(self, parsed: Any, node: Any) -> Any:
        """A function that a text defines, as the command it would be."""
        ...

    def type_names(self) -> Iterable[str]:
        """Names of types beside the language's own."""
        ...

    def variables(self) -> Mapping[str, object]:
        """Every variable in sight, name to value."""
        ...

    def drive_names(self, drive: str) -> Iterable[str]:
        """Names in a drive that `$drive:name` reaches (`env`, `function`, `alias`)."""
        ...

    def properties(self, type_name: str) -> Sequence[tuple[str, str]]:
        """Name and description of the properties of objects of a type that commands declare as their output."""
        ...

    def accounts(self) -> Sequence[Any]:
        """The accounts of the configuration."""
        ...

    @property
    def folder(self) -> str:
        """The folder that relative paths start from."""
        ...

    @property
    def usage(self) -> Usage:
        """How often the person has written what."""
        ...

    @property
    def catalog(self) -> Any:
        """IT Glue's resources, or None without a session."""
        ...

    @property
    def snapshot(self) -> Any:
        """The present metadata snapshot."""
        ...

    @property
    def context(self) -> Any:
        """Region, organization and flexible asset type that are selected."""
        ...

    @property
    def draft(self) -> Any:
        """The present draft, or None."""
        ...


class CompletionContext:
    """What a parameter's completer gets.

    `word` is what has been typed, without quotes; `bound` the values of the other arguments as far as the text tells
    them, by parameter name; `elements` what else stands in the same list (`a,b,<Tab>`). For a hashtable argument `key`
    is the key whose value is wanted, `keys` are those already written.
    """

    __slots__ = ("_pending", "_properties", "bound", "command", "elements", "key", "keys", "parameter", "view", "word")

    def __init__(
        self,
        word: str,
        view: Any,
        *,
        command: Any = None,
        parameter: Parameter | None = None,
        bound: Mapping[str, object] | None = None,
        elements: Sequence[object] = (),
        key: str = "",
        keys: Sequence[str] = (),
        properties: Sequence[Property] = (),
    ) -> None:
        self.word = word
        self.view = view
        self.command = command
        self.parameter = parameter
        self.bound: Mapping[str, object] = bound or {}
        self.elements = tuple(elements)
        self.key = key
        self.keys = tuple(keys)
        self._properties = tuple(properties)
        self._pending: list[str] = []

    def input_properties(self) -> tuple[Property, ...]:
        """The properties of the objects that come down the pipeline, as far as known."""
        return self._properties

    def favourites(self) -> list[str]:
        """What the person has written most of what contains the word, folded for case; commands and all.

        For completers that cut a long list: what is used must not be missing from it.
        """
        typed = self.word.casefold()
        usage: Usage = self.view.usage
        return usage.favourites(lambda word: typed in word, FAVOURITES)

    def wait_for(self, what: str) -> None:
        """Say that `what` ("organizations") is still being fetched and could add candidates."""
        if what not in self._pending:
            self._pending.append(what)

    @property
    def pending(self) -> tuple[str, ...]:
        """What `wait_for` was told."""
        return tuple(self._pending)
