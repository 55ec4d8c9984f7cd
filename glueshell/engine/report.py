"""How an error is told to a person: one sentence, the place in the text, what would be right. Lines with styles.

A line is (text, style); style is "error", "source" or "hint". Everything that may come from outside is neutralised.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glueshell.engine.errors import ErrorRecord, Position

Line = tuple[str, str]
# A source text with what must not be shown made unreadable, as long as before.
Mask = Callable[[str], str]

# Categories whose records say by their command what failed; others are named by their exception.
_MOST_PARSE_ERRORS = 3


def report(
    record: ErrorRecord, width: int = 80, *, concise: bool = True, mask: Mask | None = None
) -> list[Line]:
    """The lines for an error record: `Command: message`, the source with a caret, the suggestion.

    `concise` leaves the source out when it would only repeat a one-line input.
    """
    lines = [(text, "error") for text in _message_lines(record)]
    position = record.position
    if position is not None and not (concise and _repeats(position)):
        lines.extend(_source_lines(position, width, mask))
    if record.suggestion:
        lines.append((_clean(f"  {record.suggestion}"), "hint"))
    return lines


def report_parse_errors(
    errors: Sequence[Any], source: str, file: str | None = None, width: int = 80, mask: Mask | None = None
) -> list[Line]:
    """The lines for the parse errors of a text: each with its place; at most three, then how many more there are."""
    from glueshell.engine.errors import Position

    lines: list[Line] = []
    for error in errors[:_MOST_PARSE_ERRORS]:
        lines.append((_clean(f"ParserError: {error.message}"), "error"))
        lines.extend(_source_lines(Position(source, error.start, error.end, file), width, mask))
        if error.suggestion:
            lines.append((_clean(f"  {error.suggestion}"), "hint"))
    more = len(errors) - _MOST_PARSE_ERRORS
    if more > 0:
        lines.append((f"{more} more error{'s' if more > 1 else ''} in this text.", "error"))
    return lines


def headline(record: ErrorRecord) -> str:
    """The error in one line: who failed and why."""
    return " ".join(_message_lines(record))


def _message_lines(record: ErrorRecord) -> list[str]:
    from glueshell.objects.text import neutralise

    name = "Exception" if record.thrown else record.activity or _unnamed(record)
    message = neutralise(str(record)).rstrip()
    first, *rest = message.splitlines() or [""]
    return [f"{neutralise(name, newlines=True)}: {first}" if name else first, *rest]


def _unnamed(record: ErrorRecord) -> str:
    """What heads an error that no command raised: the name that was not found, the kind of error, else its type."""
    if record.error_id == "CommandNotFoundException" and isinstance(record.target, str) and record.target:
        return record.target
    return _short_type(record) if record.category == "NotSpecified" else record.category


def _short_type(record: ErrorRecord) -> str:
    """The type of the exception without the word itself."""
    name = record.exception_type.rpartition(".")[2]
    if name in ("PSError", ""):
        return "Error"
    if name == "RuntimeException":
        return name
    return name.removesuffix("Exception") or name


def _repeats(position: Position) -> bool:
    source = position.source.strip()
    return position.file is None and "\n" not in source and position.text.strip() == source


def _source_lines(position: Position, width: int, mask: Mask | None = None) -> list[Line]:
    from glueshell.language.extents import caret

    source = position.source if mask is None else mask(position.source)
    lines = caret(source, position.start, position.end, position.file, width)
    return [(text, "source") for text in lines]


def _clean(text: str) -> str:
    from glueshell.objects.text import neutralise

    return neutralise(text)
