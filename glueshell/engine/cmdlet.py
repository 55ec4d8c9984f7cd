"""The base of every cmdlet: declarations as class attributes, begin/process/end, and the ways to speak."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar, NoReturn

from glueshell.engine.errors import ErrorRecord

if TYPE_CHECKING:
    from glueshell.engine.host import Host
    from glueshell.engine.invocation import Invocation
    from glueshell.engine.parameters import ParameterTable
    from glueshell.engine.runtime import Engine


class Example:
    """A line of a cmdlet's help that a test runs.

    `prints` is what the screen shows (compared line by line, a line `...` stands for any lines), None when it varies.
    """

    __slots__ = ("code", "prints", "says")

    def __init__(self, code: str, says: str = "", prints: str | None = None) -> None:
        self.code = code
        self.says = says
        self.prints = prints


class Cmdlet:
    """A command written in Python; one instance serves one invocation and is its own processor.

    Subclasses declare `Parameter` attributes and override `begin`, `process` and `end`; each may be a generator,
    whose items are written. `process` runs once per pipeline object after pipeline parameters have been bound, or once
    without input. The class docstring's first sentence is the synopsis, the rest the description.
    """

    name: ClassVar[str] = ""
    aliases: ClassVar[tuple[str, ...]] = ()
    default_set: ClassVar[str] = ""
    supports_should_process: ClassVar[bool] = False
    confirm_impact: ClassVar[str] = "Medium"
    output_types: ClassVar[tuple[str, ...]] = ()
    # The properties of what it gives, where that is of no type that declares them.
    output_properties: ClassVar[tuple[str, ...]] = ()
    inputs: ClassVar[str] = ""
    examples: ClassVar[tuple[Example, ...]] = ()
    links: ClassVar[tuple[str, ...]] = ()
    # The parameters that syntax lines name first, where what is inherited comes between the class's own.
    order: ClassVar[tuple[str, ...]] = ()
    # Full .NET class name of PowerShell's own cmdlet: the tail of its error ids, "Microsoft.PowerShell.Commands.X".
    dotnet_name: ClassVar[str] = ""
    # What Get-Command shows as Source, and the parts it plays for the engine ("write-file": the target of `>`).
    module: ClassVar[str] = "glueshell"
    roles: ClassVar[tuple[str, ...]] = ()
    # The parameter whose argument brings further ones, which `further` then answers.
    unfolds: ClassVar[str] = ""

    @classmethod
    def further(cls, engine: Engine, value: object) -> ParameterTable | None:
        """The parameters that the value of the parameter `unfolds` brings; the same table for the same value."""
        return None

    def __init__(self, invocation: Invocation) -> None:
        self.invocation = invocation
        self.write = invocation.emit

    # -- life -------------------------------------------------------------------------------------------------------

    def begin(self) -> Iterator[object] | None:
        """Run before the first object."""
        return None

    def process(self) -> Iterator[object] | None:
        """Run once for every pipeline object (its parameters already bound)."""
        return None

    def end(self) -> Iterator[object] | None:
        """Run after the last object."""
        return None

    def dispose(self) -> None:
        """Let go of what is held; runs however the pipeline ended."""

    def receiver(self) -> Callable[[object], None] | None:
        """A function to be fed the pipeline's objects directly instead of `process`, or None.

        Asked for once, after `begin`, when the only thing an object can bind is one parameter of type object without
        validators. The parameter's attribute is not set then; the function writes with `self.write`.
        """
        return None

    # -- surroundings -----------------------------------------------------------------------------------------------

    @property
    def engine(self) -> Engine:
        """The runspace this invocation belongs to."""
        return self.invocation.engine

    @property
    def host(self) -> Host:
        """The way to the person, terminal or plain."""
        return self.invocation.engine.host

    @property
    def parameter_set(self) -> str:
        """Name of the parameter set that binding chose."""
        return self.invocation.parameter_set

    def is_bound(self, parameter: str) -> bool:
        """Whether the caller gave `parameter` (its PascalCase name) a value."""
        return parameter in self.invocation.bound

    # -- speaking ---------------------------------------------------------------------------------------------------

    def write_error(self, record: ErrorRecord) -> None:
        """Report a non-terminating error (`-ErrorAction` decides what it does)."""
        self.invocation.write_error(record)

    def stop_upstream(self) -> NoReturn:
        """End the commands before this one: it has all it needs; its own `end` still runs."""
        self.invocation.stop_upstream()

    def throw(self, record: ErrorRecord) -> NoReturn:
        """End the command with a statement-terminating error."""
        self.invocation.throw(record)

    def write_warning(self, text: str) -> None:
        """Warn, as `-WarningAction` says."""
        self.invocation.write_warning(text)

    def write_verbose(self, text: str) -> None:
        """Say more, when `-Verbose` or `$VerbosePreference` asks for it."""
        self.invocation.write_verbose(text)

    def mention(self, text: str) -> None:
        """Tell a person who typed the command a word beside its results; anybody else only hears it with `-Verbose`."""
        if self.host.attended and len(self.engine.frames) == 1:
            self.host.write_error_line(text, "hint")
        else:
            self.write_verbose(text)

    def write_debug(self, text: str) -> None:
        """Speak to whoever debugs."""
        self.invocation.write_debug(text)

    def write_information(self, data: object, tags: tuple[str, ...] = (), *, host_text: bool = False) -> None:
        """Send an information record; `host_text` is what Write-Host says."""
        self.invocation.write_information(data, tags, host_text=host_text)

    def should_process(self, target: str, action: str = "") -> bool:
        """Ask `-WhatIf` and `-Confirm` whether to go on with `action` on `target`."""
        return self.invocation.should_process(target, action or self.name)
