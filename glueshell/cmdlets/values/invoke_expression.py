"""Invoke-Expression and Invoke-Command."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.sentinels import NO_INPUT
from glueshell.engine.validators import ValidateNotNull, ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError


class InvokeExpression(Cmdlet):
    """Runs text as script, in the present scope.

    Text that comes from elsewhere can do anything the session can; prefer `&` and parameters.
    """

    name = "Invoke-Expression"
    aliases = ("iex",)
    dotnet_name = "Microsoft.PowerShell.Commands.InvokeExpressionCommand"
    examples = (
        Example("Invoke-Expression '1 + 2'", "An expression.", "3"),
        Example("Invoke-Expression '$site = ''HQ'''; $site", "In the present scope.", "HQ"),
    )
    links = ("Invoke-Command",)

    command = Parameter("string", position=0, mandatory=True, from_pipeline=True, help="The text.")

    def process(self) -> None:
        """Run the text."""
        self.engine.script_block(self.command).invoke(self.write, new_scope=False)


_HERE, _THERE = "InProcess", "ComputerName"


class InvokeCommand(Cmdlet):
    """Runs a script block here, with arguments and input.

    Other computers cannot be reached from this shell: there is no PowerShell remoting in it.
    """

    name = "Invoke-Command"
    aliases = ("icm",)
    default_set = _HERE
    dotnet_name = "Microsoft.PowerShell.Commands.InvokeCommandCommand"
    examples = (
        Example("Invoke-Command { $args -join '+' } -ArgumentList 1, 2", "With arguments.", "1+2"),
        Example("1, 2 | Invoke-Command { $input | ForEach-Object { $_ * 10 } }", "With input.", "10\n20"),
    )
    links = ("Invoke-Expression",)

    computer_name = Parameter("string[]", aliases=("Cn", "Session", "HostName"), sets=(_THERE,), position=0,
                              mandatory=True, validators=(ValidateNotNullOrEmpty(),),
                              help="Not possible here.")  # fmt: skip
    script_block = Parameter(
        "scriptblock", aliases=("Command",),
        placements={_HERE: Placement(mandatory=True, position=0), _THERE: Placement(mandatory=True, position=1)},
        validators=(ValidateNotNull(),), help="What to run.",
    )  # fmt: skip
    no_new_scope = Parameter("switch", sets=(_HERE,), help="In the present scope.")
    input_object = Parameter("psobject", from_pipeline=True, help="What the block reads as $input.")
    argument_list = Parameter("object[]", aliases=("Args",), help="The block's arguments.")

    def begin(self) -> None:
        """Refuse other computers."""
        self._items: list[object] = []
        if self.parameter_set == _THERE:
            names = ", ".join(str(name) for name in self.computer_name)
            self.throw(
                ErrorRecord(
                    PSError(
                        f"Nothing can be run on {names}: this shell has no PowerShell remoting.",
                        "PSRemotingNotSupported",
                        "ResourceUnavailable",
                        "System.Management.Automation.Remoting.PSRemotingTransportException",
                        suggestion="Without -ComputerName the block runs here.",
                    )
                )
            )

    def process(self) -> None:
        """Collect the input."""
        if self.invocation.expecting_input or self.is_bound("InputObject"):
            self._items.append(self.input_object)

    def end(self) -> Iterator[object] | None:
        """Run the block."""
        from glueshell.engine.invocation import CallSite, Splat
        from glueshell.engine.pipeline import run_pipeline
        from glueshell.language import parse

        block, arguments = self.script_block, list(self.argument_list or ())
        if self.no_new_scope:
            block.invoke(self.write, args=arguments, input=self._items or None, new_scope=False)
            return None
        text = "& $block @arguments"
        element = parse(text).ast.end_block.statements[0].pipeline_elements[0]  # type: ignore[union-attr]
        stage = (CallSite(element, text), block.command(), [Splat(arguments)])
        run_pipeline(self.engine, (stage,), self.write, self._items if self._items else NO_INPUT)
        return None
