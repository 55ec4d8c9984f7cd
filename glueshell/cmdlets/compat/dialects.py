"""What the wrapper modules export: functions, parameter sets, aliases, read once from `wrappers.json`.

A parameter's row is [name, type, {set: flags}, aliases, values]; `*` stands for every set; flags are `m` for mandatory,
`p` for taken from the pipeline, and a digit for its position. `values` name an entry of the table of that name.
"""

from __future__ import annotations

import json
import os.path
from collections.abc import Mapping
from functools import cache
from typing import Any

ALL_SETS = "__AllParameterSets"
# The newest first: without an import the first that has a command gives it.
MODULES = ("ITGlueAPI 3.0.0", "Celerium.ITGlue 1.2.0", "ITGlueAPI 2.2.0")


class WrapperParameter:
    """One parameter: `sets` maps the names of its sets to flags."""

    __slots__ = ("aliases", "name", "sets", "type", "values")

    def __init__(self, row: list[Any], sets: tuple[str, ...], values: Mapping[str, list[str]]) -> None:
        self.name: str = row[0]
        self.type: str = row[1]
        given: dict[str, str] = row[2]
        self.sets = dict.fromkeys(sets, given["*"]) if "*" in given else given
        self.aliases: tuple[str, ...] = tuple(row[3]) if len(row) > 3 else ()
        self.values: tuple[str, ...] = tuple(values[row[4]]) if len(row) > 4 else ()


class Function:
    """One exported function of one module."""

    __slots__ = ("confirm", "default_set", "module", "name", "needs_data", "parameters", "required", "sets")

    def __init__(self, module: str, name: str, row: Mapping[str, Any], values: Mapping[str, list[str]]) -> None:
        self.module = module
        self.name = name
        self.sets: tuple[str, ...] = tuple(row.get("sets", (ALL_SETS,)))
        self.default_set: str | None = row.get("default")
        self.confirm = bool(row.get("confirm", False))
        self.parameters = tuple(WrapperParameter(each, self.sets, values) for each in row["parameters"])
        # The meanings of what every call has to name.
        self.required = frozenset(
            meaning(parameter.name) for parameter in self.parameters
            if set(parameter.sets) == set(self.sets) and all("m" in flags for flags in parameter.sets.values())
        )  # fmt: skip
        # The newer modules send no request with a -Data of nothing; 2.2.0 does.
        self.needs_data = module != MODULES[-1] and any(parameter.name == "Data" for parameter in self.parameters)

    @property
    def verb(self) -> str:
        """`Get`, `New`, ..."""
        return self.name.partition("-")[0]

    @property
    def noun(self) -> str:
        """The noun without the module's mark: `Organizations`."""
        return self.name.partition("-")[2].removeprefix("ITGlue")


class Dialects:
    """The modules by name."""

    __slots__ = ("_aliases", "_functions", "_slips")

    def __init__(self, data: Mapping[str, Any]) -> None:
        values: dict[str, list[str]] = data["values"]
        self._functions: dict[str, dict[str, Function]] = {}
        self._aliases: dict[str, dict[str, str]] = {}
        self._slips: dict[str, dict[str, str]] = {}
        for module, content in data["modules"].items():
            self._functions[module] = {
                name.lower(): Function(module, name, row, values) for name, row in content["functions"].items()
            }
            self._slips[module] = {
                alias: target for alias, target in content["aliases"].items() if self._meant(module, alias, target)
            }
            self._aliases[module] = {
                alias: self._meant(module, alias, target) or target for alias, target in content["aliases"].items()
            }

    def _meant(self, module: str, alias: str, target: str) -> str | None:
        """The function that an alias means whose module leads it to one of another verb by mistake, else None."""
        noun = target.partition("-")[2]
        meant = f"{alias.partition('-')[0]}-{noun}"
        function = self._functions[module].get(meant.lower())
        return function.name if function is not None and meant.lower() != target.lower() else None

    def functions(self, module: str) -> Mapping[str, Function]:
        """The functions of a module by their names in lower case."""
        return self._functions[module]

    def aliases(self, module: str) -> Mapping[str, str]:
        """The aliases of a module: name to function, the one that the name means where the module slips."""
        return self._aliases[module]

    def slips(self, module: str) -> Mapping[str, str]:
        """The aliases that a module leads to a function of another verb, and that function: what would be removed
        instead of made."""
        return self._slips[module]

    def find(self, module: str, name: str) -> Function | None:
        """The function that a name, or an alias, stands for in a module."""
        known = self._functions[module]
        found = known.get(name.lower())
        if found is None:
            target = next((each for alias, each in self._aliases[module].items() if alias.lower() == name.lower()), "")
            found = known.get(target.lower())
        return found

    def ordered(self, first: str) -> tuple[str, ...]:
        """The modules with that one first: who is asked for a spelling that it does not have."""
        return (first, *(module for module in MODULES if module != first))


@cache
def dialects() -> Dialects:
    """What `wrappers.json` says; the same for every session."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wrappers.json")
    with open(path, encoding="utf-8") as file:
        return Dialects(json.load(file))


def meaning(name: str) -> str:
    """What is equal for two spellings of one parameter: `filter_psa_id` and `FilterPsaID`, `conf_id`, `all`."""
    plain = name.replace("_", "").lower()
    return {
        "all": "allresults", "confid": "configurationid", "orgid": "organizationid", "queryparams": "urifilter",
    }.get(plain, plain)  # fmt: skip
