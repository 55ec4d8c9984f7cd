"""The view of a real engine, and completion over it."""

from __future__ import annotations

import io
from types import SimpleNamespace

from glueshell.completion import complete
from glueshell.completion.view import EngineView
from glueshell.engine.commands import CommandTable
from glueshell.engine.runtime import Engine
from glueshell.engine.streams import host_streams
from glueshell.itglue.catalog import load
from glueshell.language import parse
from glueshell.objects.hashtable import Hashtable
from glueshell.shell.plain import PlainHost


def engine() -> Engine:
    host = PlainHost(io.StringIO(), io.StringIO(), environ={})
    names = SimpleNamespace(current="names")
    services = SimpleNamespace(catalog=load(), snapshots=names, context="selected", draft=None, unfinished=lambda: ())
    return Engine(CommandTable(), host, host_streams(host, lambda record: None), services)


def offered(running: Engine, text: str) -> list[str]:
    found = complete(parse(text), len(text), EngineView(lambda: running))
    assert found.problem is None
    return [candidate.text for candidate in found.candidates]


def test_variables_and_functions_of_the_session_are_offered() -> None:
    running = engine()
    running.set_variable("MyOrg", Hashtable([("Name", "x"), ("Age", 1)]))
    running.run("function Get-Mine { param([switch]$Deep, $Other) }", lambda item: None)
    assert offered(running, "$myo") == ["$MyOrg"]
    assert offered(running, "$MyOrg.Ag") == ["Age"]
    assert offered(running, "Get-Mi") == ["Get-Mine"]
    assert offered(running, "Get-Mine -D") == ["-Deep"]
    assert offered(running, "${function:Get-M") == ["${function:Get-Mine}"]
    assert "$PSVersionTable" in offered(running, "$psver")


def test_properties_come_from_the_catalog_and_from_type_tables() -> None:
    running = engine()
    view = EngineView(lambda: running)
    organization = dict(view.properties("ITGlue.Organization"))
    assert {"Id", "Name", "OrganizationTypeName"} <= set(organization)
    assert "Length" in dict(view.properties("System.String"))
    assert view.properties("No.SuchType") == []


def test_the_sessions_own_things_are_passed_on() -> None:
    running = engine()
    view = EngineView(lambda: running)
    assert (view.snapshot, view.context, view.draft, list(view.drafts())) == ("names", "selected", None, [])
    assert view.drive_names("nothing") == ()
