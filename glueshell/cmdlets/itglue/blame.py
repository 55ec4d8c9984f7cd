"""Which words of a command an error is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from glueshell.engine.errors import Terminating
from glueshell.engine.invocation import record_of
from glueshell.engine.shapes import ARGUMENT
from glueshell.session.statuses import INPUT, status_of

if TYPE_CHECKING:
    from glueshell.engine.errors import Position
    from glueshell.engine.invocation import Invocation


@contextmanager
def blaming(invocation: Invocation, parameter: str) -> Iterator[None]:
    """While the block runs, an error about what was typed points at the argument of `parameter`.

    Errors of the network, and those that have a place already, keep theirs.
    """
    try:
        yield
    except Terminating:
        raise
    except Exception as error:
        record = record_of(invocation.engine, error)
        if record is None or status_of(record) != INPUT:
            raise
        if record.position is None:
            record.position = argument_position(invocation, parameter)
        record.wrapped = True
        raise Terminating(invocation.complete(record)) from error


def argument_position(invocation: Invocation, parameter: str) -> Position | None:
    """The extent of what was written for `parameter`, None where nothing of it stands in the text."""
    site = invocation.site
    for table, expecting, match in site.matches:
        if table is not invocation.command.parameters or expecting != invocation.expecting_input:
            continue
        extents = [
            (shape.start if shape.kind == ARGUMENT else shape.value_start, shape.end)
            for shape, owner in zip(match.elements, match.owners, strict=True)
            if owner is not None
            and owner.name == parameter
            and not shape.splatted
            and (shape.kind == ARGUMENT or shape.has_value)
        ]
        if extents:
            return site.position(min(extents)[0], max(extents)[1])
    return None
