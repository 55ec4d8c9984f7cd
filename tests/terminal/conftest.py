"""Terminals for tests; every one has a home folder of its own."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]
else:
    from tests.terminal.screen import Terminal

    @pytest.fixture
    def start(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
        """Starts glueshell in a terminal; the home folder is the same for all starts of one test."""
        with ExitStack() as stack:

            def start(*arguments: str, columns: int = 80, rows: int = 24, **environ: str) -> Terminal:
                given = arguments or ("--sandbox",)
                terminal = Terminal(tmp_path / "home", given, columns=columns, rows=rows, **environ)
                return stack.enter_context(terminal)

            yield start
