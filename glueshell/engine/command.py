"""What a command is, whatever it is written in, and how a running one is driven."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from glueshell.engine.lazy_members import LazyMembers
from glueshell.engine.parameters import ParameterTable
from glueshell.engine.sentinels import NO_INPUT

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation

Feed = Callable[[object], None]


class Processor(Protocol):
    """A running command: begin, process once an object (once with NO_INPUT without input), end, dispose."""

    def begin(self) -> None:
        """Run before the first object."""

    def process(self, item: object) -> None:
        """Take one object."""

    def end(self) -> None:
        """Run after the last object."""

    def dispose(self) -> None:
        """Let go of what is held; runs however the pipeline ended."""

    def attach(self, emit: Feed) -> None:
        """Write to `emit` from now on."""


class Command:
    """What a name can stand for. `kind` is Cmdlet, Function, Filter, Alias, ExternalScript or Script.

    `error_tail` is what follows the comma of its error ids; `module` the name Get-Command shows as Source.
    """

    kind = "Command"
    ps_type_name = "System.Management.Automation.CommandInfo"
    ps_members = LazyMembers("command_surface", "COMMAND_INFO")

    name: str
    parameters: ParameterTable
    module: str = ""
    error_tail: str = ""
    synopsis: str = ""
    supports_should_process: bool = False
    confirm_impact: str = "Medium"
    # The parameter whose argument brings further parameters ('' for nearly every command).
    unfolds: str = ""

    @property
    def definition(self) -> str:
        """What Get-Command shows as Definition: the syntax, a function's body, an alias's target."""
        from glueshell.engine.help import syntax_lines

        return "\n" + "\n\n".join(syntax_lines(self)) + "\n"

    def ps_text(self) -> str:
        """The command as text: its name."""
        return self.name

    def start(self, invocation: Invocation) -> Any:
        """Make the processor that runs a bound invocation."""
        raise NotImplementedError

    def feeder(self, invocation: Invocation, processor: Any) -> Feed:
        """The function that takes this command's pipeline objects, after `begin`.

        Binds the object when the command is one whose parameters take input, then processes it.
        """
        process = processor.process
        if not self.parameters.advanced:
            return process
        bind = invocation.bind_input

        def feed(item: object) -> None:
            if bind(item):
                process(item)

        return feed

    def finish(self, invocation: Invocation, processor: Any) -> None:
        """Run the end of a command whose input is over."""
        processor.end()

    def run(self, invocation: Invocation) -> None:
        """Run a bound invocation that has no input and stands alone."""
        processor = self.start(invocation)
        invocation.processor = processor
        try:
            processor.begin()
            processor.process(NO_INPUT)
            processor.end()
        finally:
            processor.dispose()
