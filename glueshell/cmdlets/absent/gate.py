"""The gate a script file passes before it runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from glueshell.cmdlets.absent.findings import Findings
from glueshell.cmdlets.absent.scan import scan
from glueshell.cmdlets.modules.import_module import needs_no_file
from glueshell.engine.errors import ParseFailure
from glueshell.engine.streams import WarningRecord
from glueshell.objects.errors import PSError
from glueshell.objects.members import get_member
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import has_wildcard

if TYPE_CHECKING:
    from glueshell.engine.functions import FunctionCommand
    from glueshell.engine.runtime import Engine
    from glueshell.language import ParseResult

#: The variable that says what a script that cannot finish does: Stop (unset) or Continue.
PREFERENCE = "ScriptScanPreference"
# The status of a script that was not run for what it names (design: the user's input).
INPUT = 2


class CannotFinish(PSError):
    """A script that was not run: what it names is not here. Its message lists it with lines."""

    exit_status = INPUT

    def __init__(self, findings: Findings) -> None:
        message, advice = findings.refusal()
        super().__init__(
            message, "ScriptCannotFinish", "NotImplemented", target=findings.file, suggestion=advice or None
        )
        self.findings = findings


class SessionKnowledge:
    """What a runspace knows, for a scan; nothing is imported or run to tell."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._names = {name.lower() for name in engine.commands.names(engine.scope)}
        self.version = to_text(get_member(engine.get_variable("PSVersionTable"), "PSVersion"))

    def command(self, name: str) -> bool:
        """Whether a command of that name can be called."""
        key = name.lower()
        return key in self._names or key.rpartition("\\")[2] in self._names

    def nearest(self, name: str) -> list[str]:
        """Commands of nearly that name."""
        return self.engine.commands.suggest(name, self.engine.scope, 2)

    def type(self, name: str) -> bool:
        """Whether a type of that name is known."""
        try:
            self.engine.find_type(name)
        except PSError:
            return False
        return True

    def module(self, name: str) -> bool:
        """Whether a module of that name or path can be imported."""
        modules = self.engine.modules
        return needs_no_file(name) or bool(modules.of(name)) or modules.find(name) is not None

    def exports(self, name: str) -> set[str] | None:
        """The lower-case commands a module's manifest says it exports; None when it does not say."""
        modules = self.engine.modules
        if needs_no_file(name):
            return set()
        path = modules.find(name)
        if path is None or not path.lower().endswith(".psd1"):
            return None
        try:
            manifest = modules.manifest(path)
        except (PSError, ParseFailure, OSError, UnicodeDecodeError):
            return None
        found: set[str] = set()
        for setting in ("FunctionsToExport", "AliasesToExport"):
            value = manifest.get(setting)
            names = [to_text(each).lower() for each in (value if isinstance(value, list) else [value])]
            if setting == "FunctionsToExport" and (value is None or any(map(has_wildcard, names))):
                return None
            found.update(names)
        return found

    def drive(self, name: str) -> bool:
        """Whether there is a drive of that name."""
        return self.engine.drives.get(name) is not None

    def read(self, path: str) -> ParseResult | None:
        """The script at a path, parsed; None for a manifest, whose modules may define anything."""
        from glueshell.language import parse

        full = self.engine.resolve_path(path)
        if full.lower().endswith(".psd1") or not os.path.isfile(full):
            return None
        try:
            with open(full, encoding="utf-8-sig") as file:
                parsed = parse(file.read(), full)
        except (OSError, UnicodeDecodeError):
            return None
        return None if parsed.errors else parsed


def check(script: FunctionCommand) -> None:
    """Refuse a script file that cannot finish here (CannotFinish), or warn where the session says `Continue`.

    `$ScriptScanPreference` is what -Force sets. A script that another one calls has been read with it.
    """
    engine = script.engine
    if any(frame.file for frame in engine.frames):
        return
    source = script.template.source
    findings = scan(source, SessionKnowledge(engine), file=source.file or script.name)
    if findings.blocking:
        if to_text(engine.get_variable(PREFERENCE)).lower() != "continue":
            raise CannotFinish(findings)
        engine.streams.warning(WarningRecord(findings.forced()))
    if findings.warned:
        engine.streams.warning(WarningRecord(findings.warning()))
