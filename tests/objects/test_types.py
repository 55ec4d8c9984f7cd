"""Behaviour of .NET types that recordings cannot hold: clocks, files, environment, secrets, laziness."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from glueshell.objects.ambient import set_culture
from glueshell.objects.convert import cast
from glueshell.objects.errors import PSError
from glueshell.objects.invocation import _parameter
from glueshell.objects.members import call_method, call_static, get_member, get_static, set_static
from glueshell.objects.ranks import span
from glueshell.objects.text import display, format_operator, to_text
from glueshell.objects.typeinfo import resolve_type
from glueshell.objects.types.credential import SecureString
from glueshell.objects.types.reference import Reference
from glueshell.objects.typetable import TYPES


def static(name: str, member: str, *arguments: object) -> object:
    info = resolve_type(name)
    assert info is not None
    return call_static(info, member, list(arguments))


ONLY_RANKED = (
    "System.IntPtr", "System.UIntPtr", "System.Char*", "System.SByte*",
    "System.Collections.Generic.IEnumerable[string]",
    "System.Collections.Generic.IEnumerable[T]", "System.Globalization.CompareOptions",
)  # fmt: skip
"""Types of parameters that an overload is compared by, and that nothing is converted to."""


@pytest.mark.parametrize("name", [name for name, row in TYPES.items() if row[2]])
def test_every_declared_type_has_members_whose_parameter_types_are_known(name: str) -> None:
    table = import_module(f"glueshell.objects.types.{TYPES[name][2]}").TABLES[name]
    for member in (*table.instance.values(), *table.static.values(), table.constructors):
        for signature in member.signatures:
            for type_name, _, _ in signature.parameters:
                known = type_name in ("System.Object", "T", "TKey", "TValue") or _parameter(type_name) is not None
                assert known or span(type_name) or type_name in ONLY_RANKED


def test_importing_the_room_loads_no_heavy_module() -> None:
    code = ("import sys; import glueshell.objects.operators, glueshell.objects.members, glueshell.objects.comparer;"
            "heavy = {'decimal', 'datetime', 'regex', 'json', 'urllib.parse', 'uuid', 'hashlib', 'dataclasses',"
            " 'xml.etree.ElementTree', 'ipaddress', 'glueshell.objects.types.string'} & set(sys.modules);"
            "print(sorted(heavy))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_clock_is_read_when_asked() -> None:
    info = resolve_type("datetime")
    assert info is not None
    first, second = get_static(info, "UtcNow"), get_static(info, "UtcNow")
    assert 0 <= second.ticks - first.ticks < 10_000_000
    assert get_member(get_static(info, "Today"), "TimeOfDay").ticks == 0


def test_references_receive_what_methods_give() -> None:
    place = Reference(0)
    assert static("int", "TryParse", "55", place) is True and place.held == 55
    assert static("int", "TryParse", "x", place) is False and place.held == 0
    assert static("datetime", "TryParse", "2024-05-06", place) is True
    assert get_member(place.held, "Day") == 6


def test_files_are_written_and_read(tmp_path: Path) -> None:
    path = str(tmp_path / "a.txt")
    static("System.IO.File", "WriteAllText", path, "é\nb")
    assert static("System.IO.File", "ReadAllLines", path) == ["é", "b"]
    assert static("IO.File", "Exists", path) is True
    with pytest.raises(PSError) as caught:
        static("IO.File", "ReadAllText", str(tmp_path / "none.txt"))
    assert caught.value.error_id == "FileNotFoundException"


def test_environment_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLUE_TEST", "1")
    assert static("environment", "GetEnvironmentVariable", "GLUE_TEST") == "1"
    static("environment", "SetEnvironmentVariable", "GLUE_TEST", "2")
    assert static("environment", "GetEnvironmentVariable", "GLUE_TEST") == "2"


def test_secrets_do_not_show() -> None:
    secret = SecureString("hidden")
    made = static("pscredential", "new", "user", secret)
    assert "hidden" not in to_text(secret) + repr(secret) + to_text(made) + display(made)
    network = call_method(made, "GetNetworkCredential", [])
    assert get_member(network, "Password") == "hidden"


def test_the_current_culture_can_be_set() -> None:
    info = resolve_type("cultureinfo")
    assert info is not None
    date = cast("2024-01-15 13:45", "datetime")
    try:
        set_static(info, "CurrentCulture", get_static(info, "InvariantCulture"))
        assert display(date) == "01/15/2024 13:45:00"
        assert format_operator("{0:C}", [5]) == "¤5.00"
    finally:
        set_culture("en-US")
    assert display(date) == "1/15/2024 1:45:00\u202fPM"


def test_xml_reads_as_properties_and_refuses_entities() -> None:
    document = cast('<a b="1"><c>x</c><c>y</c><d><e>z</e></d></a>', "xml")
    top = get_member(document, "a")
    assert get_member(top, "c") == ["x", "y"] and get_member(top, "b") == "1"
    assert get_member(get_member(top, "d"), "e") == "z"
    with pytest.raises(PSError):
        cast('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "xml")


def test_random_numbers_stay_in_range() -> None:
    source = static("System.Random", "new", 5)
    assert all(0 <= call_method(source, "Next", [10]) < 10 for _ in range(50))
    assert to_text(static("guid", "NewGuid")) != to_text(static("guid", "NewGuid"))


def test_time_zones_by_windows_and_iana_names() -> None:
    moment = cast("2024-07-01 12:00", "datetime")
    for name in ("Eastern Standard Time", "America/New_York"):
        zone = static("TimeZoneInfo", "FindSystemTimeZoneById", name)
        assert get_member(static("TimeZoneInfo", "ConvertTimeFromUtc", moment, zone), "Hour") == 8
    with pytest.raises(PSError):
        static("TimeZoneInfo", "FindSystemTimeZoneById", "Nowhere/None")
