"""A request spelled as a call of a wrapper module's function, where there is one that sends just that request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from glueshell.cmdlets.compat.dialects import MODULES, Function, WrapperParameter, dialects, meaning
from glueshell.cmdlets.compat.requests import (
    METHODS,
    Call,
    DataMissing,
    FilterDropped,
    call_of,
    query_key,
    resource_of,
)
from glueshell.itglue.spelled import Spelled

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TRUE = frozenset({"true", "1"})


def as_wrapper(request: Spelled) -> str | None:
    """The call with the name of its module, None where no module has a function that sends this request."""
    for module in MODULES:
        for function in dialects().functions(module).values():
            bound = _arguments(function, request)
            if bound is not None:
                return f"# {module}\n" + " ".join([function.name, *_written(bound)])
    return None


def _arguments(function: Function, request: Spelled) -> dict[str, Any] | None:
    """The arguments with which the function sends the request, None where it never does."""
    kind = resource_of(function.noun)
    if kind is None or METHODS.get(function.verb) != request.method:
        return None
    for path in (kind.path, *kind.nested_paths):
        places = _places(path, request.path)
        if places is None:
            continue
        bound = _bound(function, places, request)
        if bound is None:
            continue
        for name in _sets(function, bound):
            if _sends(function, name, bound, request):
                return bound
    return None


def _places(template: str, path: str) -> dict[str, str] | None:
    """What stands at the parameters of a path, and the `id` behind a collection; None where it is another path."""
    wanted, given = template.strip("/").split("/"), path.strip("/").split("/")
    if given[-1] == "publish":
        given = given[:-1]
    if len(given) - len(wanted) not in (0, 1):
        return None
    found = {}
    for part, text in zip(wanted, given):
        if part.startswith(":"):
            found[part[1:].replace("_", "")] = text
        elif part != text:
            return None
    if len(given) > len(wanted):
        found["id"] = given[-1]
    return found


def _bound(function: Function, places: Mapping[str, str], request: Spelled) -> dict[str, Any] | None:
    by_meaning = {meaning(parameter.name): parameter for parameter in function.parameters}
    by_key = {key: parameter for parameter in function.parameters if (key := query_key(parameter.name)) is not None}
    bound: dict[str, Any] = {}
    wanted = [(by_meaning.get(name), value) for name, value in places.items()]
    wanted += [(by_key.get(key), value) for key, value in request.query]
    for parameter, value in wanted:
        if parameter is None or parameter.name in bound or (parameter.values and value not in parameter.values):
            return None
        bound[parameter.name] = _value(parameter, value)
        if bound[parameter.name] is None:
            return None
    if request.body is not None:
        data = by_meaning.get("data")
        if data is None or set(request.body) != {"data"}:
            return None
        bound[data.name] = request.body["data"]
    return bound


def _value(parameter: WrapperParameter, text: str) -> Any:
    """The argument for a text of the request; None where the parameter cannot say it."""
    kind = parameter.type.rstrip("?")
    if kind.startswith("Int"):
        return int(text) if text.isdecimal() else None
    if kind == "SwitchParameter":
        return True if text.lower() in _TRUE else None
    if kind == "Boolean":
        return text.lower() in _TRUE
    return text


def _sets(function: Function, bound: Mapping[str, Any]) -> Iterator[str]:
    """The parameter sets that hold these arguments and need no others, the default first."""
    for name in sorted(function.sets, key=lambda each: each != function.default_set):
        needed = {one.name for one in function.parameters if "m" in one.sets.get(name, "")}
        held = {one.name for one in function.parameters if name in one.sets}
        if needed <= set(bound) <= held:
            yield name


def _sends(function: Function, parameter_set: str, bound: Mapping[str, Any], request: Spelled) -> bool:
    values = {meaning(name): value for name, value in bound.items()}
    try:
        call: Call = call_of(function, parameter_set, bound, values)
    except (FilterDropped, DataMissing):
        return False
    return (
        call.method == request.method
        and call.path.rstrip("/") == request.path.rstrip("/")
        and _comparable(call.query) == _comparable(request.query)
        and call.body == request.body
    )


def _comparable(query: Any) -> list[tuple[str, str]]:
    # IT Glue takes dashes and underscores in a key for the same.
    return sorted(
        (key.replace("-", "_"), value.lower() if value.lower() in ("true", "false") else value) for key, value in query
    )


def _written(bound: Mapping[str, Any]) -> Iterator[str]:
    for name, value in bound.items():
        yield f"-{name}" if value is True else f"-{name}:$false" if value is False else f"-{name} {literal(value)}"


def literal(value: Any, indent: str = "") -> str:
    """A JSON value as PowerShell writes it."""
    if value is None or isinstance(value, bool):
        return {None: "$null", True: "$true", False: "$false"}[value]
    if isinstance(value, (int, float)):
        return str(value)
    deeper = indent + "  "
    if isinstance(value, Mapping):
        if not value:
            return "@{}"
        lines = [f"{deeper}{_key(key)} = {literal(item, deeper)}" for key, item in value.items()]
        return "@{\n" + "\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, (list, tuple)):
        if not value:
            return "@()"
        return "@(\n" + ",\n".join(deeper + literal(item, deeper) for item in value) + f"\n{indent})"
    return "'" + str(value).replace("'", "''") + "'"


def _key(name: str) -> str:
    return name if _WORD.fullmatch(name) else "'" + name.replace("'", "''") + "'"
