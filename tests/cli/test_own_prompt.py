"""The prompt a person wrote for themselves."""

from __future__ import annotations

import pytest

from glueshell.assembly.own_prompt import OwnPrompt
from tests.cmdlets.jobs.test_jobs import Whole


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("1", None),
        ("function prompt { 'me> ' }", "me> "),
        ("function prompt { \"$(1 + 1)> \" }", "2> "),
        ("function global:prompt { 'a'; 'b' }", "a b"),
        ("function prompt { }", "PS>"),
        ("function prompt { throw 'no' }", "PS>"),
        ("function prompt { 'x' }; Remove-Item function:prompt", None),
    ],
)  # fmt: skip
def test_the_function_prompt_is_the_prompt(code: str, text: str | None) -> None:
    space = Whole()
    space.run(code)
    own = OwnPrompt(lambda: space.engine)
    own.work_out()
    assert own.text == text


def test_working_it_out_leaves_the_last_success_alone() -> None:
    space = Whole()
    space.run("function prompt { Get-Item nowhere -ErrorAction Ignore; 'x' }; 1")
    own = OwnPrompt(lambda: space.engine)
    space.engine.last_success = True
    own.work_out()
    assert (own.text, space.engine.last_success) == ("x", True)
