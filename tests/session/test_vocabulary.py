"""The commands that sentences and scripts mention are commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import glueshell
from glueshell.session.messages import MESSAGES
from glueshell.session.vocabulary import COMMANDS, command

INDEX = Path(glueshell.__file__).parent / "cmdlets" / "index.py"


def test_every_command_mentioned_exists() -> None:
    if not INDEX.exists():
        pytest.skip("the index of commands has not been written yet")
    index = INDEX.read_text(encoding="utf-8")
    assert [command(what) for what in COMMANDS if f'"{command(what)}": "' not in index] == []


def test_no_sentence_spells_a_command_of_its_own() -> None:
    known = {command(what) for what in COMMANDS}
    spelled = set(re.findall(r"\b[A-Z][a-z]+-[A-Z]\w+", " ".join(" ".join(entry) for entry in MESSAGES.values())))
    assert spelled <= known


def test_every_sentence_ends_like_one() -> None:
    for id, (sentence, advice) in MESSAGES.items():
        assert sentence.endswith((".", "}")), id
        assert not advice or advice.endswith("."), id
