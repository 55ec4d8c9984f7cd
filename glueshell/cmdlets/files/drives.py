"""Get-PSDrive, New-PSDrive and Remove-PSDrive."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.cmdlets.files.locations import no_provider
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.provider import Drive
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard, has_wildcard

_FORBIDDEN = frozenset(";~/\\.:")


def _no_drive(name: str, error_id: str) -> PSError:
    return PSError(
        f"Cannot find drive. A drive with the name '{name}' does not exist.", error_id, "ObjectNotFound",
        "System.Management.Automation.DriveNotFoundException", target=name,
    )  # fmt: skip


class GetPSDrive(Cmdlet):
    """Lists the drives of the session: the file system, Env:, Variable:, Function:, Alias: and those made here."""

    name = "Get-PSDrive"
    aliases = ("gdr",)
    default_set = "Name"
    dotnet_name = "Microsoft.PowerShell.Commands.GetPSDriveCommand"
    output_types = ("System.Management.Automation.PSDriveInfo",)
    examples = (
        Example("(Get-PSDrive Env).Provider.Name", "One.", "Environment"),
        Example("(Get-PSDrive -PSProvider Alias, Function).Name", "Of some providers.", "Alias\nFunction"),
    )
    links = ("New-PSDrive", "Set-Location")

    drive = Parameter("string[]", name="Name", sets=("Name",), position=0, from_pipeline_by_name=True, wildcards=True,
                      validators=(ValidateNotNullOrEmpty(),), help="Names or patterns.")  # fmt: skip
    literal_name = Parameter("string[]", sets=("LiteralName",), position=0, mandatory=True, from_pipeline_by_name=True,
                             help="Names, every character meant as it is written.")  # fmt: skip
    scope = Parameter("string", from_pipeline_by_name=True, help="Drives are the session's in every scope.")
    ps_provider = Parameter("string[]", name="PSProvider", from_pipeline_by_name=True,
                            help="Only drives of these providers.")  # fmt: skip

    def process(self) -> Iterator[object]:
        """The drives asked for."""
        drives = self.engine.drives
        wanted = None
        if self.ps_provider:
            wanted = [drives.provider_named(to_text(name)) for name in self.ps_provider]
            for name, provider in zip(self.ps_provider, wanted):
                if provider is None:
                    self.write_error(ErrorRecord(no_provider(to_text(name), "GetLocationNoMatchingDrive")))
        for text in self.literal_name or self.drive or ("*",):
            name = to_text(text)
            pattern = has_wildcard(name) and self.literal_name is None
            matcher = Wildcard(name) if pattern else None
            found = [
                each
                for each in drives.all()
                if (matcher.matches(each.name) if matcher else each.name.lower() == name.lower())
            ]
            if not found and not pattern:
                self.write_error(ErrorRecord(_no_drive(name, "GetLocationNoMatchingDrive")))
            yield from (each for each in found if wanted is None or each.provider in wanted)


class NewPSDrive(Cmdlet):
    """Gives a folder a drive's name: `Exports:/2024.csv`."""

    name = "New-PSDrive"
    aliases = ("ndr", "mount")
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.NewPSDriveCommand"
    output_types = ("System.Management.Automation.PSDriveInfo",)
    examples = (
        Example("$null = New-PSDrive Here FileSystem .; 'x' | Set-Content Here:/a.txt; Get-Content a.txt", "", "x"),
        Example("(New-PSDrive -Name Work -PSProvider FileSystem -Root .).Name", "By name.", "Work"),
    )
    links = ("Get-PSDrive", "Remove-PSDrive")

    drive = Parameter("string", name="Name", position=0, mandatory=True, from_pipeline_by_name=True,
                      help="The drive's name, without colon.")  # fmt: skip
    ps_provider = Parameter("string", name="PSProvider", position=1, mandatory=True, from_pipeline_by_name=True,
                            help="FileSystem; the others have one drive each.")  # fmt: skip
    root = Parameter("string", position=2, mandatory=True, from_pipeline_by_name=True, allow_empty=True,
                     help="The folder it begins at.")  # fmt: skip
    description = Parameter("string", from_pipeline_by_name=True, help="What it is for.")
    scope = Parameter("string", from_pipeline_by_name=True, help="Drives are the session's in every scope.")
    persist = Parameter("switch", hidden=True, help="Has no effect: drives last as long as the session.")
    credential = Parameter("pscredential", from_pipeline_by_name=True, help="Has no effect: folders need none.")

    def process(self) -> Iterator[object]:
        """Make the drive."""
        drives = self.engine.drives
        provider = drives.provider_named(self.ps_provider.rpartition("\\")[2])
        if provider is None:
            raise no_provider(self.ps_provider)
        if _FORBIDDEN & set(self.drive):
            raise PSError(
                "Cannot process the drive name because the drive name contains one or more of the following characters"
                " that are not valid: ; ~ / \\ . :",
                "Argument", "InvalidArgument", "System.Management.Automation.PSArgumentException",
            )  # fmt: skip
        target = f"Name: {self.drive} Provider: Microsoft.PowerShell.Core\\{provider.name} Root: {self.root}"
        if not self.should_process(target, "New drive"):
            return
        if drives.get(self.drive) is not None:
            raise PSError(
                f"A drive with the name '{self.drive}' already exists.", "DriveAlreadyExists", "ResourceExists",
                "System.Management.Automation.SessionStateException", target=self.drive,
            )  # fmt: skip
        root = ""
        if provider is drives.files:
            root = drives.place(self.root).path
            if not os.path.isdir(root):
                self.write_error(
                    ErrorRecord(
                        PSError(
                            f'The specified drive root "{self.root}" either does not exist, or it is not a folder.',
                            "DriveRootError", "ReadError", "System.IO.IOException", target=self.drive,
                        )
                    )
                )  # fmt: skip
                return
        made = Drive(self.drive, provider, root, self.description or "")
        drives.mount(made)
        yield made


class RemovePSDrive(Cmdlet):
    """Takes a drive away; what lies in its folder stays."""

    name = "Remove-PSDrive"
    aliases = ("rdr",)
    default_set = "Name"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.RemovePSDriveCommand"
    examples = (
        Example("$null = New-PSDrive Here FileSystem .; Remove-PSDrive Here; Test-Path Here:/", "", "False"),
        Example("$null = New-PSDrive Here FileSystem .; Remove-PSDrive He* -WhatIf", "Says what it would do."),
    )
    links = ("New-PSDrive",)

    drive = Parameter("string[]", name="Name", sets=("Name",), position=0, mandatory=True, from_pipeline_by_name=True,
                      wildcards=True, help="Names or patterns.")  # fmt: skip
    literal_name = Parameter("string[]", sets=("LiteralName",), position=0, mandatory=True, from_pipeline_by_name=True,
                             help="Names, every character meant as it is written.")  # fmt: skip
    ps_provider = Parameter("string[]", name="PSProvider", from_pipeline_by_name=True,
                            help="Only drives of these providers.")  # fmt: skip
    scope = Parameter("string", from_pipeline_by_name=True, help="Drives are the session's in every scope.")
    force = Parameter("switch", help="Even the drive of the present location.")

    def process(self) -> None:
        """Take the drives away."""
        drives = self.engine.drives
        for text in self.literal_name or self.drive:
            name = to_text(text)
            pattern = has_wildcard(name) and self.literal_name is None
            matcher = Wildcard(name) if pattern else None
            found = [each for each in drives.all()
                     if (matcher.matches(each.name) if matcher else each.name.lower() == name.lower())]  # fmt: skip
            if not found and not pattern:
                self.write_error(ErrorRecord(_no_drive(name, "DriveNotFound")))
            for drive in found:
                self._remove(drive)

    def _remove(self, drive: Drive) -> None:
        drives = self.engine.drives
        provider = drive.provider.name
        if self.ps_provider and not any(to_text(name).lower() == provider.lower() for name in self.ps_provider):
            return
        target = f"Name: {drive.name} Provider: Microsoft.PowerShell.Core\\{provider} Root: {drive.root}"
        if not self.should_process(target, "Remove Drive"):
            return
        if drive is drives.current or drive.is_home:
            self.write_error(
                ErrorRecord(
                    PSError(
                        f"Cannot remove drive '{drive.name}' because it is in use.", "InvalidOperation",
                        "InvalidOperation", "System.Management.Automation.PSInvalidOperationException",
                    )
                )
            )  # fmt: skip
            return
        drives.unmount(drive)
