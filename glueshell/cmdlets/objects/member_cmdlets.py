"""Get-Member and Add-Member."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NoReturn

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.scriptblock import ScriptBlock
from glueshell.engine.scriptblock_surface import error_of_call
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.convert import convert
from glueshell.objects.enumeration import elements
from glueshell.objects.enums import enum_type, enum_value
from glueshell.objects.extended import hold_member, own_members
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.listing import MemberInfo, members_of
from glueshell.objects.members import get_member
from glueshell.objects.psobject import Property, PSObject, attached, unwrap
from glueshell.objects.tables import tables_of
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo, resolve_type, type_named, type_names, type_of
from glueshell.objects.types.psmembers import member_set, property_set
from glueshell.objects.wildcard import Wildcard

# Member kinds in the order they are listed.
KINDS = (
    "AliasProperty", "CodeProperty", "Property", "NoteProperty", "ScriptProperty", "PropertySet", "Method",
    "CodeMethod", "ScriptMethod", "ParameterizedProperty", "MemberSet", "Event", "Dynamic",
)  # fmt: skip
_ORDER = (
    "AliasProperty", "CodeMethod", "CodeProperty", "Event", "MemberSet", "Method", "NoteProperty",
    "ParameterizedProperty", "Property", "PropertySet", "ScriptMethod", "ScriptProperty",
)  # fmt: skip
_GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Properties": tuple(kind for kind in KINDS if kind.endswith("Property") or kind == "PropertySet"),
        "Methods": ("Method", "CodeMethod", "ScriptMethod"),
        "All": KINDS,
    }
)
_SETS = ("MemberSet", "NotePropertySingleMemberSet", "NotePropertyMultiMemberSet")
_MEMBER_TYPES = "System.Management.Automation.PSMemberTypes"
_DEFINITION = "Microsoft.PowerShell.Commands.MemberDefinition"


class GetMember(Cmdlet):
    """Lists what an object has: its properties and methods.

    Several objects of one type are listed once.
    """

    name = "Get-Member"
    aliases = ("gm",)
    dotnet_name = "Microsoft.PowerShell.Commands.GetMemberCommand"
    examples = (
        Example("([pscustomobject]@{ Id = 7; Name = 'x' } | Get-Member -MemberType NoteProperty).Name", "", "Id\nName"),
        Example("'text' | Get-Member To*", "By a pattern."),
    )
    links = ("Select-Object", "Add-Member")

    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects to look at.")
    member = Parameter(
        "string[]",
        name="Name",
        position=0,
        wildcards=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="Names or patterns.",
    )
    member_type = Parameter(
        "string[]",
        label="System.Management.Automation.PSMemberTypes",
        aliases=("Type",),
        values=(*KINDS, *_GROUPS),
        help="Only these kinds: Property, Method, ...",
    )
    view = Parameter(
        "string[]",
        label="System.Management.Automation.PSMemberViewTypes",
        values=("Extended", "Adapted", "Base", "All"),
        help="Extended: what was added.",
    )
    static = Parameter("switch", help="Members of the type itself.")
    force = Parameter("switch", help="Hidden ones too.")

    def begin(self) -> None:
        """No type seen yet."""
        self._seen: set[str] = set()
        self._any = False

    def process(self) -> Iterator[object]:
        """List the members of a type not seen before."""
        if not self.is_bound("InputObject"):
            return
        item = self.input_object
        if item is None:
            return
        self._any = True
        named = unwrap(item)
        type_name = named.full_name if self.static and isinstance(named, TypeInfo) else type_names(item)[0]
        if type_name in self._seen:
            return
        self._seen.add(type_name)
        members = self._static(named) if self.static else members_of(item, bool(self.force))
        members = [info for info in members if self._wanted(info)]
        kinds = enum_type(_MEMBER_TYPES).names  # type: ignore[union-attr]
        for info in sorted(members, key=lambda info: (self._asked(info), _rank(info.kind), info.name.lower())):
            yield PSObject(
                {
                    "TypeName": type_name,
                    "Name": info.name,
                    "MemberType": enum_value(_MEMBER_TYPES, kinds[info.kind]),
                    "Definition": info.definition,
                },
                (_DEFINITION, "System.Object"),
            )

    def end(self) -> None:
        """Say that there was nothing to look at."""
        if not self._any:
            self.write_error(
                ErrorRecord(
                    "You must specify an object for the Get-Member cmdlet.", "NoObjectInGetMember", "CloseError"
                )
            )

    def _asked(self, info: MemberInfo) -> int:
        """Which of the names asked for a member answers to."""
        return next(
            (place for place, name in enumerate(self.member or ()) if Wildcard(to_text(name)).matches(info.name)), 0
        )

    def _static(self, item: object) -> list[MemberInfo]:
        info = item if isinstance(item, TypeInfo) else type_of(item)
        return [
            MemberInfo(member.name, member.kind, member.type_name, member.definition, None)
            for table in tables_of(info)
            for member in table.static.values()
        ]

    def _wanted(self, info: MemberInfo) -> bool:
        if self.member and not any(Wildcard(to_text(pattern)).matches(info.name) for pattern in self.member):
            return False
        kinds: set[str] = set()
        for kind in self.member_type or ():
            kinds.update(_GROUPS.get(to_text(kind), (to_text(kind),)))
        if kinds and info.kind not in kinds:
            return False
        if self.view and "Extended" in self.view:
            return info.kind in ("NoteProperty", "AliasProperty", "ScriptProperty", "ScriptMethod")
        return True


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


_ADDABLE = ("NoteProperty", "AliasProperty", "ScriptProperty", "ScriptMethod", "PropertySet", "MemberSet")


class AddMember(Cmdlet):
    """Adds properties and methods to an object."""

    name = "Add-Member"
    default_set = "TypeNameSet"
    dotnet_name = "Microsoft.PowerShell.Commands.AddMemberCommand"
    examples = (
        Example("$o = [pscustomobject]@{ a = 1 }; $o | Add-Member b 2; $o.a + $o.b", "A property with a value.", "3"),
        Example(
            "$o = [pscustomobject]@{ a = 1 }; $o | Add-Member ScriptProperty Twice { $this.a * 2 }; $o.Twice",
            "A property that is worked out.",
            "2",
        ),
    )
    links = ("Get-Member", "Select-Object")

    input_object = Parameter(
        "object", label="psobject", from_pipeline=True, mandatory=True, help="The objects to add to."
    )
    member_type = Parameter(
        "string", aliases=("Type",), sets=("MemberSet",), position=0, mandatory=True,
        values=_ADDABLE,
        label="System.Management.Automation.PSMemberTypes", help="What to add.",
    )  # fmt: skip
    member = Parameter("string", name="Name", sets=("MemberSet",), position=1, mandatory=True, help="Its name.")
    value = Parameter("object", sets=("MemberSet",), position=2, help="Its value, target or script block.")
    second_value = Parameter("object", sets=("MemberSet",), position=3, help="The script block that sets it.")
    type_name = Parameter(
        "string", placements={**{name: Placement() for name in _SETS}, "TypeNameSet": Placement(mandatory=True)},
        validators=(ValidateNotNullOrEmpty(),), help="A type name for the object.",
    )  # fmt: skip
    force = Parameter("switch", sets=_SETS, help="Replaces a member of that name.")
    pass_thru = Parameter("switch", help="Answers the object.")
    note_property_name = Parameter(
        "string",
        sets=("NotePropertySingleMemberSet",),
        position=0,
        mandatory=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="A name.",
    )
    note_property_value = Parameter(
        "object", sets=("NotePropertySingleMemberSet",), position=1, mandatory=True, allow_null=True, allow_empty=True,
        allow_empty_collection=True, help="Its value.",
    )  # fmt: skip
    note_property_members = Parameter(
        "System.Collections.IDictionary",
        sets=("NotePropertyMultiMemberSet",),
        position=0,
        mandatory=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="Names and values.",
    )

    def process(self) -> Iterator[object]:
        """Add them."""
        item = self.input_object
        for name, member in self._members():
            if self.type_name or not self._hold(item, name, member):
                item = attached(item)
                self._add(item, name, member)
        if self.type_name:
            item = attached(item)
            item.type_names = (self.type_name, *type_names(item))
        if self.pass_thru:
            yield item

    def _members(self) -> Iterator[tuple[str, object]]:
        if isinstance(self.note_property_members, Hashtable):
            for key, value in self.note_property_members.items():
                yield to_text(key), value
        elif self.note_property_name is not None:
            yield self.note_property_name, self.note_property_value
        elif self.member is not None:
            yield self.member, self._made()

    def _made(self) -> object:
        value, kind = self.value, self.member_type
        if "," in kind or kind in ("All", "Methods", "Properties"):
            self.throw(
                ErrorRecord(
                    "To add a member, only one member type can be specified. The member types specified are:"
                    f' "{kind}"',
                    "WrongMemberCount", "InvalidOperation",
                )
            )  # fmt: skip
        if kind not in _ADDABLE:
            self.throw(
                ErrorRecord(
                    f'Cannot add a member with type "{kind}". Specify a different type for the MemberTypes parameter.',
                    "CannotAddMemberType", "InvalidOperation",
                )
            )  # fmt: skip
        if self.second_value is not None and kind not in ("AliasProperty", "ScriptProperty"):
            self._refuse(
                f'The SecondValue parameter is not necessary for a member of type "{kind}", and should not be'
                " specified. Do not specify the SecondValue parameter when you add members of this type.",
                "Value2ShouldNotBeSpecified",
            )
        if kind == "NoteProperty":
            return value
        if value is None and kind in ("AliasProperty", "ScriptMethod", "PropertySet"):
            self._refuse(
                f'The Value parameter should not be null for a member of type "{kind}". Specify a non-null value for'
                " the Value parameter when adding members of this type.",
                "Value1ShouldNotBeNull",
            )
        if kind == "AliasProperty":
            return self._alias(to_text(value))
        if kind == "PropertySet":
            return property_set(self.member, elements(value))
        if kind == "MemberSet":
            return member_set(elements(value))
        if not isinstance(value, ScriptBlock):
            value = convert(value, type_named("System.Management.Automation.ScriptBlock"))
        if kind == "ScriptMethod":
            return Property(kind, value=value, invoke=method_of(value), definition=f"System.Object {self.member}();")
        second = self.second_value
        setter = setter_of(second) if isinstance(second, ScriptBlock) else None
        return Property(kind, value=value, get=getter_of(value), set=setter)

    def _alias(self, target: str) -> Property:
        """A second name for a property, which may convert what it reads to the type -SecondValue names."""
        if self.second_value is None:
            return Property("AliasProperty", value=target, get=lambda owner: get_member(owner, target))
        given = unwrap(self.second_value)
        kind = given if isinstance(given, TypeInfo) else resolve_type(to_text(given))
        if kind is None:
            self._refuse(f'Unable to find type "{to_text(given)}".', "TypeNotFound")
        wanted: TypeInfo = kind

        def read(owner: object) -> object:
            found = get_member(owner, target)
            return None if found is None else convert(found, wanted)

        return Property("AliasProperty", value=target, get=read)

    def _refuse(self, message: str, error_id: str) -> NoReturn:
        self.throw(ErrorRecord(message, error_id, "InvalidOperation"))

    def _hold(self, item: object, name: str, member: object) -> bool:
        """Add to the value itself where it is one that is handed about; False where a wrapper must carry the member."""
        if isinstance(item, (PSObject, str)) or item is None or type_of(item).kind in ("struct", "enum"):
            return False
        if name.lower() in own_members(item) and not self.force:
            self._exists(name, item)
            return True
        return hold_member(item, name, member)

    def _add(self, item: PSObject, name: str, member: object) -> None:
        if item.find(name) is not None and not self.force:
            self._exists(name, item)
            return
        item.add(name, member)

    def _exists(self, name: str, item: object) -> None:
        self.write_error(
            ErrorRecord(
                f'Cannot add a member with the name "{name}" because a member with that name already exists. To'
                " overwrite the member anyway, add the Force parameter to your command.",
                "MemberAlreadyExists", "InvalidOperation", item,
            )
        )  # fmt: skip


def getter_of(block: ScriptBlock) -> Callable[[object], object]:
    """A script block as what reads a property: the object is its $this; where it fails the value is null."""
    return lambda owner: block.value(quiet=True, this=owner)


def method_of(block: ScriptBlock) -> Callable[[object, list], object]:
    """A script block as a method: the object is its $this, the arguments its $args; what ends it is .NET's error."""

    def invoke(owner: object, arguments: list) -> object:
        engine = block.engine
        catching, engine.catching = engine.catching, True
        try:
            return block.value(args=arguments, this=owner)
        except Terminating as error:
            raise error_of_call(error, engine) from error
        finally:
            engine.catching = catching

    return invoke


def setter_of(block: ScriptBlock) -> Callable[[object, object], None]:
    """A script block as what sets a property: the new value is its argument."""

    def write(owner: object, new: object) -> None:
        block.value(args=[new], this=owner)

    return write
