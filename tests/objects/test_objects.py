"""PSObject, members, indexes and what the pipeline unrolls."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from glueshell.objects import members, typeinfo
from glueshell.objects.convert import cast, convert, custom_object
from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable, OrderedDictionary
from glueshell.objects.listing import members_of, property_names
from glueshell.objects.members import call_method, get_index, get_member, set_member
from glueshell.objects.neutral import closest, neutralise
from glueshell.objects.numbers import Byte, Int64, integer
from glueshell.objects.psobject import Property, PSObject, attached
from glueshell.objects.text import to_text


class Block:
    """A script block as the engine has it, made of a Python function of $_."""

    ps_type_name = "System.Management.Automation.ScriptBlock"

    def __init__(self, body: object) -> None:
        self.body = body
        self.engine = SimpleNamespace(catching=False)

    def value(self, underscore: object, args: tuple = ()) -> object:
        return self.body(underscore)

    def collect(self, args: tuple = (), underscore: object = None, this: object = None) -> list:
        found = self.body(*args) if args and underscore is None else self.body(underscore if this is None else this)
        return found if isinstance(found, list) else [found]


def test_properties_answer_in_any_case_and_keep_their_order() -> None:
    thing = PSObject({"Name": "x", "last-name": "y"})
    assert get_member(thing, "NAME") == "x"
    assert get_member(thing, "Last-Name") == "y"
    assert get_member(thing, "nope") is None
    set_member(thing, "name", 5)
    assert thing.names() == ["Name", "last-name"] and thing.get("NAME") == 5


def test_writing_a_property_that_is_not_there_is_an_error() -> None:
    with pytest.raises(PSError) as caught:
        set_member(PSObject({"a": 1}), "b", 2)
    assert caught.value.error_id == "ExceptionWhenSetting"


def test_script_and_alias_properties_are_computed_when_read() -> None:
    thing = PSObject({"a": 2})
    thing.add("Double", Property("ScriptProperty", get=lambda owner: owner.get("a") * 2))
    thing.add("Other", "a", "AliasProperty")
    thing.add("Add", Property("ScriptMethod", invoke=lambda owner, rest: owner.get("a") + rest[0]))
    thing.set("Other", 10)
    assert get_member(thing, "double") == 20
    assert call_method(thing, "ADD", [5]) == 15
    assert thing.names() == ["a", "Double", "Other"]


def test_a_wrapped_value_keeps_its_own_members() -> None:
    thing = attached("text")
    thing.add("note", 1)
    assert get_member(thing, "Length") == 4 and get_member(thing, "note") == 1
    assert call_method(thing, "ToUpper", []) == "TEXT"
    assert to_text(thing) == "text"
    assert typeinfo.type_names(thing) == ["System.String", "System.Object"]


def test_members_are_enumerated_over_collections() -> None:
    rows = [PSObject({"x": [1, 2]}), PSObject({"x": 3})]
    assert get_member(rows, "x") == [1, 2, 3]
    assert get_member(rows, "Count") == 2
    assert call_method(["a", "b"], "ToUpper", []) == ["A", "B"]
    assert get_member([Hashtable([("k", 1)])], "k") == 1


def test_dictionary_keys_come_before_members() -> None:
    table = Hashtable([("Count", 5)])
    assert get_member(table, "count") == 5
    assert get_member(Hashtable(), "Count") == 0


def test_psobject_shows_adds_and_removes_properties() -> None:
    thing = PSObject({"a": 1, "b": "x"})
    view = get_member(get_member(thing, "PSObject"), "Properties")
    assert get_member(view, "Name") == ["a", "b"]
    assert get_member(get_index(view, "B"), "Value") == "x"
    call_method(view, "Remove", ["a"])
    assert thing.names() == ["b"]
    call_method(view, "Add", [members.call_static(cast(
                "System.Management.Automation.PSNoteProperty", "type"), "new", ["c", 3])])
    assert thing.get("c") == 3
    copy = call_method(get_member(thing, "psobject"), "Copy", [])
    set_member(copy, "b", "y")
    assert thing.get("b") == "x"


def test_type_names_can_be_put_in_front() -> None:
    thing = PSObject({"a": 1})
    call_method(get_member(thing, "PSTypeNames"), "Insert", [0, "My.Type"])
    assert typeinfo.type_names(thing)[0] == "My.Type"


def test_members_are_listed_with_definitions() -> None:
    found = {info.name: info for info in members_of(PSObject({"a": 1, "b": "x"}))}
    assert found["a"].definition == "int a=1" and found["b"].definition == "string b=x"
    assert found["ToString"].kind == "Method"
    assert property_names(PSObject({"z": 1, "a": 2})) == ["z", "a"]
    assert property_names("abc") == ["Length"]


def test_foreign_values_declare_their_own_members() -> None:
    class Foreign:
        ps_type_name = "My.Foreign"
        ps_members = MemberTable("My.Foreign", prop("Size", "int", lambda owner: 7),
                                 method("Grow", lambda owner, by: 7 + by, "int Grow(int by)"))

    assert get_member(Foreign(), "size") == 7
    assert call_method(Foreign(), "grow", ["3"]) == 10
    assert call_method(Foreign(), "GetType", []).full_name == "My.Foreign"
    assert typeinfo.type_names(Foreign()) == ["My.Foreign", "System.Object"]


def test_blocks_run_over_collections() -> None:
    numbers = [1, 2, 3, 4]
    even = Block(lambda item: item % 2 == 0)
    assert call_method(numbers, "Where", [even]) == [2, 4]
    assert call_method(numbers, "Where", [even, "First", 1]) == [2]
    assert call_method(numbers, "Where", [even, "Split"]) == [[2, 4], [1, 3]]
    assert call_method(numbers, "Where", [even, "Until"]) == [1]
    assert call_method(numbers, "ForEach", [Block(lambda item: item * 10)]) == [10, 20, 30, 40]
    assert call_method(["a", "b"], "ForEach", ["ToUpper"]) == ["A", "B"]
    assert call_method(["1"], "ForEach", [typeinfo.resolve_type("int")]) == [1]


def test_replacing_by_a_block_gives_it_the_match() -> None:
    from glueshell.objects.operators import replace, split

    block = Block(lambda match: int(match.value) * 2)
    assert replace("price 10 of 20", [r"\d+", block]) == "price 20 of 40"
    assert split("abcdef", [Block(lambda char: char in "be")]) == ["a", "cd", "f"]


def test_overloads_are_chosen_and_arguments_converted() -> None:
    assert call_method("abc", "Substring", ["1"]) == "bc"
    assert call_method("a-b", "Split", [["-"]]) == ["a", "b"]
    with pytest.raises(PSError) as caught:
        call_method("abc", "Substring", [1, 2, 3])
    assert caught.value.error_id == "MethodCountCouldNotFindBest"
    with pytest.raises(PSError) as thrown:
        call_method("abc", "Substring", [9])
    assert thrown.value.error_id == "ArgumentOutOfRangeException"


def test_what_the_pipeline_unrolls() -> None:
    assert [enumerable(value) for value in ([1], "ab", Hashtable(), PSObject(), None, iter([1]), range)] == [
        True, False, False, False, False, True, False]
    assert list(iterate(5)) == [5] and list(iterate([1, 2])) == [1, 2]
    assert enumerable(get_member(Hashtable([("a", 1)]), "Keys"))
    assert not enumerable(cast(Hashtable(), "System.Collections.Generic.Dictionary[string,int]"))


def test_changing_a_dictionary_while_walking_it_is_an_error() -> None:
    table = Hashtable([("a", 1), ("b", 2)])
    with pytest.raises(PSError, match="Collection was modified"):
        for key in get_member(table, "Keys"):
            table.remove(key)


def test_ordered_dictionaries_answer_to_positions() -> None:
    table = OrderedDictionary([("z", 1), ("a", 2)])
    assert get_index(table, 0) == 1 and get_index(table, "A") == 2 and get_index(table, 9) is None
    call_method(table, "Insert", [0, "first", 0])
    assert list(table.keys()) == ["first", "z", "a"]


def test_keys_of_different_types_are_different_keys() -> None:
    table = Hashtable([(1, "int"), (Int64(1), "long"), ("1", "text"), (True, "bool"), (1.0, "double")])
    assert len(table) == 5
    assert [table.get(key) for key in (1, Int64(1), "1", True, 1.0)] == ["int", "long", "text", "bool", "double"]


def test_custom_objects_are_made_of_dictionaries() -> None:
    made = custom_object(OrderedDictionary([("PSTypeName", "My.Type"), ("a", 1)]))
    assert made.names() == ["a"] and made.type_names[0] == "My.Type"
    assert isinstance(cast(Hashtable([("a", 1)]), "pscustomobject"), Hashtable)


def test_properties_of_a_type_are_set_from_a_dictionary() -> None:
    made = cast(Hashtable([("Host", "x"), ("Port", 81)]), "System.UriBuilder")
    assert to_text(made) == "http://x:81/"


def test_parameters_are_stricter_about_booleans() -> None:
    boolean = typeinfo.resolve_type("bool")
    assert boolean is not None
    assert convert("x", boolean) is True
    with pytest.raises(PSError):
        convert("x", boolean, for_parameter=True)


def test_whole_numbers_take_the_smallest_type() -> None:
    assert [type(integer(number)).__name__ for number in (1, 2**31, 2**70)] == ["int", "Int64", "BigInteger"]
    assert typeinfo.type_name(Byte(1)) == "System.Byte"


@pytest.mark.parametrize(("name", "full_name"), [
    ("int", "System.Int32"), ("System.String", "System.String"), ("string[]", "System.String[]"),
    ("Collections.ArrayList", "System.Collections.ArrayList"), ("DayOfWeek", "System.DayOfWeek"),
    ("int[][]", "System.Int32[][]"), ("nope", None), ("List[nope]", None),
])
def test_names_of_types_are_resolved(name: str, full_name: str | None) -> None:
    found = typeinfo.resolve_type(name)
    assert (None if found is None else found.full_name) == full_name


def test_generic_names_in_every_spelling_are_one_type() -> None:
    spellings = ["System.Collections.Generic.Dictionary[string,int]",
                 "System.Collections.Generic.Dictionary[[String],[Int32]]",
                 "Collections.Generic.Dictionary`2[string, int]"]
    assert len({typeinfo.resolve_type(spelling) for spelling in spellings}) == 1


def test_suggestions_forgive_typing_mistakes() -> None:
    names = ["Get-Organization", "Get-OrganizationType", "Set-Configuration", "Get-Contact"]
    assert closest("Get-Organisation", names)[0] == "Get-Organization"
    assert closest("get-contatc", names) == ["Get-Contact"]
    assert closest("zzz", names) == []


@pytest.mark.parametrize(("text", "shown"), [
    ("a\x1b[31mb", "a␛[31mb"), ("x\u202ey", "x⟦U+202E⟧y"), ("\x7f", "␡"), ("a\tb\nc", "a\tb\nc"), ("\x9b", "⟦U+009B⟧"),
    ("\U000e0041", "⟦U+E0041⟧"), ("👩\u200d💻", "👩\u200d💻"), ("a\u200db", "a⟦U+200D⟧b"), ("\r", "␍"),
])
def test_harmful_characters_become_visible(text: str, shown: str) -> None:
    assert neutralise(text) == shown
