"""Register-ArgumentCompleter."""

from __future__ import annotations

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter, Placement
from glueshell.objects.text import to_text


class RegisterArgumentCompleter(Cmdlet):
    """Says what Tab offers for a parameter: a script block that answers texts or CompletionResult objects.

    The block gets the command's name, the parameter's name, the word so far, $null for the syntax tree, and a
    hashtable of what else was given. With -Native it completes the arguments of a program and gets the word, the
    syntax tree and the cursor's place.
    """

    name = "Register-ArgumentCompleter"
    dotnet_name = "System.Management.Automation.RegisterArgumentCompleterCommand"
    examples = (
        Example("function Open-Site($Site) { $Site }; Register-ArgumentCompleter -CommandName Open-Site"
                " -ParameterName Site -ScriptBlock { param($command, $name, $word) 'HQ', 'Branch' -like \"$word*\" };"
                " (TabExpansion2 'Open-Site B').CompletionMatches.CompletionText", "For a function of your own.",
                "Branch"),
        Example("Register-ArgumentCompleter -Native -CommandName git -ScriptBlock { param($word) 'status', 'pull'"
                " -like \"$word*\" }", "For a program."),
    )  # fmt: skip
    links = ("TabExpansion2",)

    command_name = Parameter(
        "string[]", help="The commands; without it every command with that parameter.",
        placements={"NativeCommandSet": Placement(mandatory=True), "PowerShellSet": Placement()},
    )  # fmt: skip
    parameter_name = Parameter("string", sets=("PowerShellSet",), mandatory=True, help="The parameter.")
    script_block = Parameter("scriptblock", mandatory=True, help="What answers the candidates.")
    native = Parameter("switch", sets=("NativeCommandSet",), help="For programs.")
    native_fallback = Parameter("switch", sets=("NativeFallbackSet",), help="For programs that have no completer.")

    def process(self) -> None:
        """Keep it."""
        parameter = (self.parameter_name or "").lower()
        for name in self.command_name or ("",):
            self.engine.completers[to_text(name).lower(), parameter] = self.script_block
