"""When the network or IT Glue fail: one clear sentence, the session alive, the draft kept, nothing made twice."""

from __future__ import annotations

import signal
from typing import Any

import pytest

from tests.cli.running import USE, Glueshell

FILLED = USE + "New-Draft @{ domains = 'happyfrog.example'; type = 'Office 365' }; "


def sentence(text: str) -> str:
    """The first line of an error, its command left out."""
    return text.splitlines()[0].partition(": ")[2]


READS: list[tuple[str, dict[str, Any], int, str]] = [
    ("status", {"status": 429}, 8, "127.0.0.1 keeps answering that too many requests were made (429); try again in"),
    ("status", {"status": 500}, 8, "IT Glue has a problem of its own (500); try again later."),
    ("status", {"status": 503}, 8, "IT Glue has a problem of its own (503); try again later."),
    ("page", {"status": 200}, 3, "A web page came back instead of data (200): GET /organizations."),
    ("page", {"status": 502}, 8, "IT Glue has a problem of its own (502); try again later."),
    ("garbage", {}, 8, "The answer of IT Glue cannot be read (200): GET /organizations."),
    ("reset", {}, 8, "The connection to 127.0.0.1"),
]


@pytest.mark.parametrize(("kind", "options", "status", "says"), READS)
def test_a_read_that_fails_says_so_in_one_sentence(
    glueshell: Glueshell, kind: str, options: dict[str, Any], status: int, says: str
) -> None:
    glueshell.sandbox.app.faults.add(kind, path="organizations", count=50, **options)
    ran = glueshell.run("Get-Organization -First 1")
    assert (ran.status, ran.out) == (status, ""), ran
    assert sentence(ran.err).startswith(says)
    assert "Traceback" not in ran.err and len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(("kind", "options", "status", "says"), READS)
def test_the_session_lives_on_and_the_draft_is_kept(
    mail: Glueshell, kind: str, options: dict[str, Any], status: int, says: str
) -> None:
    mail.sandbox.app.faults.add(kind, path="organizations", count=50, **options)
    ran = mail.run(
        "try { Get-Organization -First 1 } catch { 'failed' }; "
        "Use-FlexibleAssetType 'API Email Example'; (Get-Context).FlexibleAssetType"
    )
    assert (ran.status, ran.out) == (0, "failed\nAPI Email Example\n"), ran


def test_a_draft_is_kept_when_a_tag_cannot_be_looked_up(mail: Glueshell) -> None:
    mail.sandbox.app.faults.add("status", path="configurations", status=500, count=50)
    ran = mail.run(FILLED + "Set-Trait location Cloud; Set-Trait email-servers FROG-EX01")
    assert ran.status == 8
    assert "Set-Trait: IT Glue has a problem of its own (500); try again later." in ran.err
    assert [draft["Progress"] for draft in mail.results("Get-Draft -List")] == ["3/6"]


def test_a_busy_server_is_asked_again_and_the_person_waits(glueshell: Glueshell) -> None:
    glueshell.sandbox.app.faults.add("status", status=429, retry_after=7, path="organizations")
    ran = glueshell.run("(Get-Organization -First 1).Count")
    assert (ran.status, ran.out) == (0, "1\n")
    assert sum(glueshell.clock.slept) >= 7


def test_a_host_that_cannot_be_reached_is_one_sentence(glueshell: Glueshell) -> None:
    glueshell.sandbox.gone = True
    ran = glueshell.run("Get-Organization")
    assert ran.status == 8
    assert ran.err == "Get-Organization: 127.0.0.1 cannot be reached: nobody listens there.\n"


def test_a_draft_survives_a_server_that_is_gone(mail: Glueshell) -> None:
    assert mail.run(FILLED).status == 0
    mail.sandbox.gone = True
    ran = mail.run(
        'Restore-Draft; try { Set-Trait email-servers Nothing } catch { "$_" }; Set-Trait location Cloud; '
        'try { Submit-Draft } catch { "$_" }; (Get-Draft -AsObject).State, (Get-Draft -AsObject).Progress'
    )
    said = "127.0.0.1 cannot be reached: nobody listens there."
    assert (ran.status, ran.out.splitlines()) == (0, [said, said, "open", "3/6"]), ran
    mail.sandbox.gone = False
    assert mail.run("Restore-Draft; Submit-Draft").status == 0
    assert [path for _, path, _ in mail.writes] == ["/flexible_assets"]


def test_a_submit_that_cannot_reach_the_server_is_no_unknown_outcome(mail: Glueshell) -> None:
    assert mail.run(FILLED).status == 0
    mail.sandbox.gone = True
    assert mail.run("Restore-Draft; Submit-Draft").status == 8
    assert [draft["State"] for draft in mail.results("Get-Draft -List")] == ["open"]


LOST: list[tuple[str, dict[str, Any]]] = [
    ("reset", {}),
    ("close", {}),
    ("half", {}),
    ("status", {"status": 500, "stored": True}),
    ("status", {"status": 504, "stored": True}),
    ("page", {"status": 502, "stored": True}),
    ("garbage", {"stored": True}),
]


@pytest.mark.parametrize(("kind", "options"), LOST)
def test_a_lost_answer_ends_with_6_and_nothing_is_sent_twice(
    mail: Glueshell, kind: str, options: dict[str, Any]
) -> None:
    mail.sandbox.app.faults.add(kind, method="POST", path="flexible_assets$", count=5, **options)
    ran = mail.run(FILLED + "Submit-Draft; 'never'")
    assert (ran.status, ran.out) == (6, ""), ran
    assert "It is unknown whether IT Glue did this: create flexible asset 'Office 365'" in ran.err
    assert "Nothing is sent a second time" in ran.err
    assert [draft["State"] for draft in mail.results("Get-Draft -List")] == ["unknown"]
    again = mail.run("Restore-Draft; Submit-Draft")
    assert again.status == 6
    assert "It is not sent a second time by itself." in again.err and "Submit-Draft -Force" in again.err
    assert [path for _, path, _ in mail.writes] == ["/flexible_assets"]
    mail.sandbox.app.faults.clear()
    assert len(mail.results("Get-FlexibleAsset -FlexibleAssetType 'API Email Example'")) == 1
    assert [entry["Status"] for entry in mail.results("Get-Journal -First 1")] == ["unknown"]


def test_a_draft_of_unknown_outcome_is_sent_again_only_by_force(mail: Glueshell) -> None:
    mail.sandbox.app.faults.add("reset", method="POST", path="flexible_assets$", stored=False)
    assert mail.run(FILLED + "Submit-Draft").status == 6
    ran = mail.run("Restore-Draft; Submit-Draft -Force")
    assert ran.status == 0, ran
    assert len(mail.results("Get-FlexibleAsset -FlexibleAssetType 'API Email Example'")) == 1


def test_a_refusal_says_what_it_glue_said_and_keeps_the_draft(mail: Glueshell) -> None:
    mail.sandbox.app.faults.add(
        "status", method="POST", path="flexible_assets$", status=422,
        body='{"errors":[{"title":"Unprocessable Entity","detail":"is too short","status":"422",'
        '"source":{"pointer":"/data/attributes/flexible-asset-traits.type"}}]}',
    )  # fmt: skip
    ran = mail.run(FILLED + "Submit-Draft")
    assert ran.status == 4, ran
    assert "Submit-Draft: IT Glue did not accept it (422): type is too short." in ran.err
    assert [draft["State"] for draft in mail.results("Get-Draft -List")] == ["open"]
    assert mail.run("Restore-Draft; Submit-Draft").status == 0


def test_a_busy_server_gets_the_write_once_it_takes_it(mail: Glueshell) -> None:
    mail.sandbox.app.faults.add("status", method="POST", path="flexible_assets$", status=429, retry_after=1)
    ran = mail.run(FILLED + "Submit-Draft | Out-Null")
    assert ran.status == 0, ran
    assert len(mail.results("Get-FlexibleAsset -FlexibleAssetType 'API Email Example'")) == 1


def test_ctrl_c_ends_a_script_with_130(glueshell: Glueshell) -> None:
    glueshell.sandbox.app.faults.add("hook", path="organizations", hook=lambda: signal.raise_signal(signal.SIGINT))
    ran = glueshell.run("'before'; while ($true) { $null = Get-Organization -First 1 }; 'after'")
    assert (ran.status, ran.out) == (130, "before\n"), ran


def test_ctrl_c_in_the_middle_of_a_write_waits_for_its_answer(mail: Glueshell) -> None:
    mail.sandbox.app.faults.add(
        "hook", method="POST", path="flexible_assets$", hook=lambda: signal.raise_signal(signal.SIGINT)
    )
    ran = mail.run(FILLED + "Submit-Draft; 'after'")
    assert (ran.status, ran.out) == (130, ""), ran
    assert "Done before the interruption: create flexible asset 'Office 365'" in ran.err
    assert len(mail.results("Get-FlexibleAsset -FlexibleAssetType 'API Email Example'")) == 1
    assert mail.results("Get-Draft -List") == []
