"""New-Object."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.members import call_static, get_member_or_missing, set_member
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text

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

    def process(self) -> Iterator[object]:
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
        return call_static(info, "new", list(self.argument_list or []))
