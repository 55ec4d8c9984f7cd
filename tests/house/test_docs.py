"""The reference is in step with the declarations, and the topics say what is true."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from glueshell.cmdlets.help.topics import topic_names, topic_synopsis, topic_text
from glueshell.cmdlets.index import COMMANDS
from glueshell.language import parse

ROOT = Path(__file__).resolve().parents[2]
TOPICS = (
    "context", "drafts", "errors", "flexible_assets", "language", "sandbox", "scripts", "security",
    "wrapper_compatibility",
)  # fmt: skip
_COMMAND = re.compile(r"\b[A-Z][a-z]+-[A-Z][A-Za-z]+\b")
_BLOCK = re.compile(r"```powershell\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_script", ROOT / "scripts" / "docs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_script_writes(script: ModuleType) -> None:
    assert script.differences(script.pages()) == []


def test_every_topic_is_there_and_begins_with_what_it_is_about() -> None:
    assert {f"about_{name}" for name in TOPICS} <= set(topic_names())
    for name in topic_names():
        assert topic_text(name).startswith(f"# {name}\n")
        assert topic_synopsis(name).endswith(".")


@pytest.mark.parametrize("name", topic_names())
def test_a_topic_names_only_commands_that_exist(name: str) -> None:
    known = {command.lower() for command in COMMANDS}
    text = topic_text(name)
    told = {found.group() for found in _COMMAND.finditer(text) if "ITGlue" not in found.group()}
    assert {command for command in told if command.lower() not in known} == set()


@pytest.mark.parametrize("name", topic_names())
def test_the_code_of_a_topic_is_right(name: str) -> None:
    for block in _BLOCK.findall(topic_text(name)):
        assert parse(block).errors == []
