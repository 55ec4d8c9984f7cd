"""Script files: where they are found, how they are read, and the words after one as its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from glueshell.objects.hashtable import Hashtable
from glueshell.session.errors import InputError

if TYPE_CHECKING:
    from glueshell.engine.functions import FunctionCommand
    from glueshell.engine.parameters import Parameter, ParameterTable
    from glueshell.engine.runtime import Engine

ENDINGS = (".gsh", ".ps1")
CONSTANTS = {"$true": True, "$false": False, "$null": None}
# What every run of a script takes besides the script's own parameters: name -> the variable it sets, on and off.
RUN_PARAMETERS = {
    "whatif": ("WhatIfPreference", True, False),
    "wi": ("WhatIfPreference", True, False),
    "confirm": ("ConfirmPreference", "Low", "None"),
    "cf": ("ConfirmPreference", "Low", "None"),
    "verbose": ("VerbosePreference", "Continue", "SilentlyContinue"),
    "force": ("ScriptScanPreference", "Continue", "Stop"),
    "vb": ("VerbosePreference", "Continue", "SilentlyContinue"),
}


def examples() -> list[Path]:
    """The example scripts: part of the package when it is installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed, checkout = package / "examples", package.parent / "scripts" / "examples"
    return sorted((installed if installed.is_dir() else checkout).glob("*.gsh"))


def find_script(name: str, folder: str = "") -> Path:
    """The file meant: a path (from `folder`), else the name of an example that comes with glueshell."""
    path = Path(folder, name).expanduser()
    if path.is_file():
        return path
    known = examples()
    if Path(name).name == name and path.suffix.lower() in ("", ".gsh"):
        for example in known:
            if example.stem == path.stem:
                return example
    raise InputError("NoScript", name=name, examples=", ".join(example.stem for example in known), target=name)


def load_script(engine: Engine, path: Path) -> FunctionCommand:
    """The script at a path as a command of `engine`; ParseFailure, or a sentence about a file that cannot be read."""
    try:
        return engine.script_at(str(path.absolute()))
    except UnicodeDecodeError as error:
        raise InputError("ScriptNotUtf8", name=path, byte=error.start + 1, target=str(path)) from None
    except OSError as error:
        raise InputError("ScriptUnreadable", name=path, reason=error.strerror or error, target=str(path)) from None


class ScriptArguments:
    """What a script is called with: values by name, others by position, and preference variables for the run."""

    __slots__ = ("named", "others", "preferences")

    def __init__(self) -> None:
        self.named = Hashtable()
        self.others: list[object] = []
        self.preferences: dict[str, object] = {}

    @property
    def what_if(self) -> bool:
        """Whether nothing is to be sent."""
        return bool(self.preferences.get("WhatIfPreference"))


def script_arguments(words: Sequence[str], script: FunctionCommand) -> ScriptArguments:
    """The words after `glueshell run FILE` as the parameters that the script declares.

    `-Name value` or `-Name:value`; a switch stands alone. A parameter that takes several values takes `a,b` (quoted
    where a value holds a comma: `'Kub, Reynolds',b`), or its name several times. `--` ends the names. `$true`, `$false`
    and `$null` are what they say, everything else is text, converted by the script's own types. -WhatIf, -Confirm,
    -Verbose and -Force (run it although it names what is not here) are understood for every script.
    """
    table = script.parameters
    found = ScriptArguments()
    position = 0
    while position < len(words):
        word = words[position]
        position += 1
        if word == "--":
            found.others += [_value(rest) for rest in words[position:]]
            break
        if not _is_name(word):
            found.others.append(_value(word))
            continue
        name, colon, text = word[1:].partition(":")
        parameter = _named(name, table, script.name)
        if parameter is None and name.lower() in RUN_PARAMETERS:
            variable, on, off = RUN_PARAMETERS[name.lower()]
            found.preferences[variable] = on if not colon or _value(text) else off
            continue
        follows = position < len(words) and not _is_name(words[position]) and words[position] != "--"
        if parameter is None:
            # A script without parameters finds them among its `$args`.
            value: object = _value(text) if colon else _value(words[position]) if follows else True
            position += follows and not colon
            found.named[name] = value
            continue
        if parameter.is_switch:
            given: object = _value(text) if colon else True
        elif colon or follows:
            given = values_of(parameter, text if colon else words[position])
            position += not colon
        else:
            raise InputError("NoScriptValue", name=parameter.name, target=word)
        _put(found.named, parameter, given)
    return found


def parameter_named(name: str, table: ParameterTable, script: str) -> Parameter:
    """The parameter that `name`, or its beginning, means; `UnknownScriptParameter` comes with the nearest names."""
    found = table.find(name)
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"-{parameter.name}" for parameter in found)
        raise InputError("AmbiguousScriptParameter", name=name, script=script, names=names, target=name)
    from glueshell.itglue.nearness import closest

    own = [parameter.name for parameter in table.own if not parameter.hidden]
    near = closest(name, own) or own
    problem = InputError("UnknownScriptParameter", name=name, script=script, target=name)
    if near:
        problem.suggestion = f"Its parameters: {', '.join('-' + each for each in own)}."
        if near is not own:
            problem.suggestion = f"Did you mean {' or '.join('-' + each for each in near)}?"
    raise problem


def missing_parameters(table: ParameterTable, given: Hashtable, others: int = 0) -> list[Parameter]:
    """The mandatory parameters of the script that have no value by name, and none of `others` values by position."""
    from glueshell.engine.parameters import ParameterTable as Table

    placed = [
        parameter
        for parameters in table.positional(Table.EVERY_SET).values()
        for parameter in parameters
        if parameter.name not in given
    ][:others]
    return [
        parameter
        for parameter in table.own
        if parameter.name not in given
        and parameter not in placed
        and all(part.mandatory for part in parameter.placements.values())
    ]


def _named(name: str, table: ParameterTable, script: str) -> Parameter | None:
    """The parameter of that name; None where it is the run's, or where the script declares none at all."""
    if name.lower() in RUN_PARAMETERS and table.get(name) is None:
        return None
    if not table.own and not table.advanced:
        return None
    return parameter_named(name, table, script)


def values_of(parameter: Parameter, text: str) -> object:
    """A text as the parameter's value: one, or for a parameter that takes several the list `a,'b, c',d` stands for.

    The blanks around them are not theirs, quotes keep what is inside together.
    """
    if _takes_several(parameter):
        return [_value(part) for part in _parts(text)]
    return _value(text)


def _takes_several(parameter: Parameter) -> bool:
    return parameter.type.endswith("[]") or parameter.type.lower() == "array"


def _put(named: Hashtable, parameter: Parameter, value: object) -> None:
    if isinstance(value, list):
        before = named.get(parameter.name)
        named[parameter.name] = [*before, *value] if isinstance(before, list) else value
        return
    if parameter.name in named:
        raise InputError("ScriptValueTwice", name=parameter.name, target=parameter.name)
    named[parameter.name] = value


def _parts(text: str) -> Iterator[str]:
    part, quote, quoted = "", "", False
    for character in text:
        if quote:
            if character == quote:
                quote = ""
            else:
                part += character
        elif character in "'\"" and not part.strip() and not quoted:
            part, quote, quoted = "", character, True
        elif character == ",":
            yield part if quoted else part.strip()
            part, quoted = "", False
        elif not (quoted and character == " "):
            part += character
    yield part if quoted else part.strip()


def _is_name(word: str) -> bool:
    return len(word) > 1 and word[0] == "-" and (word[1].isalpha() or word[1] == "_")


def _value(word: str) -> object:
    return CONSTANTS.get(word.lower(), word)
