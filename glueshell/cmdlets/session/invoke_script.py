"""Invoke-Script: a script file with its own parameters, from the prompt or from another script."""

from __future__ import annotations

from pathlib import Path

from glueshell.cmdlets.absent.gate import PREFERENCE
from glueshell.completion.paths import PathCompleter
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord, ParseFailure, Terminating
from glueshell.engine.functions import FunctionCommand
from glueshell.engine.parameters import SHARED_NAMES, Parameter, ParameterTable
from glueshell.engine.runtime import Engine, UncaughtError, parse_problem
from glueshell.engine.scopes import Scope
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.text import to_text
from glueshell.session.scripts import ENDINGS, find_script, load_script


class InvokeScript(Cmdlet):
    """Runs a script file.

    The script's own parameters are given here by their names; Tab offers them, and what they take, once the file is
    named. `-WhatIf` shows what it would send and sends nothing. A .gsh file ends at its first error, a .ps1 file goes
    on, as PowerShell does. The script has variables of its own; what it selects (organization, type) stays selected.
    """

    name = "Invoke-Script"
    supports_should_process = True
    unfolds = "FilePath"
    examples = (
        Example("Set-Content hello.gsh 'param($Name) \"Hello $Name\"'; Invoke-Script hello.gsh -Name Frog",
                "A script with a parameter.", "Hello Frog"),
        Example("Set-Content tidy.gsh 'Remove-Item tidy.gsh'; Invoke-Script tidy.gsh -WhatIf",
                "Shows what it would do, and does nothing."),
    )  # fmt: skip
    links = ("Save-Session", "Start-Transcript")

    file_path = Parameter(
        "string", aliases=("Path",), position=0, mandatory=True, completer=PathCompleter(endings=ENDINGS),
        help="The script: a .gsh or .ps1 file, or the name of an example.",
    )  # fmt: skip
    force = Parameter("switch", help="Run it although it names what is not here.")

    @classmethod
    def further(cls, engine: Engine, value: object) -> ParameterTable | None:
        """The parameters of the script."""
        return _script(engine, to_text(value)).parameters

    def process(self) -> None:
        """Run it."""
        engine, invocation = self.engine, self.invocation
        script = _script(engine, self.file_path)
        given = Hashtable()
        for name, value in invocation.bound.items():
            if name not in SHARED_NAMES and name != self.unfolds and script.parameters.get(name) is not None:
                given[name] = value
        kept = engine.scope, engine.streams
        engine.scope = Scope(engine, engine.scope)
        for name, value in invocation.preferences.items():
            engine.set_variable(name, value)
        if self.force:
            engine.set_variable(PREFERENCE, "Continue")
        if not str(script.path).lower().endswith(".ps1"):
            engine.streams = engine.streams.copy(error=_ended)
        try:
            engine.call(script, self.write, parameters=given)
        except UncaughtError as uncaught:
            raise Terminating(uncaught.record) from None
        finally:
            engine.scope, engine.streams = kept


def _ended(record: ErrorRecord) -> None:
    raise UncaughtError(record)


def _script(engine: Engine, name: str) -> FunctionCommand:
    path: Path = find_script(name, engine.resolve_path(""))
    try:
        return load_script(engine, path)
    except ParseFailure as failure:
        raise parse_problem(failure) from None
