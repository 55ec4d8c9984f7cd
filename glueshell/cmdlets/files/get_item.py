"""Get-Item, Set-Item, Clear-Item and Invoke-Item."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.files.targets import ContentCmdlet, ItemCmdlet, concealed, given_paths, item_at, targets
from glueshell.engine.cmdlet import Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.places import Place
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text


def not_supported(message: str = "") -> PSError:
    """The provider cannot do that."""
    return PSError(
        message or "Provider operation stopped because the provider does not support this operation.",
        "NotSupported",
        "NotImplemented",
        "System.Management.Automation.PSNotSupportedException",
    )


class GetItem(ItemCmdlet):
    """Answers a file, folder, variable, function, alias or environment variable as an object."""

    name = "Get-Item"
    aliases = ("gi",)
    dotnet_name = "Microsoft.PowerShell.Commands.GetItemCommand"
    order = ("Path", "LiteralPath", "Filter", "Include", "Exclude", "Force", "Credential")
    examples = (
        Example("'abc' | Set-Content a.txt; (Get-Item a.txt).BaseName", "A file.", "a"),
        Example("$env:SITE = 'HQ'; (Get-Item env:SITE).Value", "A variable of the environment.", "HQ"),
    )
    links = ("Get-ChildItem", "Get-ItemProperty", "Test-Path")

    def process(self) -> Iterator[object]:
        """The object of each item."""
        for place in targets(self):
            if concealed(place) and not self.force:
                self.write_error(
                    ErrorRecord(
                        PSError(f"Could not find item {place.path}.", "ItemNotFound", "ObjectNotFound",
                                "System.IO.IOException", target=place.path)
                    )
                )  # fmt: skip
            elif not place.is_file_system and not place.path:
                yield [found for found in map(item_at, map(place.below, place.provider.names())) if found is not None]
            else:
                yield item_at(place)


class SetItem(ContentCmdlet):
    """Gives a variable, alias, function or environment variable its value."""

    name = "Set-Item"
    aliases = ("si",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.SetItemCommand"
    order = ("Path", "LiteralPath", "Value", "Force", "PassThru", "Filter", "Include", "Exclude", "Credential")
    examples = (
        Example("Set-Item env:SITE HQ; $env:SITE", "A variable of the environment.", "HQ"),
        Example("Set-Item function:double { $args[0] * 2 }; double 4", "A function.", "8"),
    )
    links = ("Set-Variable", "Set-Alias")

    value = Parameter("object", position=1, from_pipeline=True, from_pipeline_by_name=True, help="The value.")
    pass_thru = Parameter("switch", help="Answers the item.")

    def process(self) -> Iterator[object]:
        """Set each item."""
        texts, _ = given_paths(self)
        for text in texts:
            place = self.engine.drives.place(text)
            if place.is_file_system:
                self.throw(ErrorRecord(not_supported()))
            if self.should_process(f"Item: {place.path} Value: {to_text(self.value)}", "Set Item"):
                place.provider.write(place.path, self.value)
                if self.pass_thru:
                    yield item_at(place)


class ClearItem(ItemCmdlet):
    """Takes the value of a variable, alias, function or environment variable away."""

    name = "Clear-Item"
    aliases = ("cli",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.ClearItemCommand"
    examples = (
        Example("$env:SITE = 'HQ'; Clear-Item env:SITE; Test-Path env:SITE", "The environment.", "False"),
        Example("$n = 4; Clear-Item variable:n; $null -eq $n", "A variable.", "True"),
    )
    links = ("Remove-Item", "Clear-Variable")

    def process(self) -> None:
        """Clear each item."""
        for place in targets(self):
            if place.is_file_system:
                self.throw(ErrorRecord(not_supported()))
            if self.should_process(f"Item: {place.path}", "Clear Item"):
                place.provider.write(place.path, None)


class InvokeItem(ItemCmdlet):
    """Opens a file with the program the system has for it."""

    name = "Invoke-Item"
    aliases = ("ii",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.InvokeItemCommand"
    examples = (
        Example("'x' | Set-Content a.txt; Invoke-Item a.txt -WhatIf", "Says what it would open."),
        Example("'x' | Set-Content a.csv; Get-Item a.csv | Invoke-Item -WhatIf", "From the pipeline."),
    )
    links = ("Get-Item",)

    force = Parameter("switch", hidden=True, help="Hidden items too.")

    def process(self) -> None:
        """Open each file."""
        for place in targets(self):
            if not place.is_file_system:
                self.throw(ErrorRecord(not_supported()))
            if self.should_process(f"Item: {place.path}", "Invoke Item"):
                self._open(place)

    def _open(self, place: Place) -> None:
        from pathlib import Path

        if not self.host.open_url(Path(place.path).as_uri()):
            self.write_error(
                ErrorRecord(
                    PSError(f"Nothing here can open '{place.path}'.", "InvokeItemFailed", "OpenError",
                            "System.ComponentModel.Win32Exception", target=place.path)
                )
            )  # fmt: skip
