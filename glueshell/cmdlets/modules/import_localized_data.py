"""Import-LocalizedData."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord, ParseFailure
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.language import ast
from glueshell.objects.ambient import culture_name
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.text import to_text


class ImportLocalizedData(Cmdlet):
    """Reads a .psd1 file, of the folder of the session's language where there is one; it is read and never run.

    Wrapper modules keep their settings in such files.
    """

    name = "Import-LocalizedData"
    dotnet_name = "Microsoft.PowerShell.Commands.ImportLocalizedData"
    examples = (
        Example(
            "Set-Content site.psd1 \"@{ Name = 'HQ' }\"; (Import-LocalizedData -BaseDirectory . -FileName site).Name",
            "A file beside the script.",
            "HQ",
        ),
        Example(
            "Set-Content words.psd1 \"@{ Hello = 'Hi' }\";"
            " Import-LocalizedData -BindingVariable words -BaseDirectory . -FileName words; $words.Hello",
            "Into a variable.",
            "Hi",
        ),
    )
    links = ("Import-PowerShellDataFile", "ConvertFrom-StringData")

    binding_variable = Parameter(
        "string",
        aliases=("Variable",),
        position=0,
        validators=(ValidateNotNullOrEmpty(),),
        help="The variable to put it into.",
    )
    ui_culture = Parameter("string", name="UICulture", position=1, help="Another language than the session's.")
    base_directory = Parameter("string", help="Where to look; without it beside the script.")
    file_name = Parameter("string", help="The file's name, with or without .psd1; without it the script's.")
    supported_command = Parameter("string[]", help="Data files run no commands here.")

    def process(self) -> Iterator[object]:
        """Find and read the file."""
        script = next((frame.file for frame in reversed(self.engine.frames) if frame.file), None)
        if self.base_directory is not None:
            folder = self.engine.resolve_path(self.base_directory)
        else:
            folder = os.path.dirname(script) if script else self.engine.drives.files.folder
        name = self.file_name
        if name is None:
            if script is None:
                self._fail("InvalidOperation", "The FileName parameter was not specified; it is needed outside of a"
                                               " script file.", "InvalidOperation")  # fmt: skip
                return
            name = os.path.splitext(os.path.basename(script))[0]
        path = self._find(folder, name if name.lower().endswith(".psd1") else f"{name}.psd1")
        if path is None:
            return
        table = self._read(path)
        if table is None:
            return
        if self.binding_variable:
            self.engine.set_variable(self.binding_variable.removeprefix("$"), table)
        else:
            yield table

    def _find(self, folder: str, name: str) -> str | None:
        culture = self.ui_culture or culture_name()
        while culture:
            path = os.path.join(folder, culture, name)
            if os.path.isfile(path):
                return path
            culture = culture.rpartition("-")[0]
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
        where = os.path.join(folder, self.ui_culture or culture_name())
        self._fail(
            "ImportLocalizedData",
            f"Cannot find the PowerShell data file '{name}' in directory '{where}', or in any parent culture"
            " directories.",
            "ObjectNotFound",
        )
        return None

    def _read(self, path: str) -> Hashtable | None:
        try:
            with open(path, encoding="utf-8-sig") as file:
                source = self.engine.source(file.read(), path)
        except ParseFailure as failure:
            said = "\n".join(error.message for error in failure.errors[:3])
        else:
            from glueshell.engine.literal_data import NotData, literal_value

            try:
                value = literal_value(source.ast, source)
            except NotData:
                value = self._string_data(source.ast)
            if isinstance(value, Hashtable):
                return value
            said = "It has to hold one hashtable of literal values."
        text = f"The following error occurred while PowerShell was loading the '{path}' script data file:\n{said}"
        self._fail("InvalidOperation", text, "InvalidOperation")
        return None

    def _string_data(self, tree: ast.ScriptBlockAst) -> object:
        """The table of `ConvertFrom-StringData 'lines'`, the one command such a file may run."""
        statements = tree.end_block.statements if tree.end_block is not None else ()
        only = statements[0] if len(statements) == 1 else None
        calls = only.pipeline_elements if isinstance(only, ast.PipelineAst) else ()
        if len(calls) != 1 or not isinstance(calls[0], ast.CommandAst):
            return None
        words = calls[0].command_elements
        if len(words) != 2 or not all(isinstance(word, ast.StringConstantExpressionAst) for word in words):
            return None
        if str(getattr(words[0], "value", "")).lower() != "convertfrom-stringdata":
            return None
        found: list[object] = []
        command = self.engine.commands.resolve("ConvertFrom-StringData")
        self.engine.call(command, found.append, arguments=[getattr(words[1], "value", "")])
        return found[0] if found else None

    def _fail(self, error_id: str, text: str, category: str) -> None:
        error = PSError(to_text(text), error_id, category, "System.Management.Automation.PSInvalidOperationException")
        self.write_error(ErrorRecord(error, error_id, category, self.file_name))
