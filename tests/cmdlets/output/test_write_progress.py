"""Progress reaches the host as one line."""

from __future__ import annotations

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from glueshell.engine.runtime import Engine
from glueshell.engine.streams import host_streams
from tests.formatting.running import Paper, Run


class Watching(Paper):
    """A host that keeps every line of progress."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, str, int | None]] = []

    def progress(self, activity: str, status: str, percent: int | None) -> None:
        """Keep it."""
        self.lines.append((activity, status, percent))


def lines_of(code: str) -> list[tuple[str, str, int | None]]:
    host = Watching()
    engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), host, host_streams(host, lambda record: None))
    engine.run(code, lambda item: None)
    return host.lines


def test_a_bar_fills_and_goes() -> None:
    code = "Write-Progress Sync '1 of 2' -PercentComplete 50; Write-Progress Sync -Completed"
    assert lines_of(code) == [("Sync", "1 of 2", 50), ("", "", None)]


def test_an_inner_activity_stands_behind_its_outer_one() -> None:
    shown = lines_of(
        "Write-Progress All -Id 1 -PercentComplete 20; Write-Progress Part -Id 2 -ParentId 1 -CurrentOperation x"
        " -SecondsRemaining 65; Write-Progress Part -Id 2 -Completed; Write-Progress All -Id 1 -Completed"
    )
    assert shown == [
        ("All", "Processing", 20),
        ("All 20% > Part", "Processing - x - 1:05 left", None),
        ("All", "Processing", 20),
        ("", "", None),
    ]


def test_the_end_of_an_activity_ends_its_parts() -> None:
    code = "Write-Progress A -Id 1; Write-Progress B -Id 2 -ParentId 1; Write-Progress A -Id 1 -Completed"
    assert lines_of(code)[-1] == ("", "", None)


def test_a_preference_silences_it() -> None:
    assert lines_of("$ProgressPreference = 'SilentlyContinue'; Write-Progress Sync") == []


def test_an_activity_is_needed() -> None:
    run = Run("try { Write-Progress -Status x } catch { $_.FullyQualifiedErrorId }")
    assert run.objects == ["MissingActivity,Microsoft.PowerShell.Commands.WriteProgressCommand"]
