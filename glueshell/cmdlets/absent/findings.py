"""What a scan of a script found, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from glueshell.cmdlets.absent.families import Family

MESSAGES: Mapping[str, str] = {
    "cannot": "{script} cannot finish here:",
    "line": "  {where}: {name} ({label})",
    "nothing-run": "Nothing was run. Use -Force to run it anyway: glueshell run {script} -Force.",
    "forced": "{script} is run although it cannot finish here:",
    "guarded": "{script} also names what is not here, where it looks first, handles the error or does not get to:",
    "unknown-command": "no such command",
    "unknown-nearest": "no such command; nearest: {names}",
    "unknown-type": "no such type",
    "unknown-module": "no such module",
    "version": "this is PowerShell's language as of {version}",
    "edition": "this is PowerShell's Core edition",
}


class Finding:
    """One thing a script names that is not here: kind, name, label, lines in `file`, and whether it only warns."""

    __slots__ = ("family", "file", "kind", "label", "lines", "name", "warns")

    def __init__(
        self, kind: str, name: str, label: str, file: str, line: int, family: Family | None, warns: bool
    ) -> None:
        self.kind = kind
        self.name = name
        self.label = label
        self.file = file
        self.lines = [line]
        self.family = family
        self.warns = warns


class Findings:
    """Everything one scan found, in the order of the text; each name once for each file."""

    __slots__ = ("_known", "_order", "file")

    def __init__(self, file: str) -> None:
        self.file = file
        self._known: dict[tuple[str, str, str, bool], Finding] = {}
        self._order: list[Finding] = []

    def add(self, finding: Finding) -> None:
        """Keep a finding, or its line when its name is known."""
        key = (finding.file, finding.kind, finding.name.lower(), finding.warns)
        known = self._known.get(key)
        if known is None:
            self._known[key] = finding
            self._order.append(finding)
        elif finding.lines[0] not in known.lines:
            known.lines.append(finding.lines[0])

    @property
    def blocking(self) -> list[Finding]:
        """What keeps the script from finishing."""
        return [finding for finding in self._order if not finding.warns]

    @property
    def warned(self) -> list[Finding]:
        """What the script looks for first, handles, or never gets to."""
        return [finding for finding in self._order if finding.warns]

    def refusal(self) -> tuple[str, str]:
        """The error of a script that is not run, and the sentences that say what would be right."""
        script = PurePath(self.file).name
        lines = [MESSAGES["cannot"].format(script=script), *self._lines(self.blocking)]
        lines.append(MESSAGES["nothing-run"].format(script=script))
        return "\n".join(lines), "\n  ".join(_advice(self.blocking))

    def forced(self) -> str:
        """The warning when a script is run although it cannot finish."""
        script = PurePath(self.file).name
        return "\n".join([MESSAGES["forced"].format(script=script), *self._lines(self.blocking)])

    def warning(self) -> str:
        """The warning about what need not keep the script from finishing."""
        script = PurePath(self.file).name
        return "\n".join([MESSAGES["guarded"].format(script=script), *self._lines(self.warned)])

    def _lines(self, findings: Sequence[Finding]) -> list[str]:
        return [
            MESSAGES["line"].format(where=self._where(finding), name=finding.name, label=finding.label)
            for finding in findings
        ]

    def _where(self, finding: Finding) -> str:
        numbers = ", ".join(map(str, sorted(finding.lines)))
        where = f"line{'s' if len(finding.lines) > 1 else ''} {numbers}"
        return where if finding.file == self.file else f"{PurePath(finding.file).name} {where}"


def _advice(findings: Sequence[Finding]) -> list[str]:
    """One sentence for each family."""
    return list(dict.fromkeys(finding.family.advice for finding in findings if finding.family is not None))
