"""Kinds that are named in the form and read, and refused when somebody wants to fill them: never sent as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from glueshell.itglue.kinds.base import FieldKind, Problem, TagLookup, TraitProblem, problem

if TYPE_CHECKING:
    import datetime

    from glueshell.itglue.schema import Field


class _Refused(FieldKind):
    """A kind that cannot be filled; what was read is shown and never written back."""

    __slots__ = ()
    supported = False

    def parse(
        self,
        field: Field,
        value: object,
        lookup: TagLookup | None = None,
        *,
        organization_id: int | None = None,
        today: Callable[[], datetime.date] | None = None,
    ) -> object:
        """Always refused, with the reason of the kind."""
        raise TraitProblem(self._problem(field))

    def validate(self, field: Field, value: object) -> Problem | None:
        """No value fits."""
        return self._problem(field)

    def to_wire(self, value: Any) -> object:
        """Never: the caller has checked `supported` first."""
        raise TypeError(f"a value of the kind {self.name} is not written")

    def _problem(self, field: Field) -> Problem:
        return problem(self.reason, field, kind=self.name)


class Password(_Refused):
    """A secret; read as the id of an embedded password."""

    __slots__ = ()
    name = "Password"
    reason = "PasswordField"

    def show(self, value: Any) -> str:
        """Dots, whatever it is."""
        return "•••"


class Percent(_Refused):
    """A share in percent; read as a number."""

    __slots__ = ()
    name = "Percent"
    carried = True
    reason = "PercentField"

    def show(self, value: Any) -> str:
        """The number with its sign."""
        return f"{value} %"


class Upload(_Refused):
    """Files; read as a list of `{name, url, content-type}`."""

    __slots__ = ()
    name = "Upload"
    reason = "UploadField"

    def from_wire(self, raw: object) -> object:
        """The files as a tuple, also where one came alone."""
        if isinstance(raw, dict):
            return (raw,)
        return tuple(raw) if isinstance(raw, (list, tuple)) else ()

    def show(self, value: Any) -> str:
        """The names of the files."""
        return ", ".join(str(file.get("name", "")) for file in value if isinstance(file, dict))


class UnknownKind(_Refused):
    """A kind that came to IT Glue later than to this program."""

    __slots__ = ("name",)
    reason = "UnknownKind"

    def __init__(self, name: str) -> None:
        self.name = name
