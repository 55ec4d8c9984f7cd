"""Update-List."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.absence import OBJECT_ARRAYS
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.members import call_method, get_member_or_missing
from glueshell.objects.psobject import unwrap

_ABSENT = object()


class UpdateList(Cmdlet):
    """Adds to, and takes out of, a list that is a property of objects.

    Without an object it answers the changes as a hashtable, for a command that takes such.
    """

    name = "Update-List"
    default_set = "AddRemoveSet"
    dotnet_name = "Microsoft.PowerShell.Commands.UpdateListCommand"
    examples = (
        Example("$o = [pscustomobject]@{ Tags = [System.Collections.ArrayList]@('a', 'b') };"
                " ($o | Update-List Tags -Add c -Remove a).Tags -join ','", "A property of an object.", "b,c"),
        Example("(Update-List -Replace 1, 2).Replace -join ','", "The changes alone.", "1,2"),
    )  # fmt: skip
    links = ("Add-Member", "Select-Object")

    add = Parameter("object[]", sets=("AddRemoveSet",), validators=(ValidateNotNullOrEmpty(),), help="What comes in.")
    remove = Parameter(
        "object[]", sets=("AddRemoveSet",), validators=(ValidateNotNullOrEmpty(),), help="What goes out."
    )
    replace = Parameter(
        "object[]",
        sets=("ReplaceSet",),
        mandatory=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="What stands there instead of all.",
    )
    input_object = Parameter(
        "psobject", from_pipeline=True, validators=(ValidateNotNullOrEmpty(),), help="The objects."
    )
    property = Parameter(
        "string", position=0, validators=(ValidateNotNullOrEmpty(),), help="The property that holds the list."
    )

    def process(self) -> Iterator[object]:
        """Change the list of an object."""
        if self.input_object is None:
            return
        if self.property is None:
            self._refuse("MissingPropertyParameter", self.input_object)
            return
        found = get_member_or_missing(self.input_object, self.property, _ABSENT)
        if found is _ABSENT:
            self._refuse("MemberDoesntExist", self.property)
            return
        self._change(unwrap(found))
        yield self.input_object

    def _refuse(self, error_id: str, target: object) -> None:
        # PowerShell has no words for these.
        argument = "System.Management.Automation.PSArgumentException"
        self.write_error(ErrorRecord(PSError("", error_id, "InvalidOperation", argument, target=target)))

    def _change(self, items: object) -> None:
        fixed = type(items) in OBJECT_ARRAYS
        if fixed or not isinstance(items, list):
            problem = PSError(
                "Collection was of a fixed size.", "System.NotSupportedException", "NotSpecified",
                "System.NotSupportedException",
            )  # fmt: skip
            self.throw(ErrorRecord(problem))
        if self.replace is not None:
            call_method(items, "Clear", [])
        for item in self.remove or ():
            call_method(items, "Remove", [item])
        for item in self.replace if self.replace is not None else self.add or ():
            call_method(items, "Add", [item])

    def end(self) -> Iterator[object]:
        """The changes alone, where no object came."""
        if self.invocation.expecting_input or self.is_bound("InputObject"):
            return
        table = Hashtable()
        for name, given in (("Remove", self.remove), ("Add", self.add), ("Replace", self.replace)):
            if given is not None:
                table[name] = given
        yield table
