"""What is no output, kept in containers: null to whoever reads it, nothing where it flows."""

from __future__ import annotations

from glueshell.objects.absence import GappyArray, absent, array, flow, leave, settle
from glueshell.objects.convert import custom_object
from glueshell.objects.enumeration import EMPTY, iterate
from glueshell.objects.hashtable import Hashtable, OrderedDictionary
from glueshell.objects.psobject import PSObject


def test_an_array_without_absences_stays_the_list_it_is() -> None:
    items = [1, None]
    assert array(items) is items


def test_an_array_holds_null_in_the_place_of_what_is_absent_and_flows_without_it() -> None:
    made = array([1, EMPTY, None])
    assert type(made) is GappyArray
    assert list(iterate(made)) == [1, None, None]
    assert list(flow(made)) == [1, None]
    assert [absent(made, at) for at in (0, 1, 2, -2)] == [False, True, False, True]


def test_what_is_written_over_an_absence_is_there() -> None:
    made = array([EMPTY, 2])
    made[0] = None
    assert list(flow(made)) == [None, 2]


def test_a_dictionary_remembers_an_absence_in_any_casing_until_null_is_written() -> None:
    table = Hashtable([("Name", None)])
    leave(table, "name")
    assert absent(table, "NAME")
    assert not absent(table, "other")
    assert absent(table.clone(), "Name")
    assert absent(custom_object(table), "name")
    table["NAME"] = None
    assert not absent(table, "Name")


def test_an_ordered_dictionary_is_asked_by_position_too() -> None:
    table = OrderedDictionary([("a", 1), ("b", None)])
    leave(table, "b")
    assert absent(table, 1)
    assert not absent(table, 0)


def test_an_object_remembers_what_its_properties_were_given() -> None:
    values: dict[str, object] = {"a": EMPTY, "b": None}
    made = settle(PSObject(values), values)
    assert made.get("a") is None
    assert absent(made, "A")
    assert not absent(made, "b")
    assert absent(made.copy(), "a")
    made.set("a", None)
    assert not absent(made, "a")
