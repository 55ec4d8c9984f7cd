""".ForEach() and .Where() of any value, and script blocks used as predicates."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from glueshell.objects.absence import flow
from glueshell.objects.convert import convert, culture_text, refuse, to_int, truth
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import PSError, net_problem, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.patterns import unwrapped
from glueshell.objects.psobject import NOTHING, PSObject, box
from glueshell.objects.ranks import rank
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo, type_named, type_of


def predicate(block: Any, item: object) -> bool:
    """Whether a block called with an argument says yes."""
    results = block.delegate(item)
    return truth(results[0] if len(results) == 1 else results)


def call(name: str, value: object, arguments: list) -> list:
    """Run 'foreach' or 'where' over a value's elements, the value itself where it is single."""
    each = name == "foreach"
    walk = flow if each and arguments and not isinstance(arguments[0], TypeInfo) else iterate
    items = list(walk(value)) if enumerable(value) else [] if value is None else [value]
    if not arguments:
        raise problem("MethodCountCouldNotFindBest", _USAGE[name], 0)
    if arguments[0] is None and each:
        raise unwrapped(net_problem("ArgumentNull", "expression"))
    if not each:
        return _where(items, arguments)
    if isinstance(arguments[0], TypeInfo):
        return _converted(items, arguments[0], getattr(value, "gaps", ()) if isinstance(value, list) else ())
    return _for_each(items, arguments)


_USAGE = {
    "foreach": ".ForEach(expression [, arguments...])",
    "where": ".Where({ expression } [, mode [, numberToReturn]])",
}


def collected(items: list, info: TypeInfo | None = None) -> list:
    """Results as PowerShell hands them out: a Collection of objects, or of values of one type."""
    from glueshell.objects.types.lists import COLLECTION, GenericList

    return GenericList(items, info or type_named("System.Management.Automation.PSObject"), COLLECTION)


def _for_each(items: list, arguments: list) -> list:
    what, rest = arguments[0], tuple(arguments[1:])
    out: list = []
    if hasattr(what, "collect"):
        for item in items:
            out.extend(what.collect(args=rest, underscore=item))
        return collected(out)
    from glueshell.objects.members import MISSING, call_method, get_member_or_missing, set_member
    from glueshell.objects.tables import find

    name = to_text(what)
    for item in items:
        if item is None:
            out.append(None)
            continue
        member = find(item, name.lower()) if type(item) is not Hashtable else None
        if member is not None and member.body is not None:
            result = call_method(item, name, list(rest))
        elif rest:
            if get_member_or_missing(item, name, MISSING) is MISSING:
                raise problem("ForEachMember", name)
            set_member(item, name, rest[0])
            continue
        elif type(item) is Hashtable:
            result = item.get(name)
        elif name.lower() in ("length", "count") and member is None and not isinstance(item, PSObject):
            result = None
        else:
            result = get_member_or_missing(item, name, None)
        out.extend(iterate(result)) if enumerable(result) else out.append(result)
    return collected(out)


def _converted(items: list, info: TypeInfo, gaps: Collection[int]) -> list:
    """Each element as a type, what is no output (`gaps`) no text; an array type takes them all at once."""
    if info.element is not None or (info.arguments and info.definition != "System.Nullable`1"):
        return convert(items, info)  # type: ignore[return-value]
    if info.full_name in _WHOLE or _WHOLE & info.ancestors:
        # Collections take all elements at once, and of these none can.
        raise problem("ForEachConversion", info.short_name)
    out: list = []
    for at, item in enumerate(items):
        if at in gaps and info.full_name == "System.String":
            out.append(None)
            continue
        if info.full_name == "System.String" and isinstance(item, PSObject) and item.base is NOTHING:
            raise problem("MethodCountCouldNotFindBest", "Add", 1)
        try:
            out.append(convert(item, info))
        except PSError as error:
            if not rank(type_of(item), info.ps_text()):
                raise problem("MethodCountCouldNotFindBest", "Add", 1) from None
            raise problem("MethodArgumentConversionInvalidCastArgument", "item", culture_text(item), "Add",
                          info.ps_text(), error.message, inner=error) from None
    results = collected(out, info)
    box(results)
    return results


_WHOLE = frozenset(("System.Collections.IList", "System.Collections.IDictionary"))


def _where(items: list, arguments: list) -> list:
    if len(arguments) > 3:
        raise problem("MethodCountCouldNotFindBest", _USAGE["where"], len(arguments))
    block = arguments[0]
    mode = "default"
    if len(arguments) > 1:
        chosen: Any = convert(arguments[1], type_named("System.Management.Automation.WhereOperatorSelectionMode"))
        mode = chosen.name.lower()
    count = to_int(arguments[2]) if len(arguments) > 2 else 0
    if count < 0:
        raise problem("WhereCount", count)
    if block is None and mode == "default":
        raise problem("WhereNothing")
    if block is not None and not hasattr(block, "collect"):
        raise refuse(block, type_named("System.Management.Automation.ScriptBlock"))
    tests: list[bool] = []

    def fits(item: object) -> bool:
        if block is None:
            return True
        results = block.collect(underscore=item)
        return truth(results[0] if len(results) == 1 else results)

    if mode in ("default", "first"):
        return collected(_first(items, fits, (count or 1) if mode == "first" else count))
    if mode == "last":
        found = [item for item in items if fits(item)]
        return collected(found[-(count or 1) :])
    if mode == "split":
        tests = [fits(item) for item in items]
        left = [item for item, good in zip(items, tests) if good]
        right = [item for item, good in zip(items, tests) if not good]
        if count:
            left, right = left[:count], [item for item in items if item not in left[:count]]
        return [collected(left), collected(right)]
    at = next((position for position, item in enumerate(items) if fits(item)), len(items))
    if mode == "skipuntil":
        return collected(items[at : at + count] if count else items[at:])
    return collected(items[: min(at, count)] if count else items[:at])


def _first(items: list, fits: Any, count: int) -> list:
    out: list = []
    for item in items:
        if fits(item):
            out.append(item)
            if count and len(out) == count:
                break
    return out
