"""Every way in which a server fails, for reading, making, changing and removing: the session lives on, one sentence
says what is known, and what may have been carried out is never sent again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from glueshell.http.connection import Connection
from tests.cli.running import ORGANIZATION, Glueshell

METHODS = {"Get": "GET", "New": "POST", "Set": "PATCH", "Remove": "DELETE"}
COMMANDS: Mapping[str, Mapping[str, str]] = {
    "contacts": {
        "Get": "Get-Contact -First 3",
        "New": f"New-Contact Ada -LastName Fault -Organization '{ORGANIZATION}'",
        "Set": "Get-Contact -First 1 | Set-Contact -Title 'Changed once'",
        "Remove": "Get-Contact -First 1 | Remove-Contact",
    },
    "locations": {
        "Get": f"Get-OrganizationLocation -Organization '{ORGANIZATION}'",
        "New": f"New-OrganizationLocation 'Fault Street' -Organization '{ORGANIZATION}'",
        "Set": "Get-OrganizationLocation -First 1 | Set-OrganizationLocation -City 'Changed once'",
        "Remove": "Get-OrganizationLocation -First 1 | Remove-OrganizationLocation",
    },
    "configurations": {
        "Get": "Get-Configuration -First 3",
        "New": (
            f"New-Configuration 'Fault' -Organization '{ORGANIZATION}'"
            " -ConfigurationType (Get-ConfigurationType -First 1).Id"
        ),
        "Set": "Get-Configuration -First 1 | Set-Configuration -Notes 'Changed once'",
        "Remove": "Get-Configuration -First 1 | Remove-Configuration",
    },
    "attachments": {
        "Get": "Get-Configuration -First 1 | Get-Attachment",
        "New": "Get-Configuration -First 1 | New-Attachment {file}",
        "Set": "Get-Configuration -First 1 | Get-Attachment | Select-Object -Last 1 | Set-Attachment -Name 'Changed'",
        "Remove": "Get-Configuration -First 1 | Get-Attachment | Remove-Attachment",
    },
}
# Of several attempts at a reading, all fail.
LASTING = 50
UNKNOWN, DONE, REFUSED = "unknown", "done", "refused"

# name -> the fault, what becomes of a reading, and of a writing.
FAULTS: Mapping[str, tuple[dict[str, Any], str, str]] = {
    "latency": ({"kind": "delay", "seconds": 0.02}, DONE, DONE),
    "429 once": ({"kind": "status", "status": 429, "retry_after": 9}, DONE, DONE),
    "429 on and on": ({"kind": "status", "status": 429, "retry_after": 9, "count": LASTING}, REFUSED, REFUSED),
    "500 once": ({"kind": "status", "status": 500}, DONE, UNKNOWN),
    "500 before storing": ({"kind": "status", "status": 500, "count": LASTING}, REFUSED, UNKNOWN),
    "500 after storing": ({"kind": "status", "status": 500, "count": LASTING, "stored": True}, REFUSED, UNKNOWN),
    "502 before storing": ({"kind": "status", "status": 502, "count": LASTING}, REFUSED, UNKNOWN),
    "502 after storing": ({"kind": "status", "status": 502, "count": LASTING, "stored": True}, REFUSED, UNKNOWN),
    "503 before storing": ({"kind": "status", "status": 503, "count": LASTING}, REFUSED, UNKNOWN),
    "503 after storing": ({"kind": "status", "status": 503, "count": LASTING, "stored": True}, REFUSED, UNKNOWN),
    "504 before storing": ({"kind": "status", "status": 504, "count": LASTING}, REFUSED, UNKNOWN),
    "504 after storing": ({"kind": "status", "status": 504, "count": LASTING, "stored": True}, REFUSED, UNKNOWN),
    "reset": ({"kind": "reset", "count": LASTING}, REFUSED, UNKNOWN),
    "half an answer": ({"kind": "half", "count": LASTING}, REFUSED, UNKNOWN),
    "web page": ({"kind": "page", "status": 200, "count": LASTING}, REFUSED, UNKNOWN),
    "never answering": ({"kind": "hang", "count": LASTING}, REFUSED, UNKNOWN),
    "stored late": ({"kind": "late", "seconds": 0.01, "count": LASTING}, REFUSED, UNKNOWN),
}
# What a reading ends with (8: network or service; 3: a page where data should be), and a writing of unknown outcome.
READING, WRITING = (3, 8), 6


# Seconds to connect, and to wait for an answer that never comes.
SHORT = (5, 0.3)


def without_patience(monkeypatch: pytest.MonkeyPatch, resource: str) -> dict[str, str]:
    """Lets requests of the method under "faulted" give up at once on `resource`; all others wait as ever."""
    faulted: dict[str, str] = {}
    exchange = Connection.exchange

    def hasty(connection: Connection, method: str, target: str, *rest: Any, **options: Any) -> Any:
        with monkeypatch.context() as patch:
            if method == faulted.get("method") and resource in target:
                patch.setattr(connection, "_timeouts", SHORT)
            return exchange(connection, method, target, *rest, **options)

    monkeypatch.setattr(Connection, "exchange", hasty)
    return faulted


def attempted(glueshell: Glueshell, command: str) -> tuple[str, list[str]]:
    """What a command came to, and the lines about it; the session it runs in goes on."""
    text = (
        f"try {{ $null = {command}; 'done' }} catch {{ 'failed'; \"$($_.FullyQualifiedErrorId)\"; \"$_\" }}; "
        "'alive'; (Get-Context).Region"
    )
    ran = glueshell.run(text)
    assert ran.status == 0 and ran.err == "", ran
    first, *said = ran.out.splitlines()
    assert said[-2:] == ["alive", "US"], ran
    return first, said[:-2]


def is_one_sentence(said: list[str]) -> bool:
    """Whether the error is one sentence for a person, and nothing of the program's inside."""
    text = said[-1]
    return len(said) == 2 and text.endswith((".", "?")) and "Traceback" not in text and "Exception" not in text


@pytest.mark.parametrize("resource", COMMANDS)
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_sentence_and_nothing_is_sent_twice(
    glueshell: Glueshell,
    name: str,
    resource: str,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options, reading, writing = FAULTS[name]
    faulted = without_patience(monkeypatch, resource) if options["kind"] == "hang" else {}
    file = tmp_path_factory.mktemp("files") / "plan.txt"
    file.write_text("rack", encoding="utf-8")
    if resource == "attachments":
        assert glueshell.run(COMMANDS[resource]["New"].format(file=f"'{file}'")).status == 0
    for verb, method in METHODS.items():
        command = COMMANDS[resource][verb].replace("{file}", f"'{file}'")
        faulted["method"] = method
        glueshell.sandbox.app.faults.clear()
        glueshell.forget()
        glueshell.sandbox.app.faults.add(**options, method=method, path=resource)
        became, said = attempted(glueshell, command)
        expected = reading if verb == "Get" else writing
        assert (became == "done") is (expected == DONE), (verb, became, said)
        if expected != DONE:
            assert is_one_sentence(said), (verb, said)
        if expected == UNKNOWN:
            assert "OutcomeUnknown" in said[0], (verb, said)
            assert len(written(glueshell)) == 1, (verb, glueshell.requests)
        if verb != "Get" and expected == DONE:
            carried_out = [seen for seen in glueshell.sandbox.app.requests if seen.method == method]
            assert len(carried_out) == (2 if "429" in name else 1)
    glueshell.sandbox.app.faults.clear()
    faulted.clear()
    assert glueshell.run(COMMANDS[resource]["Get"]).status == 0


def written(glueshell: Glueshell) -> list[str]:
    """The methods of the writes so far."""
    return [method for method, _ in glueshell.requests if method != "GET"]


@pytest.mark.parametrize(("name", "verb", "status"), [("503 before storing", "Get", 8), ("web page", "Get", 3),
                                                      ("reset", "New", 6), ("429 on and on", "New", 8)])  # fmt: skip
def test_a_run_ends_with_the_status_of_what_happened(glueshell: Glueshell, name: str, verb: str, status: int) -> None:
    glueshell.sandbox.app.faults.add(**FAULTS[name][0], method=METHODS[verb], path="contacts")
    ran = glueshell.run(COMMANDS["contacts"][verb])
    assert (ran.status, ran.out) == (status, ""), ran
    assert "Traceback" not in ran.err


def test_a_bulk_write_of_unknown_outcome_is_sent_once_and_the_rest_not_at_all(glueshell: Glueshell) -> None:
    glueshell.sandbox.app.faults.add("status", method="POST", path="contacts", status=502, skip=1, count=LASTING)
    ran = glueshell.run(
        f"$o = (Get-Organization -Name '{ORGANIZATION}').Id; "
        "1..120 | ForEach-Object { [pscustomobject]@{ FirstName = \"Ada $_\"; LastName = 'M'; OrganizationId = $o } }"
        " | New-Contact | Out-Null"
    )
    assert ran.status == 6, ran
    assert "50 of 120 records were written, then: It is unknown whether IT Glue did this" in ran.err
    bodies = [document for method, _, document in glueshell.writes if method == "POST"]
    assert [len(body["data"]) for body in bodies] == [50, 50]
    assert len({json.dumps(body, sort_keys=True) for body in bodies}) == 2
