"""The Select kind: one of the options a field lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from glueshell.itglue.kinds.base import Choice, FieldKind, Problem, TagLookup, TraitProblem, problem, shown, single
from glueshell.itglue.nearness import closest

if TYPE_CHECKING:
    import datetime

    from glueshell.itglue.schema import Field
    from glueshell.itglue.snapshot import Snapshot


class Select(FieldKind):
    """One option, spelled exactly as the field lists it."""

    __slots__ = ()
    name = "Select"

    def parse(
        self,
        field: Field,
        value: object,
        lookup: TagLookup | None = None,
        *,
        organization_id: int | None = None,
        today: Callable[[], datetime.date] | None = None,
    ) -> object:
        """The option in the field's own spelling, from any casing."""
        value = single(field, value, "OneOption")
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        if text in field.options:
            return text
        folded = text.casefold()
        for option in field.options:
            if option.casefold() == folded:
                return option
        raise TraitProblem(_not_an_option(field, text))

    def validate(self, field: Field, value: object) -> Problem | None:
        """One of the options fits."""
        return None if value in field.options else _not_an_option(field, shown(value))

    def comparable(self, field: Field, value: object) -> object:
        """The option without white space around it."""
        return str(value).strip() or None if value is not None else None

    def candidates(
        self, field: Field, snapshot: Snapshot, organization_id: int | None, word: str = "", limit: int = 200
    ) -> Iterable[Choice]:
        """The options in the field's order."""
        return tuple(Choice(option) for option in field.options)

    def sample(self, field: Field) -> str:
        """The first option."""
        return field.options[0] if field.options else ""


def _not_an_option(field: Field, text: str) -> Problem:
    if not field.options:
        return problem("NoOptions", field)
    return problem(
        "NotAnOption",
        field,
        value=shown(text),
        options=", ".join(field.options),
        suggestions=closest(text, field.options),
        choices=[Choice(option) for option in field.options],
    )
