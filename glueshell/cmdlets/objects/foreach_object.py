"""ForEach-Object."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange
from glueshell.objects.absence import absent, flow
from glueshell.objects.convert import truth
from glueshell.objects.declaration import BoundMethod
from glueshell.objects.enumeration import enumerable
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.listing import members_of
from glueshell.objects.members import call_method, get_member_or_missing, stored_member
from glueshell.objects.psobject import unwrap
from glueshell.objects.tables import find
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard, has_wildcard

if TYPE_CHECKING:
    from glueshell.cmdlets.objects.parallel import Parallel

_MISSING = object()
PARALLEL = "ParallelParameterSet"


class ForEachObject(Cmdlet):
    """Runs a script block, or reads a member, for every object of the pipeline."""

    name = "ForEach-Object"
    aliases = ("foreach", "%")
    default_set = "ScriptBlockSet"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.ForEachObjectCommand"
    examples = (
        Example("1..3 | ForEach-Object { $_ * 2 }", "A script block; $_ is the object.", "2\n4\n6"),
        Example("'a', 'b' | ForEach-Object ToUpper", "The name of a property or a method.", "A\nB"),
        Example(
            "$n = 10; 1..3 | ForEach-Object -Parallel { $_ * $using:n } | Sort-Object",
            "Three at once; what the block needs from outside it names with $using:.",
            "10\n20\n30",
        ),
    )
    links = ("Where-Object",)

    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects to work on.")
    process_ = Parameter(
        "scriptblock[]",
        name="Process",
        sets=("ScriptBlockSet",),
        position=0,
        mandatory=True,
        allow_null=True,
        allow_empty_collection=True,
        help="Runs for every object.",
    )
    begin_ = Parameter(
        "scriptblock", name="Begin", sets=("ScriptBlockSet",), help="Runs once, before the first object."
    )
    end_ = Parameter("scriptblock", name="End", sets=("ScriptBlockSet",), help="Runs once, after the last object.")
    remaining_scripts = Parameter(
        "scriptblock[]", sets=("ScriptBlockSet",), from_remaining=True, help="More script blocks."
    )
    member_name = Parameter(
        "string",
        sets=("PropertyAndMethodSet",),
        position=0,
        mandatory=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="A property or a method of the objects.",
    )
    argument_list = Parameter(
        "object[]",
        sets=("PropertyAndMethodSet",),
        aliases=("Args",),
        from_remaining=True,
        help="Arguments of the method.",
    )
    parallel = Parameter(
        "scriptblock",
        placements={PARALLEL: Placement(mandatory=True)},
        help="Runs for every object, several at once, each in a runspace of its own.",
    )
    throttle_limit = Parameter(
        "int", sets=(PARALLEL,), default=5, validators=(ValidateRange(1, 2147483647),), help="How many at once."
    )
    timeout_seconds = Parameter(
        "int", sets=(PARALLEL,), default=0, validators=(ValidateRange(0, 2147483),), help="Stop them all after so long."
    )
    as_job = Parameter("switch", sets=(PARALLEL,), help="As a job, whose output waits for Receive-Job.")
    use_new_runspace = Parameter("switch", sets=(PARALLEL,), help="So it is always; taken so that scripts run.")

    def begin(self) -> None:
        """Sort out which block is begin, process and end, and run the first."""
        self._many: Parallel | None = None
        self._is_pattern = self.member_name is not None and has_wildcard(self.member_name)
        if self.parallel is not None:
            from glueshell.cmdlets.objects.parallel import Parallel

            self._many = Parallel(self)
            return
        asked = self.invocation.bound
        if self.member_name is None and (truth(asked.get("WhatIf")) or truth(asked.get("Confirm"))):
            problem = PSError(
                "The -WhatIf and -Confirm parameters are not supported for script blocks.",
                "NoShouldProcessForScriptBlockSet", "InvalidOperation", "System.InvalidOperationException",
            )  # fmt: skip
            self.throw(ErrorRecord(problem))
        self._asks = "WhatIf" in asked or "Confirm" in asked or truth(self.engine.get_variable("WhatIfPreference"))
        blocks = [*(self.process_ or []), *(self.remaining_scripts or [])]
        self._begin, self._end = self.begin_, self.end_
        if self._begin is None and len(blocks) > 1:
            self._begin, blocks = blocks[0], blocks[1:]
        if self._end is None and len(blocks) > 1:
            self._end, blocks = blocks[-1], blocks[:-1]
        self._process = [block for block in blocks if block is not None]
        if self._begin is not None:
            self._begin.invoke(self.write, new_scope=False)

    def receiver(self) -> Callable[[object], None]:
        """Run the blocks, or read the member."""
        if self._many is not None:
            return self._many.take
        if self.member_name is not None:
            return self._member
        if len(self._process) == 1:
            return self._process[0].stepper(self.write)
        steps = [block.stepper(self.write) for block in self._process]

        def receive(item: object) -> None:
            for step in steps:
                step(item)

        return receive

    def process(self) -> None:
        """Run the blocks once, without input or for the object given as an argument."""
        if self.member_name is None or self.is_bound("InputObject") or self._many is not None:
            self.receiver()(self.input_object)

    def end(self) -> None:
        """Run the last block, or wait for those that run."""
        if self._many is not None:
            self._many.finish()
            return
        if self._end is not None:
            self._end.invoke(self.write, new_scope=False)

    def dispose(self) -> None:
        """End what runs beside, however the pipeline ended."""
        many = getattr(self, "_many", None)
        if many is not None:
            many.close()

    def _member(self, item: object) -> None:
        if item is None:
            self._null()
            return
        arguments, name = list(self.argument_list or []), self.member_name
        if self._is_pattern:
            found = self._fitting(item, name, bool(arguments))
            if found is None:
                return
            name = found
        bare = unwrap(item)
        if type(bare) is Hashtable and not arguments and name not in bare and name.isdigit():
            # Cmdlets look for keys that are texts.
            self.write(None)
            return
        read = stored_member if name.lower() in ("count", "length") else get_member_or_missing
        if self._asks and not self.should_process(f"InputObject: {to_text(item)}", _aim(item, name, arguments)):
            return
        # A collection that comes as one object is asked for its own members, not its elements'.
        own = not enumerable(item) or bool(find(unwrap(item), name.lower()))
        value = _MISSING if arguments or not own else read(item, name, _MISSING)
        if isinstance(value, BoundMethod):
            value = _MISSING
        if value is _MISSING:
            if not any(info.name.lower() == name.lower() and info.get is None for info in members_of(item)):
                if arguments:
                    self._unknown(name, item)
                elif self.engine.strict >= 2:
                    message = f'The input name "{name}" cannot be resolved to a member.'
                    self.write_error(ErrorRecord(message, "PropertyOrMethodNotFound", "InvalidArgument", item))
                else:
                    self.write(None)
                return
            try:
                value = call_method(item, name, arguments)
            except PSError as error:
                if error.exception_type != "System.Management.Automation.MethodInvocationException":
                    raise
                self.write_error(ErrorRecord(error, "MethodInvocationError", "InvalidOperation", item))
                return
        if enumerable(value):
            for part in flow(value):
                self.write(part)
        elif value is not None or not absent(item, name):
            self.write(value)

    def _null(self) -> None:
        if self.argument_list:
            message, id = "You cannot call a method on a null-valued expression.", "InvokeMethodOnNull"
        elif self.engine.strict >= 2:
            message, id = "Cannot operate on a 'null' input object.", "InputObjectIsNull"
        else:
            self.write(None)
            return
        self.write_error(ErrorRecord(message, id, "InvalidArgument"))

    def _fitting(self, item: object, pattern: str, methods: bool) -> str | None:
        """The one member a pattern means, the pattern where none fits; None once it was refused as ambiguous."""
        wanted = Wildcard(pattern)
        names = [
            info.name for info in members_of(item)
            if wanted.matches(info.name) and (info.get is None or not methods)
        ]  # fmt: skip
        if len(names) < 2:
            return names[0] if names else pattern
        kind, id = ("methods", "AmbiguousMethodName") if methods else ("members", "AmbiguousPropertyOrMethodName")
        message = (
            f'Input name "{pattern}" is ambiguous. It can be resolved to multiple matched {kind}. Possible matches'
            f" include: {' '.join(names)}."
        )
        self.write_error(ErrorRecord(message, id, "InvalidArgument", item))
        return None

    def _unknown(self, name: str, item: object) -> None:
        self.write_error(
            ErrorRecord(
                f'Input name "{name}" cannot be resolved to a method.', "MethodNotFound", "InvalidArgument", item
            )
        )


def _aim(item: object, name: str, arguments: list[object]) -> str:
    """What -WhatIf says of reading a property or calling a method."""
    if arguments:
        return f"Invoke method '{name}' with arguments: {', '.join(map(to_text, arguments))}"
    if isinstance(unwrap(item), Hashtable):
        return f"Retrieve the value for key '{name}'"
    found = next((info for info in members_of(item) if info.name.lower() == name.lower()), None)
    return (
        f"Invoke method '{found.name}'"
        if found is not None and found.get is None
        else (f"Retrieve the value for property '{name}'")
    )
