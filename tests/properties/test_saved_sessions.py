"""Whatever was done in a sitting: what is saved of it parses, runs elsewhere, and leaves the same asset, once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glueshell.language import parse
from glueshell.language.names import quote_argument, quote_double, quote_single
from glueshell.sandbox import Sandbox
from tests.cli.running import ORGANIZATION, Glueshell, LastingSandbox
from tests.cli.typed import typing

# What the engine raises it to; hypothesis wants it to stay while it looks.
DEPTH = 150_000

TEXTS = st.sampled_from(
    ["plain", "it's 5 $ `cheap`", "at happyfrog.example", f"for {ORGANIZATION}", "call +49 89 1234567 today",
     "dana@mail.happyfrog.example", "a\tb", "“quoted”", "<p>x &amp; y</p>", "$Domain", "100 %", "{0}"]
)  # fmt: skip
SERVERS = st.lists(
    st.sampled_from(["FROG-DC01", "FROG-EX01", "Loan Device 1", "Loan Device 2"]), min_size=1, max_size=3
)


def setting(field: str, *words: str) -> str:
    return f"Set-Trait {field} {', '.join(quote_argument(word) for word in words)}"


def by_variable(text: str) -> str:
    return f"$text = {quote_single(text)}; Set-Trait notes $text"


def in_a_text(text: str) -> str:
    return f'Set-Trait notes "$(1 + 1) {quote_double(text)[1:-1]}"'


def added(name: str) -> str:
    return f"Get-Configuration {quote_argument(name)} | Add-Trait dhcp-server-s"


LINES = st.one_of(
    TEXTS.map(lambda text: setting("notes", text)),
    TEXTS.map(by_variable),
    TEXTS.map(in_a_text),
    SERVERS.map(lambda names: setting("dhcp-server-s", *names)),
    st.sampled_from(["FROG-DC01", "Loan Device 2"]).map(added),
    st.integers(1, 4000).map(lambda number: f"trait vlan-id {number}"),
    st.sampled_from(["yes", "$false"]).map(lambda word: f"Set-Trait 'Guest network?' {word}"),
    st.sampled_from([
        "Clear-Trait notes", "Clear-Trait vlan-id", "Set-Trait location 'Main Office'", "Get-Draft", "Get-Domain",
        "Set-Trait nothing 1", "Set-Trait vlan-id many", "Get-Nothing", "foreach ($i in 1..3) { Set-Trait vlan-id $i }",
        "if ($true) { Clear-Trait location }", "Submit-Draft -WhatIf", "Test-Draft -Quiet",
        "function vlan { Set-Trait vlan-id 77 }", "vlan", "$n = 5; $n += 1", "Set-Trait vlan-id $n",
        "Set-Trait vlan-id 8; Set-Trait vlan-id 9; Set-Trait subnet '10.1.1.0/24'",
    ]),
)  # fmt: skip


@pytest.fixture(autouse=True)
def deep_enough() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(DEPTH)
    yield
    sys.setrecursionlimit(before)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh demo account in a file."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    Sandbox(path).close()
    return path


def asset_of(glueshell: Glueshell) -> dict[str, Any]:
    """The traits of the one network that was made, tags as sets of names."""
    (found,) = glueshell.results(
        f"Get-FlexibleAsset -FlexibleAssetType LAN -Organization '{ORGANIZATION}' -Raw |"
        " Where-Object { $_.attributes.name -like 'Made here*' }"
    )
    return {
        key: sorted(one["name"] for one in value["values"]) if isinstance(value, dict) else value
        for key, value in found["attributes"]["traits"].items()
    }


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(LINES, max_size=9), last=st.booleans())
def test_what_is_saved_does_it_again(
    template: Path, tmp_path_factory: pytest.TempPathFactory, lines: list[str], last: bool
) -> None:
    folder = tmp_path_factory.mktemp("session")
    path = folder / "saved.gsh"
    here = LastingSandbox(shutil.copy(template, folder / "here.db"))
    there = LastingSandbox(shutil.copy(template, folder / "there.db"))
    try:
        first, second = Glueshell(folder / "one", here), Glueshell(folder / "two", there)
        with typing(first) as typed:
            typed(f"org '{ORGANIZATION}'")
            typed("fatype LAN")
            typed("New-Draft @{ 'network-name' = 'Made here'; subnet = '10.0.0.0/24' }")
            for line in lines:
                typed(line)
            typed("$made = Submit-Draft", "")
            typed(f"Save-Session '{path}'" + (f" -Last {len(lines) + 1}" if last else ""))
        text = path.read_text(encoding="utf-8")
        assert not parse(text).errors, text
        ran = second("--sandbox", "run", str(path))
        assert ran.status == 0, (ran, text)
        assert asset_of(second) == asset_of(first), text
        second.forget()
        ran = second("--sandbox", "run", str(path))
        assert ran.status == 0 and second.writes == [], (ran, text)
    finally:
        here.end()
        there.end()
