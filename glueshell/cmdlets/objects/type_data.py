"""Update-TypeData, Get-TypeData, Remove-TypeData, Update-FormatData and Get-FormatData."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.objects.member_cmdlets import getter_of, method_of, setter_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.scriptblock import ScriptBlock
from glueshell.engine.validators import ValidateNotNull, ValidateNotNullOrEmpty
from glueshell.objects.declaration import MemberTable, prop
from glueshell.objects.errors import PSError
from glueshell.objects.extended import TypeData
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import Property, unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo
from glueshell.objects.wildcard import Wildcard

_KINDS = ("NoteProperty", "AliasProperty", "ScriptProperty", "ScriptMethod")
_SETTINGS = ("TypeConverter", "TypeAdapter", "SerializationMethod", "TargetTypeForDeserialization",
             "SerializationDepth", "InheritPropertySerializationSet", "StringSerializationSource",
             "PropertySerializationSet")  # fmt: skip

MEMBERS = MemberTable(
    TypeData.ps_type_name,
    prop("TypeName", "string", lambda data: data.name),
    prop(
        "Members",
        "System.Collections.Generic.Dictionary[string,System.Object]",
        lambda data: Hashtable((name, entry) for name, entry in data.members.values()),
    ),
    prop("DefaultDisplayProperty", "string", lambda data: data.display_property),
    prop("DefaultDisplayPropertySet", "System.Object", lambda data: data.display_set),
    prop("DefaultKeyPropertySet", "System.Object", lambda data: data.key_set),
    prop("SerializationDepth", "System.Object", lambda data: data.settings.get("SerializationDepth", 0)),
)


class ShownTypeData(TypeData):
    """What Get-TypeData answers."""

    __slots__ = ()
    ps_members = MEMBERS


def _name_of(value: object) -> str:
    bare = unwrap(value)
    return bare.full_name if isinstance(bare, TypeInfo) else to_text(bare)


def _wrong(type_name: str, what: str, error_id: str) -> PSError:
    return PSError(f'Error in TypeData "{type_name}": {what}', error_id, "InvalidOperation",
                   "System.Management.Automation.RuntimeException", target=None)  # fmt: skip


class UpdateTypeData(Cmdlet):
    """Adds a member to every object of a type, or says which of its properties are shown.

    The type is given by its full name or by a name from PSTypeNames. It lasts as long as the session.
    """

    name = "Update-TypeData"
    default_set = "FileSet"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.UpdateTypeDataCommand"
    examples = (
        Example("Update-TypeData -TypeName System.String -MemberType ScriptProperty -MemberName Shout"
                " -Value { $this.ToUpper() }; 'abc'.Shout", "A property for every text.", "ABC"),
        Example("Update-TypeData -TypeName Site -DefaultDisplayPropertySet Name;"
                " [pscustomobject]@{ PSTypeName = 'Site'; Name = 'HQ'; Id = 7 }", "What is shown.",
                "\nName\n----\nHQ\n"),
    )  # fmt: skip
    links = ("Get-TypeData", "Remove-TypeData", "Add-Member")

    member_type = Parameter("string", label="System.Management.Automation.PSMemberTypes", sets=("DynamicTypeSet",),
                            values=_KINDS,
                            help="What to add.", validators=(ValidateNotNullOrEmpty(),))  # fmt: skip
    member_name = Parameter(
        "string", sets=("DynamicTypeSet",), validators=(ValidateNotNullOrEmpty(),), help="Its name."
    )
    value = Parameter("object", sets=("DynamicTypeSet",), help="Its value, target or script block.")
    second_value = Parameter(
        "object",
        sets=("DynamicTypeSet",),
        validators=(ValidateNotNull(),),
        help="The script block that sets a ScriptProperty.",
    )
    type_converter = Parameter(
        "object",
        label="type",
        sets=("DynamicTypeSet",),
        validators=(ValidateNotNull(),),
        help="Kept with the data; not used here.",
    )
    type_adapter = Parameter(
        "object",
        label="type",
        sets=("DynamicTypeSet",),
        validators=(ValidateNotNull(),),
        help="Kept with the data; not used here.",
    )
    serialization_method = Parameter(
        "string",
        sets=("DynamicTypeSet",),
        validators=(ValidateNotNullOrEmpty(),),
        help="Kept with the data; not used here.",
    )
    target_type_for_deserialization = Parameter("object", label="type", sets=("DynamicTypeSet",),
                                                validators=(ValidateNotNull(),),
                                                help="Kept with the data; not used here.")  # fmt: skip
    serialization_depth = Parameter(
        "int", sets=("DynamicTypeSet",), validators=(ValidateNotNull(),), help="Kept with the data; not used here."
    )
    default_display_property = Parameter(
        "string",
        sets=("DynamicTypeSet",),
        validators=(ValidateNotNullOrEmpty(),),
        help="The property Format-Wide shows.",
    )
    inherit_property_serialization_set = Parameter("bool", sets=("DynamicTypeSet",),
                                                   validators=(ValidateNotNull(),),
                                                   help="Kept with the data; not used here.")  # fmt: skip
    string_serialization_source = Parameter("string", sets=("DynamicTypeSet",),
                                            validators=(ValidateNotNullOrEmpty(),),
                                            help="Kept with the data; not used here.")  # fmt: skip
    default_display_property_set = Parameter("string[]", sets=("DynamicTypeSet",),
                                             validators=(ValidateNotNullOrEmpty(),),
                                             help="The properties tables and lists show.")  # fmt: skip
    default_key_property_set = Parameter(
        "string[]", sets=("DynamicTypeSet",), validators=(ValidateNotNullOrEmpty(),), help="Its keys."
    )
    property_serialization_set = Parameter("string[]", sets=("DynamicTypeSet",),
                                           validators=(ValidateNotNullOrEmpty(),),
                                           help="Kept with the data; not used here.")  # fmt: skip
    type_name = Parameter(
        "object", label="string", validators=(ValidateNotNullOrEmpty(),), help="The type.",
        placements={"DynamicTypeSet": Placement(mandatory=True, from_pipeline=True)},
    )  # fmt: skip
    force = Parameter("switch", sets=("DynamicTypeSet", "TypeDataSet"), help="Over a member of that name.")
    type_data = Parameter(
        "object[]", label="TypeData[]", help="Data Get-TypeData answered.",
        placements={
            "TypeDataSet": Placement(position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True)
        },
    )  # fmt: skip
    append_path = Parameter("string[]", name="AppendPath", sets=("FileSet",), aliases=("PSPath", "Path"), position=0,
                            from_pipeline=True, from_pipeline_by_name=True,
                            validators=(ValidateNotNull(),),
                            help="Files of types (.ps1xml); refused here.")  # fmt: skip
    prepend_path = Parameter("string[]", name="PrependPath", sets=("FileSet",),
                             validators=(ValidateNotNull(),),
                             help="Files of types (.ps1xml); refused here.")  # fmt: skip

    def process(self) -> None:
        """Add it."""
        if self.append_path or self.prepend_path:
            self.throw(
                ErrorRecord(
                    "Files of types (.ps1xml) are not read here; give -TypeName with -MemberType and -MemberName.",
                    "TypeFilesNotSupported", "NotImplemented", (self.append_path or self.prepend_path)[0],
                )
            )  # fmt: skip
        if self.type_data:
            for given in self.type_data:
                self._merge(given)
            return
        self._update(_name_of(self.type_name))

    def _merge(self, given: object) -> None:
        if not isinstance(given, TypeData):
            return
        data = self._data(given.name)
        for low, member in given.members.items():
            if low in data.members and not self.force:
                self._present(given.name, member[0])
                continue
            data.members[low] = member
        data.display_set = given.display_set or data.display_set
        data.display_property = given.display_property or data.display_property
        data.key_set = given.key_set or data.key_set

    def _data(self, name: str) -> TypeData:
        return self.engine.type_data.setdefault(name.lower(), ShownTypeData(name))

    def _update(self, name: str) -> None:
        settings = {key: self.invocation.bound[key] for key in _SETTINGS if self.is_bound(key)}
        shows = self.default_display_property_set or self.default_display_property or self.default_key_property_set
        if not (self.member_name or shows or settings):
            self.write_error(
                ErrorRecord(f'No member is specified for the update on type "{name}".', "TargetTypeMissing",
                            "InvalidOperation", None)
            )  # fmt: skip
            return
        if not self.should_process(name, "Update TypeData"):
            return
        entry = None
        if self.member_name or self.member_type:
            entry = self._entry(name)
            if entry is None:
                return
        data = self._data(name)
        if entry is not None:
            low = self.member_name.lower()
            if low in data.members and not self.force:
                self._present(name, data.members[low][0])
                return
            data.members[low] = (self.member_name, entry)
        if self.default_display_property_set:
            data.display_set = [to_text(each) for each in self.default_display_property_set]
        if self.default_key_property_set:
            data.key_set = [to_text(each) for each in self.default_key_property_set]
        if self.default_display_property:
            data.display_property = self.default_display_property
        data.settings.update(settings)

    def _present(self, name: str, member: str) -> None:
        self.write_error(
            ErrorRecord(_wrong(name, f"The member {member} is already present.", "TypesDynamicUpdateException"))
        )

    def _entry(self, name: str) -> Property | None:
        kind, value = self.member_type, self.value
        for wanted, given in (("MemberName", self.member_name), ("MemberType", kind)):
            if not given:
                self._required(wanted, kind or "member")
                return None
        if not self.is_bound("Value"):
            self._required("Value", kind)
            return None
        if kind == "NoteProperty":
            return Property(kind, value=value, type_name="System.Object")
        if kind == "AliasProperty":
            return Property(kind, value=to_text(value))
        if not isinstance(value, ScriptBlock):
            self.throw(
                ErrorRecord(
                    f'The value of a "{kind}" must be a script block: -Value {{ ... }}.', "ValueShouldBeScriptBlock",
                    "InvalidArgument", name,
                )
            )  # fmt: skip
        if kind == "ScriptMethod":
            return Property(kind, value=value, invoke=method_of(value))
        setter = self.second_value
        return Property(
            kind, value=value, get=getter_of(value),
            set=setter_of(setter) if isinstance(setter, ScriptBlock) else None,
        )  # fmt: skip

    def _required(self, parameter: str, kind: str) -> None:
        self.write_error(
            ErrorRecord(
                f'The {parameter} parameter is required for the type "{kind}". Please specify the {parameter}'
                " parameter.",
                f"{parameter}ShouldBeSpecified", "InvalidOperation", None,
            )
        )  # fmt: skip


class GetTypeData(Cmdlet):
    """Answers what Update-TypeData added to types."""

    name = "Get-TypeData"
    dotnet_name = "Microsoft.PowerShell.Commands.GetTypeDataCommand"
    output_types = (TypeData.ps_type_name,)
    examples = (
        Example("Update-TypeData -TypeName Site -MemberType NoteProperty -MemberName Kind -Value x;"
                " (Get-TypeData Site).Members.Keys", "The names of the members.", "Kind"),
        Example("Get-TypeData Sys*", "Of all types that fit a pattern."),
    )  # fmt: skip
    links = ("Update-TypeData", "Remove-TypeData")

    type_name = Parameter(
        "string[]",
        position=0,
        from_pipeline=True,
        wildcards=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="Names or patterns.",
    )

    def process(self) -> Iterator[object]:
        """Those that fit."""
        patterns = [Wildcard(to_text(name)) for name in self.type_name or ("*",)]
        for data in list(self.engine.type_data.values()):
            if any(pattern.matches(data.name) for pattern in patterns):
                yield data


class RemoveTypeData(Cmdlet):
    """Takes away what Update-TypeData added to a type."""

    name = "Remove-TypeData"
    default_set = "RemoveTypeDataSet"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.RemoveTypeDataCommand"
    examples = (
        Example("Update-TypeData -TypeName Site -MemberType NoteProperty -MemberName Kind -Value x;"
                " Remove-TypeData -TypeName Site; $null -eq (Get-TypeData Site)", "By the type's name.", "True"),
        Example("Get-TypeData | Remove-TypeData", "Everything."),
    )  # fmt: skip
    links = ("Update-TypeData", "Get-TypeData")

    type_data = Parameter(
        "object", label="TypeData", help="Data Get-TypeData answered.",
        placements={"RemoveTypeDataSet": Placement(mandatory=True, from_pipeline=True)},
    )  # fmt: skip
    type_name = Parameter(
        "string", validators=(ValidateNotNullOrEmpty(),), help="The type.",
        placements={"RemoveTypeSet": Placement(position=0, mandatory=True, from_pipeline=True,
                                               from_pipeline_by_name=True)},
    )  # fmt: skip
    path = Parameter("string[]", sets=("RemoveFileSet",), mandatory=True,
                     validators=(ValidateNotNullOrEmpty(),),
                     help="Files of types (.ps1xml); there are none here.")  # fmt: skip

    def process(self) -> None:
        """Forget it."""
        given = unwrap(self.type_data) if self.type_data is not None else self.type_name
        name = given.name if isinstance(given, TypeData) else to_text(given)
        if self.path or name.lower() not in self.engine.type_data:
            name = to_text(self.path[0]) if self.path else name
            self.write_error(
                ErrorRecord(
                    _wrong(
                        name,
                        f'The type "{name}" was not found. The type name value must be the full name of the type.'
                        " Verify the type name and run the command again.",
                        "TypesDynamicRemoveException",
                    )
                )
            )
        elif self.should_process(name, "Remove TypeData"):
            del self.engine.type_data[name.lower()]


class UpdateFormatData(Cmdlet):
    """Reads views of types from files; without any it has nothing to do.

    Files of views (.ps1xml) are not read here: Update-TypeData -DefaultDisplayPropertySet says which properties of a
    type are shown.
    """

    name = "Update-FormatData"
    default_set = "FileSet"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.UpdateFormatDataCommand"
    examples = (
        Example("Update-FormatData", "Nothing to read again."),
        Example("Update-FormatData; 'ready'", "Scripts go on.", "ready"),
    )
    links = ("Update-TypeData", "Get-FormatData")

    append_path = Parameter("string[]", sets=("FileSet",), aliases=("PSPath", "Path"), position=0,
                            from_pipeline=True, from_pipeline_by_name=True,
                            validators=(ValidateNotNull(),),
                            help="Files of views (.ps1xml); refused here.")  # fmt: skip
    prepend_path = Parameter(
        "string[]", sets=("FileSet",), validators=(ValidateNotNull(),), help="Files of views (.ps1xml); refused here."
    )

    def process(self) -> None:
        """Refuse files."""
        for path in (*(self.append_path or ()), *(self.prepend_path or ())):
            self.write_error(
                ErrorRecord(
                    f"The views of '{to_text(path)}' are not read here; Update-TypeData -DefaultDisplayPropertySet says"
                    " which properties of a type are shown.",
                    "FormatFilesNotSupported", "NotImplemented", path,
                )
            )  # fmt: skip


class GetFormatData(Cmdlet):
    """Answers the views scripts declared for a type: none, since files of views are not read here."""

    name = "Get-FormatData"
    dotnet_name = "Microsoft.PowerShell.Commands.GetFormatDataCommand"
    examples = (
        Example("$null -eq (Get-FormatData -TypeName Site)", "There is no view of it.", "True"),
        Example("@(Get-FormatData).Count", "None at all.", "0"),
    )
    links = ("Update-FormatData", "Update-TypeData")

    type_name = Parameter(
        "string[]", position=0, wildcards=True, validators=(ValidateNotNullOrEmpty(),), help="Names or patterns."
    )
    power_shell_version = Parameter("version", name="PowerShellVersion", help="Taken so that scripts run.")

    def process(self) -> None:
        """There is none."""
