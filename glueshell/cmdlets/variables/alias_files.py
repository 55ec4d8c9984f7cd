"""Export-Alias and Import-Alias."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator

from glueshell.cmdlets.files.targets import file_path
from glueshell.cmdlets.files.written_file import WrittenFile, writing_problem
from glueshell.cmdlets.variables.places import scope_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.commands import Alias
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.providers.provider import not_found
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.wildcard import Wildcard, has_wildcard


class ExportAlias(Cmdlet):
    """Writes aliases to a file: as lines that Import-Alias reads, or as a script."""

    name = "Export-Alias"
    aliases = ("epal",)
    default_set = "ByPath"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.ExportAliasCommand"
    output_types = ("System.Management.Automation.AliasInfo",)
    examples = (
        Example("Set-Alias now Get-Date; Export-Alias a.csv now; (Get-Content a.csv)[-1]", "One alias.",
                '"now","Get-Date","","None"'),
        Example("Set-Alias now Get-Date; Export-Alias a.ps1 now -As Script; (Get-Content a.ps1)[-1]", "As a script.",
                'set-alias -Name:"now" -Value:"Get-Date" -Description:"" -Option:"None"'),
    )  # fmt: skip
    links = ("Import-Alias", "Get-Alias")

    path = Parameter("string", sets=("ByPath",), position=0, mandatory=True, help="The file.")
    literal_path = Parameter(
        "string", aliases=("PSPath", "LP"), sets=("ByLiteralPath",), mandatory=True, from_pipeline_by_name=True,
        help="The file, every character meant as it is written.",
    )  # fmt: skip
    alias = Parameter(
        "string[]",
        name="Name",
        position=1,
        from_pipeline_by_name=True,
        wildcards=True,
        help="Which ones (default: all).",
    )
    pass_thru = Parameter("switch", help="The aliases in the pipeline.")
    as_ = Parameter(
        "string",
        label="Microsoft.PowerShell.Commands.ExportAliasFormat",
        name="As",
        values=("Csv", "Script"),
        default="Csv",
        help="What kind of file.",
    )
    append = Parameter("switch", help="At the end of the file.")
    force = Parameter("switch", help="Over a read-only file.")
    no_clobber = Parameter("switch", aliases=("NoOverwrite",), help="Never over a file that is there.")
    description = Parameter("string", help="A line of comment at the beginning.")
    scope = Parameter("string", help="Global, Local, Script, or how many scopes up.")

    def process(self) -> Iterator[object]:
        """Write them."""
        given = self.path if self.path is not None else self.literal_path
        place = file_path(self, given)
        found = self._found()
        if not self.should_process(place):
            return
        if self.no_clobber and os.path.exists(place):
            text = f"The file '{place}' already exists."
            self.throw(ErrorRecord(PSError(text, "NoClobber", "ResourceExists", "System.IO.IOException", target=place)))
        lines = [*self._head(), *(self._line(alias) for alias in found)]
        try:
            if self.force and os.path.isfile(place) and not os.access(place, os.W_OK):
                os.chmod(place, os.stat(place).st_mode | 0o200)
            file = WrittenFile(place, append=bool(self.append))
        except OSError as error:
            said, kind = writing_problem(error, place)
            self.throw(ErrorRecord(PSError(said, "FileOpenFailure", "OpenError", kind, target=place)))
        try:
            file.write("".join(line + os.linesep for line in lines))
            file.finish()
        finally:
            file.discard()
        if self.pass_thru:
            yield from found

    def _found(self) -> list[Alias]:
        known = sorted(self.engine.commands.all_aliases(scope_of(self, self.scope)), key=lambda each: each.name.lower())
        found: list[Alias] = []
        for text in self.alias or ("*",):
            pattern = Wildcard(text)
            fitting = [alias for alias in known if pattern.matches(alias.name)]
            if not fitting and not has_wildcard(text):
                said = f"Cannot find alias because alias '{text}' does not exist."
                kind = "System.Management.Automation.ItemNotFoundException"
                self.write_error(ErrorRecord(PSError(said, "AliasNotFound", "ObjectNotFound", kind, target=text)))
            found.extend(fitting)
        return found

    def _head(self) -> list[str]:
        import datetime
        import getpass
        import platform

        now = datetime.datetime.now().strftime("%A, %d %B %Y %H:%M:%S")
        said = [
            "Alias File",
            f"Exported by : {getpass.getuser()}",
            f"Date/Time : {now}",
            f"Computer : {platform.node()}",
        ]
        return [f"# {line}" for line in (*said, *([self.description] if self.description else []))]

    def _line(self, alias: Alias) -> str:
        options = alias.options or "None"
        description = alias.description
        if self.as_.lower() == "script":
            given = {"Name": alias.name, "Value": alias.target, "Description": description, "Option": options}
            return "set-alias " + " ".join(f'-{key}:"{_inside(text)}"' for key, text in given.items())
        row = io.StringIO()
        csv.writer(row, quoting=csv.QUOTE_ALL, lineterminator="").writerow(
            (alias.name, alias.target, description, options)
        )
        return row.getvalue()


def _inside(text: str) -> str:
    """Text between double quotes, with nothing left to expand."""
    return text.replace("`", "``").replace('"', '`"').replace("$", "`$")


class ImportAlias(Cmdlet):
    """Defines the aliases of a file that Export-Alias wrote."""

    name = "Import-Alias"
    aliases = ("ipal",)
    default_set = "ByPath"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.ImportAliasCommand"
    output_types = ("System.Management.Automation.AliasInfo",)
    examples = (
        Example("Set-Alias now Get-Date; Export-Alias a.csv now; Remove-Alias now; Import-Alias a.csv;"
                " (Get-Alias now).Definition", "There again.", "Get-Date"),
        Example("Set-Alias now Get-Date; Export-Alias a.csv now;"
                " (Import-Alias a.csv -Force -PassThru).Name", "Over the old ones.", "now"),
    )  # fmt: skip
    links = ("Export-Alias", "Set-Alias")

    path = Parameter(
        "string", help="The file.",
        placements={"ByPath": Placement(position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    literal_path = Parameter(
        "string", aliases=("PSPath", "LP"), help="The file, every character meant as it is written.",
        placements={"ByLiteralPath": Placement(mandatory=True, from_pipeline=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    scope = Parameter(
        "string", validators=(ValidateNotNullOrEmpty(),), help="Global, Local, Script, or how many scopes up."
    )
    pass_thru = Parameter("switch", help="The aliases in the pipeline.")
    force = Parameter("switch", help="Over aliases that are there.")

    def process(self) -> Iterator[object]:
        """Define them."""
        given = self.path if self.path is not None else self.literal_path
        place = file_path(self, given)
        try:
            with open(place, encoding="utf-8-sig", newline="") as file:
                rows = [row for row in csv.reader(file) if row and not row[0].startswith("#")]
        except OSError:
            self.throw(ErrorRecord(not_found(place)))
        commands, scope = self.engine.commands, scope_of(self, self.scope)
        known = {alias.name.lower() for alias in commands.all_aliases(scope)}
        for row in rows:
            name, target = row[0], row[1] if len(row) > 1 else ""
            if name.lower() in known and not self.force:
                said = f"The alias is not allowed, because an alias with the name '{name}' already exists."
                kind = "System.Management.Automation.SessionStateException"
                self.write_error(ErrorRecord(PSError(said, "AliasAlreadyExists", "ResourceExists", kind, target=name)))
                continue
            if not self.should_process(f"{name} {target}"):
                continue
            alias = Alias(name, target, row[3] if len(row) > 3 else "None", row[2] if len(row) > 2 else "")
            commands.define_alias(alias, scope)
            if self.pass_thru:
                yield alias
