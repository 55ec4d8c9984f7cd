"""Binding a pipeline object: as a whole or by its properties, without conversion first, in PowerShell's order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glueshell.engine.binding_errors import BindingFailure, failure
from glueshell.engine.errors import Terminating
from glueshell.engine.parameter_sets import missing_mandatory, resolve_sets, set_name_of
from glueshell.engine.parameters import Parameter, ParameterTable
from glueshell.engine.sentinels import Sentinel
from glueshell.engine.slots import REFUSED, Slot, slot_of
from glueshell.objects.psobject import NOTHING, PSObject
from glueshell.objects.tables import find

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation
    from glueshell.engine.scopes import Scope

_MISSING = Sentinel("MISSING")

# (whole object?, convert?) in the order PowerShell tries them.
_PASSES = ((True, False), (False, False), (True, True), (False, True))


class InputBinder:
    """Binds each pipeline object of one invocation to the parameters its command line left free.

    `sole` is the one parameter that takes any object as it is, when there is nothing else to decide; the pipeline
    then skips `bind`. `initial` holds what a parameter falls back to when an object does not bring it.
    """

    __slots__ = (
        "_decided", "_takers", "by_name", "by_value", "delayed", "given", "initial", "invocation", "mask", "only",
        "sole", "table",
    )  # fmt: skip

    def __init__(self, invocation: Invocation, mask: int, delayed: dict[str, Any]) -> None:
        self.invocation = invocation
        self.table = table = invocation.command.parameters
        self.mask = mask
        self.delayed = delayed
        self.given = frozenset(invocation.bound) | frozenset(delayed)
        self.initial: dict[str, object] = {}
        known = table.inputs.get((mask, self.given))
        if known is None:
            known = table.inputs[mask, self.given] = self._open()
        self.by_value: list[Slot]
        self.by_name: list[Slot]
        # (names an object bound, mask) -> the sets chosen, or what is wrong: the same for every object like it.
        self._decided: dict[tuple[tuple[str, ...], int], tuple[int | None, str]]
        # (whole object?, sets) -> the slots that may take it.
        self._takers: dict[tuple[bool, int], list[tuple[Slot, int]]]
        self.by_value, self.by_name, self._decided, self._takers = known
        self.only: Slot | None = None
        self.sole: Parameter | None = None
        if not delayed and len(self.by_value) == 1 and all(slot is self.by_value[0] for slot in self.by_name):
            self._decide_now(self.by_value[0])

    def _open(self) -> tuple[list[Slot], list[Slot], dict[Any, Any], dict[Any, Any]]:
        """The parameters left to pipeline objects, and room for what will be found out about them."""
        table, mask = self.table, self.mask
        by_value: list[Slot] = []
        by_name: list[Slot] = []
        for parameter in table.own:
            if parameter.name in self.given or not table.masks[parameter.name] & mask:
                continue
            parts = table.placements_in(parameter, mask)
            if any(part.from_pipeline for part in parts):
                by_value.append(slot_of(table, parameter))
            if any(part.from_pipeline_by_name for part in parts):
                by_name.append(slot_of(table, parameter))
        return by_value, by_name, {}, {}

    def _decide_now(self, slot: Slot) -> None:
        """Where one parameter takes every object: see whether anything is left to decide once it has."""
        name = slot.parameter.name
        own = self.table.masks[name]
        mask = self.mask if own == ParameterTable.EVERY_SET else self.mask & own or self.mask
        decided = self._decided.get(((name,), mask))
        if decided is None:
            decided = self._decided[(name,), mask] = self._decision((name,), mask)
        chosen, _ = decided
        if chosen is None:
            return
        if self.table.set_names and set_name_of(self.table, chosen) != self.invocation.parameter_set:
            return
        self.only = slot
        if slot.accepted is None and not self.by_name:
            self.sole = slot.parameter

    def bind(self, item: object) -> bool:
        """Bind `item`; a failure is written as a non-terminating error and answered with False."""
        invocation = self.invocation
        only = self.only
        if only is not None and item is not None:
            accepted = only.accepted
            if accepted is None or type(item) in accepted:
                name = only.parameter.name
                invocation.bound[name] = item
                invocation.input_bound = {name: item}
                return True
            quick = only.quick.get(type(item))
            if quick is not None and (only.is_collection or not self.by_name):
                name = only.parameter.name
                invocation.bound[name] = value = quick(item)
                invocation.input_bound = {name: value}
                return True
            # A property of the parameter's name is looked at before the object itself is converted.
            coerce = not self.by_name
            try:
                value = self._try(only, item, coerce, True) if only.parameter.transform is None else REFUSED
            except BindingFailure as raised:
                return self._failed(raised, item)
            if value is not REFUSED:
                name = only.parameter.name
                invocation.bound[name] = value
                invocation.input_bound = {name: value}
                return True
        for name in invocation.input_bound:
            invocation.bound.pop(name, None)
        found: dict[str, object] = {}
        invocation.input_bound = {}
        try:
            mask = self._bind_all(item, found)
        except BindingFailure as raised:
            return self._failed(raised, item)
        if mask is None:
            return False
        invocation.bound.update(found)
        invocation.input_bound = found
        invocation.input_object = item
        if self.table.set_names:
            invocation.parameter_set = set_name_of(self.table, mask)
        return True

    def _failed(self, raised: BindingFailure, item: object) -> bool:
        raised.record.target = item if raised.record.target is None else raised.record.target
        invocation = self.invocation
        scope: Scope | None = getattr(invocation.processor, "scope", None)
        if scope is None:
            invocation.write_error(raised.record)
            return False
        # A function's own preference says what becomes of it, and it is not for the call's -ErrorVariable.
        engine = invocation.engine
        kept, engine.scope = engine.scope, scope
        try:
            with invocation.run.uncollected(invocation):
                invocation.write_error(raised.record)
        finally:
            engine.scope = kept
        return False

    def _bind_all(self, item: object, found: dict[str, object]) -> int | None:
        """Run the delayed blocks and the four passes; the mask of sets in the end, None when an error was written."""
        invocation, table = self.invocation, self.table
        mask = self.mask
        for name, block in self.delayed.items():
            parameter = table.get(name)
            assert parameter is not None
            found[name] = self._evaluate(parameter, block, item)
        for whole, coerce in _PASSES:
            mask = self._pass(item, found, mask, whole, coerce)
        if not found:
            raise failure(invocation, "InputObjectNotBound", target=item)
        names = tuple(found)
        decided = self._decided.get((names, mask))
        if decided is None:
            decided = self._decided[names, mask] = self._decision(names, mask)
        chosen, missing = decided
        if chosen is None:
            if missing:
                raise failure(invocation, "InputObjectMissingMandatory", missing, target=item)
            raise failure(invocation, "AmbiguousParameterSet", target=item)
        return chosen

    def _decision(self, names: tuple[str, ...], mask: int) -> tuple[int | None, str]:
        """The sets chosen when an object has bound these parameters; None and the missing names where that fails."""
        every = self.given.union(names)
        chosen = resolve_sets(self.table, mask, every.__contains__, False)
        if chosen is None:
            return None, ""
        missing = missing_mandatory(self.table, chosen, every.__contains__, False)
        if missing:
            return None, "".join(f" {parameter.name}" for parameter in missing)
        return chosen, ""

    def _pass(self, item: object, found: dict[str, object], mask: int, whole: bool, coerce: bool) -> int:
        """One way of binding, in the default set first, then in all sets still possible."""
        slots = self.by_value if whole else self.by_name
        if not slots or (not whole and item is None):
            return mask
        default = self.table.default_bit
        rounds = [default, mask] if default and mask & default and mask != default else [mask]
        for allowed in rounds:
            bound_any = False
            narrowed = mask
            takers = self._takers.get((whole, allowed))
            if takers is None:
                takers = self._takers[whole, allowed] = self._find_takers(slots, whole, allowed)
            for slot, own in takers:
                parameter = slot.parameter
                if parameter.name in found:
                    continue
                value = item if whole else _property(item, parameter)
                if value is _MISSING:
                    continue
                value = self._try(slot, value, coerce, whole)
                if value is REFUSED:
                    continue
                found[parameter.name] = value
                bound_any = True
                if own != ParameterTable.EVERY_SET:
                    narrowed = (narrowed & own) or narrowed
            mask = narrowed
            if bound_any:
                break
        return mask

    def _find_takers(self, slots: list[Slot], whole: bool, allowed: int) -> list[tuple[Slot, int]]:
        """The slots an object may bind in some of the sets, with the sets each is in."""
        table = self.table
        takers = []
        for slot in slots:
            own = table.masks[slot.parameter.name]
            if own & allowed:
                parts = table.placements_in(slot.parameter, allowed)
                if any(part.from_pipeline if whole else part.from_pipeline_by_name for part in parts):
                    takers.append((slot, own))
        return takers

    def _try(self, slot: Slot, value: object, coerce: bool, whole: bool) -> object:
        accepted = slot.accepted
        if accepted is None or type(value) in accepted:
            return value
        try:
            return slot.prepare(self.invocation, value, None, None, coerce=coerce, piped=whole)
        except BindingFailure as raised:
            if raised.record.exception.error_id in _CONVERSIONS and (whole or not slot.parameter.cast):
                # A value that cannot be converted is one that does not bind; other parameters may take it.
                return REFUSED
            raise

    def _evaluate(self, parameter: Parameter, block: Any, item: object) -> object:
        invocation = self.invocation
        try:
            results = block.collect(underscore=item)
        except Terminating as error:
            raise failure(
                invocation,
                "ScriptBlockArgumentInvocationFailed",
                parameter.name,
                error.record.message,
                parameter=parameter,
                target=item,
            ) from error
        if not results:
            raise failure(invocation, "ScriptBlockArgumentNoOutput", parameter.name, parameter=parameter, target=item)
        value = results[0] if len(results) == 1 else list(results)
        slot = slot_of(self.table, parameter)
        accepted = slot.accepted
        if accepted is None or type(value) in accepted:
            return value
        return slot.prepare(invocation, value, None, None)


_CONVERSIONS = frozenset(
    {"CannotConvertArgument", "CannotConvertArgumentNoMessage", "ParameterArgumentTransformationError"}
)


def _property(item: Any, parameter: Parameter) -> object:
    """The item's property of the parameter's name or one of its aliases; what is no property of its own is missing."""
    for name in (parameter.name, *parameter.aliases):
        value = _own_property(item, name)
        if value is not _MISSING:
            return value
    return _MISSING


def _own_property(item: Any, name: str) -> object:
    if isinstance(item, PSObject):
        found = item.find(name)
        if found is not None:
            return item.get(found)
        if item.base is NOTHING:
            return _MISSING
        item = item.base
    member = find(item, name.lower())
    if member is not None:
        return _MISSING if member.get is None else member.get(item)
    loose = getattr(item, "ps_get", None)
    return _MISSING if loose is None else loose(name.lower(), _MISSING)
