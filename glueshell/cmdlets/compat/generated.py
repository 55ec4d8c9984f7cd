"""The wrapper-compatible commands: `generated.GetITGlueOrganization` is made from the data when it is first asked for.

Without an import the newest ITGlueAPI gives a command, and where it does not have it, the next that does; the spellings
of the others are further names of the same parameters. `command(name, module)` is the command as one module has it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from glueshell.cmdlets.compat.dialects import MODULES, Function, WrapperParameter, dialects, meaning
from glueshell.cmdlets.compat.requests import resource_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter, Placement, Validator
from glueshell.engine.validators import ValidateRange

TYPES = {
    "String": "string", "Int64": "long", "Int32": "int", "Int64?": "Nullable[long]", "Int32?": "Nullable[int]",
    "Boolean": "bool", "Boolean?": "Nullable[bool]", "SwitchParameter": "switch", "Object": "object",
    "Hashtable": "hashtable", "SecureString": "securestring",
}  # fmt: skip

# Whose pages the newer modules let be of any size.
_ANY_PAGE = frozenset({"Configuration", "Contact", "Country"})


def __dir__() -> list[str]:
    return sorted(_names())


def __getattr__(name: str) -> type[Cmdlet]:
    found = _names().get(name)
    if found is None:
        raise AttributeError(name)
    return _make(*found)


@cache
def _names() -> dict[str, tuple[str, str, str]]:
    """Class name -> (module, function, name) of every command without an import; an alias is a command of that name,
    since a function of an imported module has to go before it. Settings and plain requests are left out."""
    found: dict[str, tuple[str, str, str]] = {}
    given: set[str] = set()
    for module in MODULES:
        functions, aliases = dialects().functions(module), dialects().aliases(module)
        pairs = [(each.name, each.name) for each in functions.values()] + list(aliases.items())
        for name, target in pairs:
            function = functions.get(target.lower())
            if name.lower() not in given and function is not None and resource_of(function.noun) is not None:
                found[name.replace("-", "")] = (module, function.name, name)
        given.update(name.lower() for name, _ in pairs)
    return found


def command(name: str, module: str) -> type[Cmdlet] | None:
    """The command of a module's function, or of what an alias of it stands for."""
    function = dialects().find(module, name)
    if function is None or resource_of(function.noun) is None:
        return None
    return _make(module, function.name, name if name in dialects().slips(module) else function.name)


@cache
def _make(module: str, target: str, name: str) -> type[Cmdlet]:
    from glueshell.cmdlets.compat.calling import WrapperCommand

    function = dialects().find(module, target)
    assert function is not None
    kind = resource_of(function.noun)
    assert kind is not None
    members: dict[str, Any] = {
        "__doc__": f"{function.name} of the module {module}: {_does(function)} {kind.plural.lower()}.\n\n"
        "The request is the module's, the answer IT Glue's document as it is.",
        "__module__": __name__,
        "name": name,
        "dotnet_name": function.name,
        "function": function,
        "default_set": function.default_set or "",
        "supports_should_process": function.verb != "Get",
        "examples": (
            Example(f"Get-Help {name} -Parameter *", "Its parameters."),
            Example(f"Get-Command {name} -Syntax", "Its parameter sets."),
        ),
    }
    for parameter in parameters_of(function):
        members["given_" + parameter.name] = parameter
    slip = dialects().slips(module).get(name)
    if slip is not None:
        wrong = dialects().find(module, slip)
        assert wrong is not None
        known = {
            meaning(each) for parameter in parameters_of(function) for each in (parameter.name, *parameter.aliases)
        }
        others = [each for each in wrong.parameters if meaning(each.name) not in known]
        members["slip"], members["slipped"] = slip, frozenset(each.name for each in others)
        members |= {"given_" + each.name: _foreign(each) for each in others}
    return type(name.replace("-", ""), (WrapperCommand,), members)


def _does(function: Function) -> str:
    return {"Get": "lists", "New": "makes", "Set": "changes", "Remove": "removes"}.get(function.verb, "publishes")


def parameters_of(function: Function) -> list[Parameter]:
    """The function's parameters; those that only another module has come along, in every set."""
    own = {meaning(parameter.name): parameter for parameter in function.parameters}
    aliases = {key: list(parameter.aliases) for key, parameter in own.items()}
    foreign: dict[str, WrapperParameter] = {}
    for module in dialects().ordered(function.module)[1:]:
        other = dialects().find(module, function.name)
        for parameter in other.parameters if other is not None else ():
            key = meaning(parameter.name)
            if key in own:
                aliases[key] += [parameter.name, *parameter.aliases]
            else:
                foreign.setdefault(key, parameter)
    made = [_own(parameter, aliases[key], function) for key, parameter in own.items()]
    taken = {name.lower() for each in made for name in (each.name, *each.aliases)}
    made += [_foreign(parameter) for parameter in foreign.values() if parameter.name.lower() not in taken]
    return made


def _own(parameter: WrapperParameter, aliases: list[str], function: Function) -> Parameter:
    names = {parameter.name.lower()}
    kept = [name for name in aliases if name.lower() not in names and not names.add(name.lower())]  # type: ignore[func-returns-value]
    every = set(parameter.sets) == set(function.sets) and len(set(parameter.sets.values())) == 1
    placements = {name: _placement(flags) for name, flags in parameter.sets.items()}
    if every and (len(function.sets) == 1 or "m" in next(iter(parameter.sets.values()))):
        placements = {"__AllParameterSets": next(iter(placements.values()))}
    return Parameter(
        TYPES[parameter.type],
        name=parameter.name,
        aliases=kept,
        placements=placements,
        values=parameter.values,
        validators=_validators(parameter, function),
        cast=True,
        help=_help(parameter.name),
    )


def _validators(parameter: WrapperParameter, function: Function) -> tuple[Validator, ...]:
    """A page holds 1 to 1000 records; 2.2.0 looks at that for logs only, the others nearly everywhere."""
    if meaning(parameter.name) != "pagesize" or not parameter.type.startswith("Int32") or function.noun in _ANY_PAGE:
        return ()
    if function.module == MODULES[-1] and function.noun != "Logs":
        return ()
    return (ValidateRange(1, 1000),)


def _foreign(parameter: WrapperParameter) -> Parameter:
    return Parameter(
        TYPES[parameter.type], name=parameter.name, aliases=parameter.aliases, values=parameter.values, cast=True,
        help=_help(parameter.name) + " A spelling of another module.",
    )  # fmt: skip


def _placement(flags: str) -> Placement:
    position = next((int(flag) for flag in flags if flag.isdigit()), None)
    return Placement(mandatory="m" in flags, position=position, from_pipeline="p" in flags)


def _help(name: str) -> str:
    from glueshell.cmdlets.compat.requests import query_key

    key = query_key(name)
    return f"Sent as {key}." if key is not None else "As the module has it."
