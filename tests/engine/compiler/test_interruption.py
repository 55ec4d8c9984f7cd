"""Ctrl+C and enough: loops end at once when a signal arrives, ranges are not built, pipelines keep nothing."""

from __future__ import annotations

import signal
import sys
from types import FrameType

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from glueshell.engine.runtime import Engine
from glueshell.engine.signals import Interrupted
from glueshell.engine.streams import Streams, nowhere
from tests.golden.session import QuietHost

LOOPS = (
    "while ($true) {}",
    "for (;;) { $i++ }",
    "do { } until ($false)",
    "foreach ($i in 1..2147483647) { $i }",
    "switch (1..2147483647) { default { } }",
    "1..2147483647 | ForEach-Object { $_ } | Out-Null",
    "while ($true) { try { throw 1 } catch { } finally { } }",
    "$a = @(); while ($true) { $a += 1 }",
)


def engine() -> Engine:
    quiet = Streams(
        error=nowhere, warning=nowhere, verbose=nowhere, debug=nowhere, information=nowhere, progress=nowhere
    )
    return Engine(CommandTable(COMMANDS, ALIASES, ROLES), QuietHost(), quiet)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs an interval timer")
@pytest.mark.parametrize("code", LOOPS)
def test_a_signal_ends_a_loop(code: str) -> None:
    def interrupt(number: int, frame: FrameType | None) -> None:
        raise Interrupted

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        running = engine()
        # Again and again: a signal that meets a callback of somebody else is lost, and a test must not hang.
        signal.setitimer(signal.ITIMER_REAL, 0.2, 1.0)
        with pytest.raises(Interrupted):
            running.run(code, nowhere)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_range_that_is_piped_is_not_built() -> None:
    found: list[object] = []
    engine().run("1..2147483647 | Select-Object -First 3", found.append)
    assert found == [1, 2, 3]


def test_a_pipeline_keeps_no_object_it_has_passed_on() -> None:
    import gc

    from glueshell.objects.psobject import PSObject

    most = 0

    def look(item: object) -> None:
        nonlocal most
        if isinstance(item, int) and item % 500 == 0:
            most = max(
                most, sum(1 for each in gc.get_objects() if type(each) is PSObject and "Kept" in each.properties)
            )

    code = (
        "1..2000 | ForEach-Object { [pscustomobject]@{ Kept = $_ } } | Where-Object Kept -gt 0"
        " | Select-Object Kept | ForEach-Object { $_.Kept }"
    )
    engine().run(code, look)
    assert 0 < most < 50
