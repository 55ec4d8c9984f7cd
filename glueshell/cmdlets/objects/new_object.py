"""New-Object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.invocation import remember
from glueshell.engine.parameters import Parameter
from glueshell.objects.construction import zero
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.members import call_static, get_member_or_missing, set_member
from glueshell.objects.psobject import PSObject, box
from glueshell.objects.tables import tables_of
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo

_OBJECTS = frozenset({"psobject", "pscustomobject", "system.management.automation.psobject",
                      "system.management.automation.pscustomobject"})  # fmt: skip


class NewObject(Cmdlet):
    """Makes an object of a type."""

    name = "New-Object"
    default_set = "Net"
    dotnet_name = "Microsoft.PowerShell.Commands.NewObjectCommand"
    examples = (
        Example("(New-Object psobject -Property @{ Name = 'Happy Frog' }).Name", "With properties.", "Happy Frog"),
        Example("(New-Object datetime 2024, 5, 6).DayOfWeek", "With arguments of its constructor.", "Monday"),
    )
    links = ("Select-Object", "Add-Member")

    type_name = Parameter("string", sets=("Net",), position=0, mandatory=True, help="The type.")
    argument_list = Parameter(
        "object[]", aliases=("Args",), sets=("Net",), position=1, help="What its constructor takes."
    )
    property = Parameter("System.Collections.IDictionary", help="Properties to set.")
    com_object = Parameter("string", sets=("Com",), position=0, mandatory=True, help="Exists on Windows only.")

    def begin(self) -> Iterator[object]:
        """Make it."""
        if self.com_object is not None:
            self.throw(
                ErrorRecord(
                    "COM objects exist only in PowerShell on Windows; this shell has none.",
                    "NoCOMClassIdentified",
                    "ResourceUnavailable",
                    self.com_object,
                )
            )
        if self.type_name.lower() in _OBJECTS:
            made: object = PSObject({})
        else:
            made = self._constructed()
            box(made)
        if isinstance(self.property, Hashtable):
            for key, value in self.property.items():
                if isinstance(made, PSObject):
                    made.add(to_text(key), value)
                else:
                    self._set(made, to_text(key), value)
        yield made

    def _set(self, made: object, name: str, value: object) -> None:
        try:
            set_member(made, name, value)
        except PSError as error:
            if error.error_id == "PropertyAssignmentException" and get_member_or_missing(made, name, None) is None:
                message = f'The member "{name}" was not found for the specified .NET object.'
                id, category = "InvalidOperationException", "InvalidOperation"
            else:
                message = (
                    "The value supplied is not valid, or the property is read-only. Change the value, and then try"
                    " again."
                )
                id, category = "SetValueException", "InvalidData"
            self.throw(ErrorRecord(PSError(message, id, category, "System.InvalidOperationException", inner=error)))

    def _constructed(self) -> object:
        try:
            info = self.engine.find_type(self.type_name)
        except PSError:
            self.throw(
                ErrorRecord(
                    PSError(
                        f"Cannot find type [{self.type_name}]: verify that the assembly containing this type is"
                        " loaded.",
                        "TypeNotFound",
                        "InvalidType",
                        "System.Management.Automation.PSArgumentException",
                    )
                )
            )
        if info.kind == "struct" and not self.argument_list:
            # Every struct has a value of zeros, even one that has constructors.
            return zero(info)
        arguments = list(self.argument_list or [])
        if info.kind == "enum" and not arguments:
            return zero(info)
        if not _constructors(info) or (info.element is not None and not arguments):
            self._without_constructor()
        try:
            return call_static(info, "new", arguments)
        except Terminating as error:
            # What a script's own constructor throws.
            remember(self.engine, error.record)
            message = f'Exception calling ".ctor" with "{len(arguments)}" argument(s): "{error}"'
            self.throw(
                ErrorRecord(
                    PSError(message, "ConstructorInvokedThrowException", "InvalidOperation",
                            "System.Management.Automation.MethodInvocationException", inner=error.record.exception)
                )
            )  # fmt: skip
        except PSError as error:
            if not arguments and error.error_id in ("MethodCountCouldNotFindBest", "MethodNotFound"):
                self._without_constructor()
            if error.error_id == "MethodCountCouldNotFindBest":
                message = error.message.replace('"new"', f'"{info.name}"', 1)
            elif error.error_id == "MethodArgumentConversionInvalidCastArgument":
                message = _by_position(info, len(arguments), error.message)
            elif '".ctor"' in error.message:
                message = error.message
            else:
                raise
            wrong = PSError(message, "ConstructorInvokedThrowException", "InvalidOperation",
                            error.exception_type, inner=error.inner)  # fmt: skip
            self.throw(ErrorRecord(wrong))

    def _without_constructor(self) -> NoReturn:
        self.throw(
            ErrorRecord(
                PSError(
                    f"A constructor was not found. Cannot find an appropriate constructor for type {self.type_name}.",
                    "CannotFindAppropriateCtor",
                    "ObjectNotFound",
                    "System.Management.Automation.PSArgumentException",
                )
            )
        )


def _constructors(info: TypeInfo) -> bool:
    """Whether a type has constructors, though the cmdlet may find none for its arguments."""
    if info.construct is not None or info.element is not None or info.full_name == "System.Object":
        return True
    tables = tables_of(info)
    return bool(tables) and tables[0].type_name in (info.definition, info.full_name) and bool(tables[0].construct)


def _by_position(info: TypeInfo, count: int, message: str) -> str:
    """The message of an argument that does not fit, which names its place and the type instead of the parameter."""
    name = message.partition('"')[2].partition('"')[0]
    places = [
        place
        for signature in tables_of(info)[0].constructors.fitting(count)
        for place, (_, parameter, _) in enumerate(signature.parameters)
        if parameter == name
    ]
    place = places[0] if places else 0
    return message.replace(f'"{name}"', f'"{place}"', 1).replace('for ".ctor"', f'for "{info.name}"', 1)
