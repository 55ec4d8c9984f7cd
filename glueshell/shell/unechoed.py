"""Typing that is not shown: what arrives while no question is open may be meant for the next one, and be a secret."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prompt_toolkit.input import Input

# The bit of a terminal's local flags that makes it show what is typed; the same on Linux, macOS and the BSDs.
ECHO = 0o10


@contextmanager
def unechoed(input: Input) -> Iterator[None]:
    """While the block runs, the terminal of `input` shows nothing that no question reads; Ctrl+C works as ever.

    Windows shows such typing never, and a pipe has nothing to show.
    """
    if sys.platform == "win32":
        yield
        return
    from prompt_toolkit.input.vt100 import raw_mode

    class Unechoed(raw_mode):
        """The mode of lines without their echo."""

        @classmethod
        def _patch_lflag(cls, attrs: int) -> int:
            return attrs & ~ECHO

        @classmethod
        def _patch_iflag(cls, attrs: int) -> int:
            return attrs

    try:
        descriptor = input.fileno()
    except (NotImplementedError, OSError, ValueError):
        yield
        return
    with Unechoed(descriptor):
        yield
