"""JSON as PowerShell writes and reads it."""

from __future__ import annotations

import pytest

from glueshell.objects.convert import cast
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable, OrderedDictionary, OrderedHashtable
from glueshell.objects.json import from_json, to_json
from glueshell.objects.numbers import BigInteger, Int64
from glueshell.objects.psobject import PSObject, attached
from glueshell.objects.typeinfo import type_name


def nested() -> Hashtable:
    return Hashtable([("a", Hashtable([("b", Hashtable([("c", Hashtable([("d", 1)]))]))]))])


def test_the_default_depth_turns_deeper_objects_into_text_and_says_so() -> None:
    told: list[bool] = []
    text = to_json(nested(), compress=True, truncated=lambda: told.append(True))
    assert text == '{"a":{"b":{"c":"System.Collections.Hashtable"}}}'
    assert told == [True]
    assert to_json(nested(), depth=5, compress=True) == '{"a":{"b":{"c":{"d":1}}}}'


def test_pretty_output_is_two_blanks_deep() -> None:
    table = OrderedDictionary([("empty", []), ("one", [1]), ("none", Hashtable()), ("null", None)])
    assert to_json(table) == '{\n  "empty": [],\n  "one": [\n    1\n  ],\n  "none": {},\n  "null": null\n}'


@pytest.mark.parametrize(("value", "text"), [
    (100.0, "100.0"), (1e20, "1E+20"), (1e-5, "1E-05"), (True, "true"), ("é", '"é"'), (Int64(9999999999), "9999999999"),
    (float("nan"), '"NaN"'),
])
def test_single_values(value: object, text: str) -> None:
    assert to_json(value) == text


def test_escapes_as_asked() -> None:
    assert to_json("<é'>", escape="EscapeHtml") == '"\\u003cé\\u0027\\u003e"'
    assert to_json("é😀", escape="EscapeNonAscii") == '"\\u00e9\\ud83d\\ude00"'
    assert to_json('a"\\\n') == '"a\\"\\\\\\n"'


def test_enumerations_are_numbers_or_names() -> None:
    day = cast("Monday", "DayOfWeek")
    assert to_json(day) == "1"
    assert to_json(day, enums_as_strings=True) == '"Monday"'


def test_a_single_value_can_be_written_as_an_array() -> None:
    assert to_json(5, as_array=True, compress=True) == "[5]"


def test_added_properties_are_written_beside_the_value() -> None:
    thing = attached(5)
    thing.add("note", 1)
    assert to_json(thing, compress=True) == '{"value":5,"note":1}'


def test_a_text_stays_a_text_whatever_was_added() -> None:
    thing = attached("text")
    thing.add("note", 1)
    assert to_json(thing, compress=True) == '"text"'


def test_objects_numbers_and_dates_are_read() -> None:
    read = from_json('{"id":7,"big":12345678901234567890,"at":"2021-03-04T09:15:00.000Z","day":"2021-03-04","x":1.5}')
    assert isinstance(read, PSObject)
    assert [type_name(value) for _, value in read] == [
        "System.Int64", "System.Numerics.BigInteger", "System.DateTime", "System.String", "System.Double"]
    assert type(read.get("big")) is BigInteger
    kept = from_json('{"at":"2021-03-04T09:15:00Z"}', date_kind="String")
    assert isinstance(kept, PSObject) and kept.get("at") == "2021-03-04T09:15:00Z"
    small = from_json('{"id":7}', narrow=True)
    assert isinstance(small, PSObject) and type(small.get("id")) is int


def test_tables_keep_case_and_order() -> None:
    read = from_json('{"b":1,"B":2,"":3}', as_hashtable=True)
    assert isinstance(read, OrderedHashtable)
    assert list(read.items()) == [("b", 1), ("B", 2), ("", 3)]


@pytest.mark.parametrize("text", ["{'single': 1}", "{single: 1}", '{"single": 1,}', '/* c */ {"single": 1} // end'])
def test_loose_spellings_are_read(text: str) -> None:
    read = from_json(text)
    assert isinstance(read, PSObject) and read.get("single") == 1


@pytest.mark.parametrize(("text", "message"), [
    ("{bad", "Unexpected end while parsing unquoted property name"),
    ('{"a":}', "Unexpected character encountered while parsing value: }"),
    ("abc", "Unexpected character encountered while parsing value: a"),
    ('{"a":1} x', "Additional text encountered after finished reading JSON content: x"), ('["a', "Unterminated string"),
])
def test_wrong_json_says_what_and_where(text: str, message: str) -> None:
    with pytest.raises(PSError) as caught:
        from_json(text)
    assert message in caught.value.message
    assert caught.value.error_id == "System.ArgumentException"


def test_names_that_differ_by_case_or_are_empty_are_refused() -> None:
    with pytest.raises(PSError) as caught:
        from_json('{"a":1,"A":2}')
    assert caught.value.error_id == "KeysWithDifferentCasingInJsonString"
    with pytest.raises(PSError) as empty:
        from_json('{"":1}')
    assert empty.value.error_id == "EmptyKeyInJsonString"


def test_too_deep_json_is_refused() -> None:
    with pytest.raises(PSError):
        from_json("[" * 30 + "]" * 30, depth=20)
    assert from_json("") is None
