"""Clear-, Copy-, Move-, New-, Remove- and Rename-ItemProperty.

Only the registry has items whose properties come and go. Here they say what PowerShell says of files, so that scripts
fail as they do there; a file's attributes alone can be cleared.
"""

from __future__ import annotations

from glueshell.cmdlets.files.targets import LITERAL, PATH, ItemCmdlet, Narrowed, item_at, targets
from glueshell.engine.cmdlet import Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.providers.provider import not_found
from glueshell.objects.errors import PSError
from glueshell.objects.members import set_member
from glueshell.objects.text import to_text


def _refusal() -> PSError:
    return PSError(
        "Cannot use interface. The IDynamicPropertyCmdletProvider interface is not implemented by this provider.",
        "NotSupported", "NotImplemented", "System.Management.Automation.PSNotSupportedException",
    )  # fmt: skip


_BY_PATH = Parameter(
    "string[]", sets=(PATH,), position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True,
    wildcards=True, help="The items; wildcards allowed.",
)  # fmt: skip
_BY_LITERAL = Parameter(
    "string[]", aliases=("PSPath", "LP"), sets=(LITERAL,), mandatory=True, from_pipeline_by_name=True,
    help="The items, every character meant as it is written.",
)  # fmt: skip


class DynamicProperty(Narrowed):
    """Base of what changes which properties an item has."""

    default_set = PATH
    supports_should_process = True
    links = ("Set-ItemProperty", "Get-ItemProperty")

    force = Parameter("switch", help="Hidden and read-only items too.")

    def process(self) -> None:
        """Refuse, once the items are known to be there."""
        for _ in targets(self):
            self.write_error(ErrorRecord(_refusal()))


class NewItemProperty(DynamicProperty):
    """Adds a property to an item of the registry; files and variables have none that can be added."""

    name = "New-ItemProperty"
    dotnet_name = "Microsoft.PowerShell.Commands.NewItemPropertyCommand"
    examples = (
        Example("'x' | Set-Content a.txt; New-ItemProperty a.txt -Name Owner -Value me -ErrorAction SilentlyContinue;"
                " $Error[0].FullyQualifiedErrorId", "A file refuses.",
                "NotSupported,Microsoft.PowerShell.Commands.NewItemPropertyCommand"),
        Example("'x' | Set-Content a.txt; Set-ItemProperty a.txt LastWriteTime '2024-05-06'",
                "What a file has can be set."),
    )  # fmt: skip

    path = Parameter("string[]", sets=(PATH,), position=0, mandatory=True, wildcards=True, help="The items.")
    literal_path = _BY_LITERAL
    property = Parameter("string", name="Name", aliases=("PSProperty",), position=1, mandatory=True,
                         from_pipeline_by_name=True, help="The property.")  # fmt: skip
    property_type = Parameter("string", aliases=("Type",), from_pipeline_by_name=True, help="Its type.")
    value = Parameter("object", from_pipeline_by_name=True, help="Its value.")


class RemoveItemProperty(DynamicProperty):
    """Removes a property of an item of the registry; those of files stay."""

    name = "Remove-ItemProperty"
    aliases = ("rp",)
    dotnet_name = "Microsoft.PowerShell.Commands.RemoveItemPropertyCommand"
    examples = (
        Example("'x' | Set-Content a.txt; Remove-ItemProperty a.txt -Name Owner -ErrorAction SilentlyContinue;"
                " $Error[0].CategoryInfo.Category", "A file refuses.", "NotImplemented"),
        Example("'x' | Set-Content a.txt; Clear-ItemProperty a.txt -Name Attributes",
                "Attributes of a file can be cleared."),
    )  # fmt: skip

    path = _BY_PATH
    literal_path = _BY_LITERAL
    property = Parameter("string[]", name="Name", aliases=("PSProperty",), position=1, mandatory=True, wildcards=True,
                         from_pipeline_by_name=True, help="The properties.")  # fmt: skip


class RenameItemProperty(DynamicProperty):
    """Renames a property of an item of the registry; those of files keep their names."""

    name = "Rename-ItemProperty"
    aliases = ("rnp",)
    dotnet_name = "Microsoft.PowerShell.Commands.RenameItemPropertyCommand"
    examples = (
        Example("'x' | Set-Content a.txt; Rename-ItemProperty a.txt Length Size -ErrorAction SilentlyContinue;"
                " $Error[0].CategoryInfo.Category", "A file refuses.", "NotImplemented"),
        Example("'x' | Set-Content a.txt; Get-Item a.txt | Select-Object @{ n = 'Size'; e = 'Length' }",
                "Another name in what is shown."),
    )  # fmt: skip

    path = Parameter("string", sets=(PATH,), position=0, mandatory=True, from_pipeline=True,
                     from_pipeline_by_name=True, wildcards=True, help="The item.")  # fmt: skip
    literal_path = Parameter("string", aliases=("PSPath", "LP"), sets=(LITERAL,), mandatory=True,
                             from_pipeline_by_name=True,
                             help="The item, every character meant as it is written.")  # fmt: skip
    property = Parameter("string", name="Name", aliases=("PSProperty",), position=1, mandatory=True,
                         from_pipeline_by_name=True, help="The property.")  # fmt: skip
    new_name = Parameter("string", position=2, mandatory=True, from_pipeline_by_name=True, help="Its new name.")
    pass_thru = Parameter("switch", help="Answers the property.")


class CopyItemProperty(DynamicProperty):
    """Copies a property between items of the registry; files keep theirs."""

    name = "Copy-ItemProperty"
    aliases = ("cpp",)
    dotnet_name = "Microsoft.PowerShell.Commands.CopyItemPropertyCommand"
    examples = (
        Example("'x' | Set-Content a.txt; 'y' | Set-Content b.txt; Copy-ItemProperty a.txt b.txt Length"
                " -ErrorAction SilentlyContinue; $Error[0].CategoryInfo.Category", "Files refuse.", "NotImplemented"),
        Example("'x' | Set-Content a.txt; Set-ItemProperty a.txt LastWriteTime (Get-Date)", "What can be set."),
    )  # fmt: skip

    order = ("Path", "LiteralPath", "Name", "Destination", "PassThru")
    path = _BY_PATH
    literal_path = _BY_LITERAL
    destination = Parameter("string", position=1, mandatory=True, from_pipeline_by_name=True, help="The other item.")
    property = Parameter("string", name="Name", aliases=("PSProperty",), position=2, mandatory=True,
                         from_pipeline_by_name=True, help="The property.")  # fmt: skip
    pass_thru = Parameter("switch", help="Answers the property.")

    def process(self) -> None:
        """Refuse, once both items are known to be there."""
        place = self.engine.drives.place(self.destination)
        if not place.exists:
            self.write_error(ErrorRecord(not_found(place.shown)))
            return
        super().process()


class MoveItemProperty(CopyItemProperty):
    """Moves a property between items of the registry; files keep theirs."""

    name = "Move-ItemProperty"
    aliases = ("mp",)
    dotnet_name = "Microsoft.PowerShell.Commands.MoveItemPropertyCommand"
    examples = (
        Example("'x' | Set-Content a.txt; 'y' | Set-Content b.txt; Move-ItemProperty a.txt b.txt Length"
                " -ErrorAction SilentlyContinue; $Error[0].CategoryInfo.Category", "Files refuse.", "NotImplemented"),
        Example("'x' | Set-Content a.txt; Set-ItemProperty a.txt LastWriteTime (Get-Date)", "What can be set."),
    )  # fmt: skip

    property = Parameter("string[]", name="Name", aliases=("PSProperty",), position=2, mandatory=True,
                         from_pipeline_by_name=True, help="The properties.")  # fmt: skip


class ClearItemProperty(ItemCmdlet):
    """Clears a property of items: of a file its attributes."""

    name = "Clear-ItemProperty"
    aliases = ("clp",)
    supports_should_process = True
    order = ("Path", "LiteralPath", "Name", "PassThru")
    dotnet_name = "Microsoft.PowerShell.Commands.ClearItemPropertyCommand"
    examples = (
        Example("'x' | Set-Content a.txt; Set-ItemProperty a.txt IsReadOnly $true; Clear-ItemProperty a.txt Attributes;"
                " (Get-Item a.txt).IsReadOnly", "No longer read-only.", "False"),
        Example("Get-ChildItem *.txt | Clear-ItemProperty -Name Attributes", "Of several files."),
    )  # fmt: skip
    links = ("Set-ItemProperty",)

    property = Parameter(
        "string", name="Name", help="The property.",
        placements={name: Placement(position=1, mandatory=True, from_pipeline_by_name=True)
                    for name in (PATH, LITERAL)},
    )  # fmt: skip
    pass_thru = Parameter("switch", help="Answers the property.")

    def process(self) -> None:
        """Clear it."""
        for place in targets(self):
            if not place.is_file_system:
                self.write_error(ErrorRecord(_refusal()))
                continue
            if to_text(self.property).lower() != "attributes":
                self.throw(
                    ErrorRecord(
                        PSError(
                            "The property cannot be cleared because the property is not supported. Only the Attributes"
                            " property can be cleared.",
                            "Argument", "InvalidArgument", "System.Management.Automation.PSArgumentException",
                        ),
                        target=None,
                    )
                )  # fmt: skip
            if self.should_process(f"Item: {place.shown} Property: Attributes", "Clear Property File"):
                set_member(item_at(place), "IsReadOnly", False)
