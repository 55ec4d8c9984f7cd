"""What every kind of field answers, and the values that pass between kinds, drafts and completion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import datetime

    from glueshell.itglue.schema import Field
    from glueshell.itglue.snapshot import Snapshot

# {field} is the field's name, {value} what was given.
MESSAGES = MappingProxyType({
    "NotACheckbox": "'{field}' takes true or false, not '{value}'.",
    "NotADate": "'{field}' takes a date such as 2026-03-31, 31 Mar 2026, today or today+90d, not '{value}'.",
    "NoSuchDay": "'{value}' is no day of the calendar; '{field}' takes a date such as 2026-03-31.",
    "AmbiguousDate": "'{value}' can be {first} or {second}; write the one you mean into '{field}' like that.",
    "NotANumber": "'{field}' takes a number such as 25, not '{value}'.",
    "TooManyDecimals": "'{field}' takes {right}, so '{value}' does not fit.",
    "NotAnOption": "'{value}' is no option of '{field}'; the options are {options}.",
    "NoOptions": "'{field}' has no options yet, so nothing can be chosen.",
    "OneOption": "'{field}' takes one option, and {count} were given.",
    "OneText": "'{field}' takes one text, and {count} were given.",
    "OneLine": "'{field}' holds one line; the text has {count}.",
    "NotATag": "'{value}' cannot be tagged in '{field}': give the name, the id or the web address of one of {target}.",
    "UnknownTag": "There is nothing named '{value}' among {target} to tag in '{field}'.",
    "AmbiguousTag": "'{value}' is the name of several of {target}: {candidates}. Give the id of the one you mean.",
    "TagNeedsLookup": "'{value}' cannot be looked up among {target} without a connection; give its id.",
    "WrongTagType": "'{field}' tags {target}, and this is one of {other}.",
    "Heading": "'{field}' is a heading of the form; it holds no value.",
    "PasswordField": "'{field}' is a password field; it cannot be filled from here yet and is never sent as text.",
    "PercentField": "'{field}' is a percent field; it cannot be filled from here yet.",
    "UploadField": "'{field}' holds uploaded files; they cannot be sent from here yet.",
    "UnknownKind": "'{field}' is of the kind {kind}, which is not known here; it cannot be filled yet.",
    "Required": "'{field}' is required.",
})  # fmt: skip


class Choice:
    """Something a person may pick: `text` is what is written, `label` what is shown, `detail` what is said beside."""

    __slots__ = ("detail", "label", "text")

    def __init__(self, text: str, detail: str = "", label: str | None = None) -> None:
        self.text = text
        self.detail = detail
        self.label = text if label is None else label

    def __repr__(self) -> str:
        return f"Choice({self.text!r}, {self.detail!r})"


class Problem:
    """Why a value does not fit a field: `id` is a key of MESSAGES, `field` the field's key, `message` one sentence."""

    __slots__ = ("choices", "field", "id", "message", "suggestions")

    def __init__(
        self, id: str, field: str, message: str, *, suggestions: Sequence[str] = (), choices: Sequence[Choice] = ()
    ) -> None:
        self.id = id
        self.field = field
        self.message = message
        self.suggestions = tuple(suggestions)
        self.choices = tuple(choices)

    def __repr__(self) -> str:
        return f"Problem({self.id!r}, {self.field!r}, {self.message!r})"


class TraitProblem(ValueError):
    """A value that does not fit its field; `problem` says why, `exit_status` is that of wrong input."""

    exit_status = 2

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.message = problem.message
        self.error_id = problem.id
        self.suggestions = problem.suggestions


class TagRef:
    """One tagged record: `id`, `name` ('' where it is not known) and the tag type or resource `type`."""

    __slots__ = ("detail", "id", "name", "type")

    def __init__(self, id: int, name: str = "", type: str = "", detail: str = "") -> None:
        self.id = id
        self.name = name
        self.type = type
        self.detail = detail

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TagRef) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"TagRef({self.id}, {self.name!r})"


class TagLookup(Protocol):
    """Whoever can turn a name, an id or a record address into records that a field of this tag type may tag."""

    def find(self, tag_type: str, organization_id: int | None, text: str) -> list[TagRef]:
        """The records meant by the text: none, one, or several of the same name."""

    def nearest(self, tag_type: str, organization_id: int | None, text: str) -> list[str]:
        """Names that come close to the text."""


class FieldKind:
    """One kind of field.

    A *value* is what a draft holds: bool, int or float, str, or a tuple of TagRef; it is immutable. `supported` says
    whether the kind can be filled, `reason` is the id of the sentence that says why not; `fillable` is False for what
    holds no value at all. `carried` says that what was read goes back as it is when other traits change.
    """

    __slots__ = ()

    name = ""
    supported = True
    fillable = True
    carried = False
    reason = ""

    def parse(
        self,
        field: Field,
        value: object,
        lookup: TagLookup | None = None,
        *,
        organization_id: int | None = None,
        today: Callable[[], datetime.date] | None = None,
    ) -> object:
        """The value a person meant; raises TraitProblem. `today` answers for words like today."""
        raise NotImplementedError

    def validate(self, field: Field, value: object) -> Problem | None:
        """Why a value of a draft does not fit the field as it is now, or None."""
        raise NotImplementedError

    def to_wire(self, value: Any) -> object:
        """The value as it goes into the traits of a request."""
        return value

    def from_wire(self, raw: object) -> object:
        """The value of a trait as IT Glue answers it."""
        return raw

    def comparable(self, field: Field, value: Any) -> object:
        """What two values of the field share when they mean the same, however they were written; None for nothing."""
        return None if value == "" else value

    def show(self, value: Any) -> str:
        """The value as a person reads it, in one line."""
        return str(value)

    def candidates(
        self, field: Field, snapshot: Snapshot, organization_id: int | None, word: str = "", limit: int = 200
    ) -> Iterable[Choice]:
        """What may be written into the field, best first, as far as it is known without asking anybody."""
        return ()

    def sample(self, field: Field) -> str:
        """A text that `parse` would take, for help and examples."""
        return ""


def problem(
    id: str, field: Field, *, suggestions: Sequence[str] = (), choices: Sequence[Choice] = (), **more: object
) -> Problem:
    """A problem worded from the table."""
    message = MESSAGES[id].format(field=field.name, **more)
    return Problem(id, field.key, message, suggestions=suggestions, choices=choices)


def shown(value: object, longest: int = 80) -> str:
    """A given value as it is quoted in a sentence."""
    text = " ".join(str(value).split())
    return text if len(text) <= longest else text[:longest] + "…"


def single(field: Field, value: object, id: str) -> object:
    """The one value of a list of one; raises TraitProblem with this id for longer lists."""
    if isinstance(value, (list, tuple)):
        if len(value) != 1:
            raise TraitProblem(problem(id, field, count=len(value), value=shown(value)))
        return value[0]
    return value
