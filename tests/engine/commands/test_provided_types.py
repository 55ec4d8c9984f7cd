"""Types that whoever builds the engine provides: in param blocks, casts, arrays, and in what order they bind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from glueshell.engine.help import syntax_lines
from glueshell.engine.provided_types import ProvidedType
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text
from tests.engine.commands.runspace import Runspace


class Animals:
    """`[Pond]` and `[Frog]`; a frog is known by the pond that is given with it."""

    def __init__(self) -> None:
        self._types = {
            "pond": ProvidedType("Test.Pond", self._pond, leads=True),
            "frog": ProvidedType("Test.Frog", self._frog, completer=lambda context: ["Freddy"]),
        }

    def find(self, name: str) -> ProvidedType | None:
        """The type of a name."""
        return self._types.get(name.lower())

    def names(self) -> Iterable[str]:
        """Both names."""
        return ("Pond", "Frog")

    @staticmethod
    def _pond(value: object, others: Mapping[str, object]) -> object:
        return None if value is None else f"pond {to_text(value)}"

    @staticmethod
    def _frog(value: object, others: Mapping[str, object]) -> object:
        if value is None:
            return None
        if value == "toad":
            raise PSError("A toad is no frog.", "NoFrog", "InvalidArgument")
        return f"{to_text(value)} of {others.get('Pond')}"


@pytest.fixture
def space() -> Runspace:
    """A runspace that knows them."""
    made = Runspace()
    made.engine.type_source = Animals()
    made.run("function f { param([Frog]$Frog, [Pond]$Pond, [Frog[]]$More) \"$Frog|$Pond|$($More -join ',')\" }")
    return made


def test_a_value_is_made_when_it_is_bound_cast_or_assigned(space: Runspace) -> None:
    assert space.texts("f -Frog Ann -Pond P") == ["Ann of pond P|pond P|"]
    assert space.texts("f Ann P") == ["Ann of pond P|pond P|"]
    assert space.texts("[Pond]'x'; 'x' -as [Pond]; [POND]'y'") == ["pond x", "pond x", "pond y"]
    assert space.texts("function g { param([Pond]$p = 'd') $p; $p = 'e'; $p }; g") == ["pond d", "pond e"]
    assert space.texts("function h { param([Pond]$p) $null -eq $p }; h; h $null; $null -eq [Pond]$null") == ["True"] * 3
    assert space.errors == []


def test_the_leading_type_is_bound_first_whatever_stands_first(space: Runspace) -> None:
    splat = "$with = @{ Frog = 'Ann'; Pond = 'P' }; f @with"
    for call in ("f -Pond P -Frog Ann", "f -Frog Ann -Pond P", splat):
        assert space.texts(call) == ["Ann of pond P|pond P|"]


def test_arrays_are_made_item_by_item(space: Runspace) -> None:
    assert space.texts("f -Pond P -More a, b") == ["|pond P|a of pond P,b of pond P"]
    assert space.texts("f -Pond P -More a") == ["|pond P|a of pond P"]
    assert space.texts("([Pond[]]('a', 'b'))[1]") == ["pond b"]


def test_what_does_not_become_one_is_the_makers_error_at_the_argument(space: Runspace) -> None:
    space.run("f -Frog toad")
    (error,) = space.errors
    assert error.error_id == "NoFrog,f" and str(error) == "A toad is no frog."
    assert error.position is not None and error.position.text == "toad"


def test_help_and_unknown_names(space: Runspace) -> None:
    command = space.engine.commands.find("f")
    assert command is not None
    assert syntax_lines(command) == ["f [[-Frog] <Frog>] [[-Pond] <Pond>] [[-More] <Frog[]>]"]
    completer = command.parameters.by_name["frog"].completer
    assert completer is not None and list(completer(None)) == ["Freddy"]
    space.run("[Frogg]'x'")
    assert space.errors[-1].error_id == "TypeNotFound" and space.errors[-1].suggestion == "Did you mean [Frog]?"


def test_two_runspaces_do_not_share_their_types(space: Runspace) -> None:
    assert space.texts("([Pond[]]('a', 'b')).Count") == ["2"]
    other = Runspace()
    other.engine.type_source = Animals()
    other.engine.type_source.find("Pond").make = lambda value, others: f"lake {value}"  # type: ignore[union-attr]
    assert other.texts("[Pond[]]('a', 'b'); [Pond]'c'") == ["lake a", "lake b", "lake c"]
    assert space.texts("([Pond[]]('a', 'b'))[0]; [Pond]'c'") == ["pond a", "pond c"]
