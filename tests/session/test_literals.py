"""Which literals are kept out of the history: by the tree, the parameters, and the fields of the account's types."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.commands import Command, CommandTable
from glueshell.engine.parameters import Parameter
from glueshell.itglue.documents import Resource
from glueshell.itglue.schema import TypeSchema, schema_from
from glueshell.session.history import History
from glueshell.session.literals import SecretLiterals
from glueshell.session.redaction import Redactor
from tests.session.conftest import Clock

KEY = "ITG." + "0123456789abcdef" * 2 + "." + "Ab_-" * 16


class SetTrait(Cmdlet):
    """Sets a trait."""

    name = "Set-Trait"
    aliases = ("trait",)
    field = Parameter("string", name="Name", position=0, mandatory=True)
    value = Parameter("object", name="Value", position=1, mandatory=True, from_remaining=True)


class Vault(Cmdlet):
    """Takes a secret parameter whose name does not tell."""

    name = "Use-Vault"
    opener = Parameter("string", name="Opener", secret=True)
    label = Parameter("string", name="Label", position=0)


def schema() -> TypeSchema:
    def field(id: int, name: str, kind: str) -> Resource:
        attributes = {"name": name, "kind": kind, "name-key": name.lower().replace(" ", "-"), "order": id}
        return Resource("flexible-asset-fields", str(id), attributes)

    fields = [field(1, "WiFi Key", "Password"), field(2, "Notes", "Text"), field(3, "Password Policy", "Text")]
    return schema_from(Resource("flexible-asset-types", "1", {"name": "WiFi"}), fields)


@pytest.fixture
def history(tmp_path: Path, clock: Clock) -> Iterator[History]:
    here = __name__
    table = CommandTable({"Set-Trait": f"{here}:SetTrait", "Use-Vault": f"{here}:Vault"}, {"trait": "Set-Trait"})
    known = schema()

    def find(name: str) -> Command | None:
        return table.find(name)

    history = History(tmp_path / "history", redactor=Redactor(), clock=clock)
    history.secrets = SecretLiterals(find, lambda: [known])
    yield history


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        # Password fields, in every way to name them
        ("Set-Trait wifi-key 'hunter2 x'", "Set-Trait wifi-key '•••'"),
        ("trait 'WiFi Key' hunter2", "trait 'WiFi Key' •••"),
        ("Set-Trait wifi_key one two", "Set-Trait wifi_key ••• •••"),
        ("Set-Trait -Value 'a b' -Name wifi-key", "Set-Trait -Value '•••' -Name wifi-key"),
        ("Set-Trait -Name:wifi-key -Value:'a'", "Set-Trait -Name:wifi-key -Value:'•••'"),
        ("if ($true) { trait wifi-key \"x$y\" }", "if ($true) { trait wifi-key \"•••\" }"),
        ("New-Draft @{ 'wifi-key' = 'x'; notes = 'y' }", "New-Draft @{ 'wifi-key' = '•••'; notes = 'y' }"),
        ("$draft.Traits.'wifi-key' = 'x'", "$draft.Traits.'wifi-key' = '•••'"),
        # what is no secret, or no literal, stays
        ("Set-Trait notes 'the password is with Ann'", None),
        ("Set-Trait wifi-key $key", None),
        ("Set-Trait wifi-key \"$key\"", None),
        ("Set-Trait wifi-key (Get-Secret 'office')", None),
        ("Use-Vault 'office'", None),
        ("Get-Password -PasswordCategoryId 4", None),
        ("Unknown-Thing -Key 5 | Unknown-Other x", "Unknown-Thing -Key ••• | Unknown-Other x"),
        # secret parameters
        ("Use-Vault office -Opener 'open sesame'", "Use-Vault office -Opener '•••'"),
        ("Use-Vault office -Opener:sesame", "Use-Vault office -Opener:•••"),
        ("Use-Vault office -Open sesame", "Use-Vault office -Open •••"),
        ("Unknown-Thing -Password hunter2 -Other x", "Unknown-Thing -Password ••• -Other x"),
        ("Unknown-Thing -Password -Other x", None),
        # names that tell
        ("$traits=@{'admin-pw'='x'}", "$traits=@{'admin-pw'='•••'}"),
        ("$env:ITGLUE_API_KEY = 'abc'", "$env:ITGLUE_API_KEY = '•••'"),
        ("[string]$password = 'a' + \"b\"", "[string]$password = '•••' + \"•••\""),
        ("$h['api-key'] = 'x'", "$h['api-key'] = '•••'"),
        ("ConvertTo-SecureString 'x' -AsPlainText", "ConvertTo-SecureString '•••' -AsPlainText"),
        ("$password = Get-Secret 'office'", None),
        ("function f($password = 'x') { }", "function f($password = '•••') { }"),
        ("[Environment]::SetEnvironmentVariable('ITGLUE_API_KEY', 'x')",
         "[Environment]::SetEnvironmentVariable('ITGLUE_API_KEY', '•••')"),
        ("$otp = 123456", "$otp = •••"),
        ("$password = @'\nline\n'@", "$password = •••"),
        # keys, wherever they stand
        (f"$k='{KEY}'", "$k='•••'"),
        (f"Get-Date # {KEY}", "Get-Date # •••"),
        (KEY, "•••"),
        # what cannot be read whole falls back to the words
        ("Set-Trait wifi-key 'unclosed", "Set-Trait wifi-key •••"),
        ("@{ password = 'x' ", "@{ password = '•••' "),
        ("Foo -Password 'x' ) (", "Foo -Password '•••' ) ("),
    ],
)  # fmt: skip
def test_what_is_kept_of_a_line(history: History, typed: str, kept: str | None) -> None:
    wanted = typed if kept is None else kept
    assert history.append(typed) == wanted.rstrip()
    assert next(history.entries()) == wanted.rstrip()


def test_a_line_that_begins_with_a_blank_is_not_kept(history: History) -> None:
    assert history.append(" Set-Trait notes x") is None
    assert not history.path.exists()


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX's")
def test_the_file_is_private(history: History) -> None:
    history.append("Get-Date")
    assert stat.S_IMODE(history.path.stat().st_mode) == 0o600


def test_each_account_has_its_own_lines(history: History) -> None:
    for account, line in (("red", "r1"), ("blue", "b1"), ("red", "r2"), ("a b", "c1")):
        history.account = account
        history.append(line)
    history.account = "red"
    assert list(history.entries()) == ["r2", "r1"] and history.append("r2") is None
    history.account = "blue"
    assert list(history.entries()) == ["b1"]
    history.account = "a b"
    assert list(history.entries()) == ["c1"]
    history.account = "a"
    assert list(history.entries()) == []


def test_a_deeply_nested_line_is_no_problem(history: History) -> None:
    line = "(" * 3000 + "1"
    assert history.append(line) == line
