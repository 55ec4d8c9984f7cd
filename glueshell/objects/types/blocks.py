""".ForEach() and .Where() of any value, and script blocks used as predicates."""

from __future__ import annotations

from typing import Any

from glueshell.objects.convert import convert, truth
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import PSError, problem
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo, type_named


def predicate(block: Any, item: object) -> bool:
    """Whether a block called with an argument says yes."""
    results = block.collect(args=(item,), underscore=item)
    return truth(results[0] if len(results) == 1 else results)


def call(name: str, value: object, arguments: list) -> list:
    """Run 'foreach' or 'where' over a value's elements, the value itself where it is single."""
    items = list(iterate(value)) if enumerable(value) else [value]
    if not arguments:
        raise problem("MethodCountCouldNotFindBest", "ForEach" if name == "foreach" else "Where", 0)
    return collected(_for_each(items, arguments) if name == "foreach" else _where(items, arguments))


def collected(items: list) -> list:
    """Results as PowerShell hands them out: a Collection of objects."""
    from glueshell.objects.types.lists import COLLECTION, GenericList

    return GenericList(items, type_named("System.Management.Automation.PSObject"), COLLECTION)


def _for_each(items: list, arguments: list) -> list:
    what, rest = arguments[0], tuple(arguments[1:])
    out: list = []
    if hasattr(what, "collect"):
        for item in items:
            out.extend(what.collect(args=rest, underscore=item))
        return out
    if isinstance(what, TypeInfo):
        return [convert(item, what) for item in items]
    from glueshell.objects.members import MISSING, call_method, get_member_or_missing, set_member
    from glueshell.objects.tables import find

    name = to_text(what)
    for item in items:
        member = find(item, name.lower())
        if member is not None and member.body is not None:
            result = call_method(item, name, list(rest))
        elif rest:
            set_member(item, name, rest[0])
            continue
        else:
            result = get_member_or_missing(item, name, MISSING)
            if result is MISSING:
                continue
        out.extend(iterate(result)) if enumerable(result) else out.append(result)
    return out


def _where(items: list, arguments: list) -> list:
    block = arguments[0]
    mode = to_text(arguments[1]).lower() if len(arguments) > 1 else "default"
    count = int(arguments[2]) if len(arguments) > 2 else 0
    if mode.isdigit():
        mode = ("default", "first", "last", "skipuntil", "until", "split")[int(mode)]
    tests: list[bool] = []

    def fits(item: object) -> bool:
        results = block.collect(underscore=item)
        return truth(results[0] if len(results) == 1 else results)

    if mode in ("default", "first"):
        return _first(items, fits, (count or 1) if mode == "first" else count)
    if mode == "last":
        found = [item for item in items if fits(item)]
        return found[-(count or 1) :]
    if mode == "split":
        tests = [fits(item) for item in items]
        left = [item for item, good in zip(items, tests) if good]
        right = [item for item, good in zip(items, tests) if not good]
        if count:
            left, right = left[:count], [item for item in items if item not in left[:count]]
        return [collected(left), collected(right)]
    at = next((position for position, item in enumerate(items) if fits(item)), len(items))
    if mode == "skipuntil":
        return items[at : at + count] if count else items[at:]
    if mode == "until":
        return items[: min(at, count)] if count else items[:at]
    raise PSError(f"The mode '{mode}' is not one of Default, First, Last, SkipUntil, Until, Split.",
                  "InvalidCastFromStringToEnumTypeConverter", "InvalidArgument")


def _first(items: list, fits: Any, count: int) -> list:
    out: list = []
    for item in items:
        if fits(item):
            out.append(item)
            if count and len(out) == count:
                break
    return out
