"""Automatic variables: what a name reads as when no scope holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from glueshell.engine.callstack import Frame, outermost_statement
from glueshell.engine.enumerators import InputEnumerator
from glueshell.engine.lazy_members import LazyMembers
from glueshell.engine.scopes import UNSET, Scope
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable

if TYPE_CHECKING:
    from glueshell.engine.runtime import Engine

Reader = Callable[["Engine", Scope], object]


def _frame_scope(scope: Scope, wanted: Callable[[Frame], bool]) -> Scope | None:
    level: Scope | None = scope
    while level is not None:
        if level.frame is not None and wanted(level.frame):
            return level
        level = level.parent
    return None


def _args(engine: Engine, scope: Scope) -> object:
    level = _frame_scope(scope, lambda frame: frame.arguments is not None)
    if level is None:
        return []
    assert level.frame is not None and level.frame.arguments is not None
    return level.frame.arguments


def _input(engine: Engine, scope: Scope) -> object:
    level = _frame_scope(scope, lambda frame: frame.arguments is not None)
    frame = None if level is None else level.frame
    if frame is None:
        return InputEnumerator(())
    if not isinstance(frame.input, InputEnumerator):
        frame.input = InputEnumerator(frame.input or ())
    return frame.input


def _bound_parameters(engine: Engine, scope: Scope) -> object:
    level = _frame_scope(scope, lambda frame: frame.bound is not None)
    if level is None:
        return Hashtable()
    assert level.frame is not None and level.frame.bound is not None
    command = getattr(level.frame.invocation, "command", None)
    switches = command.declarations.switches if command is not None and hasattr(command, "declarations") else ()
    table = BoundParameters()
    for name, value in level.frame.bound.items():
        if isinstance(value, bool) and (name.lower() in switches or name in _SWITCHES):
            value = switch(value)
        table[name] = value
    # Changes a script makes to the table stay: it is a variable of the function from now on.
    level.cell("psboundparameters").cell_contents = table
    return table


_SWITCHES = frozenset(("Verbose", "Debug", "WhatIf", "Confirm"))


def switch(value: bool) -> object:
    """A SwitchParameter, as a switch is seen by the function that declares it."""
    from glueshell.objects.convert import convert
    from glueshell.objects.typeinfo import type_named

    return convert(value, type_named("System.Management.Automation.SwitchParameter"))


class BoundParameters(Hashtable):
    """`$PSBoundParameters`: names as declared -> values."""

    __slots__ = ()
    ps_type_name = "System.Management.Automation.PSBoundParametersDictionary"
    ps_base_types = ("System.Collections.Generic.Dictionary[string,object]",)
    ps_members = LazyMembers("scriptblock_surface", "BOUND_PARAMETERS")


def _cmdlet(engine: Engine, scope: Scope) -> object:
    level = _frame_scope(scope, lambda frame: frame.invocation is not None)
    if level is None or level.frame is None or level.frame.invocation is None:
        return UNSET
    invocation = level.frame.invocation
    return invocation if invocation.command.parameters.advanced else UNSET


def _my_invocation(engine: Engine, scope: Scope) -> object:
    from glueshell.engine.command_surface import InvocationInfo

    level = _frame_scope(scope, lambda frame: frame.arguments is not None)
    if level is None or level.frame is None:
        from glueshell.engine.functions import FunctionCommand

        unit = next((frame.unit for frame in engine.frames if frame.unit is not None), None)
        return InvocationInfo(None, called=None if unit is None else FunctionCommand("", unit, engine, kind="Script"))
    call = level.frame.call
    return InvocationInfo(level.frame.invocation, outermost_statement() if call is None else call)


def _folder(file: str | None) -> str:
    import os

    return "" if file is None else os.path.dirname(os.path.abspath(file))


def _file(engine: Engine, scope: Scope) -> str | None:
    level = _frame_scope(scope, lambda frame: frame.file is not None)
    return None if level is None or level.frame is None else level.frame.file


def _script_root(engine: Engine, scope: Scope) -> object:
    return _folder(_file(engine, scope))


def _command_path(engine: Engine, scope: Scope) -> object:
    import os

    file = _file(engine, scope)
    return "" if file is None else os.path.abspath(file)


def _errors(engine: Engine, scope: Scope) -> object:
    from glueshell.objects.types.lists import ArrayList

    if not isinstance(engine.errors, ArrayList):
        engine.errors = ArrayList(engine.errors)
    return engine.errors


def _version_table(engine: Engine, scope: Scope) -> object:
    import platform

    from glueshell.objects.convert import cast

    table = engine.kept.get("psversiontable")
    if table is None:
        system = {"Windows": "Win32NT"}.get(platform.system(), "Unix")
        table = engine.kept["psversiontable"] = Hashtable(
            (
                ("PSVersion", cast("7.6.9", "semver")),
                ("PSEdition", "Core"),
                ("GitCommitId", "7.6.9"),
                ("OS", f"{platform.system()} {platform.release()}"),
                ("Platform", system),
                ("PSCompatibleVersions", [cast(each, "version") for each in ("1.0", "2.0", "3.0", "4.0", "5.0")]),
                ("PSRemotingProtocolVersion", cast("2.4", "version")),
                ("SerializationVersion", cast("1.1.0.1", "version")),
                ("WSManStackVersion", cast("3.0", "version")),
            )
        )
    return table


def _home(engine: Engine, scope: Scope) -> object:
    import os

    return os.path.expanduser("~")


def _pid(engine: Engine, scope: Scope) -> object:
    import os

    return os.getpid()


def _location(engine: Engine, scope: Scope) -> object:
    return engine.location()


def _host(engine: Engine, scope: Scope) -> object:
    from glueshell.objects.psobject import PSObject

    return PSObject(
        {"Name": "glueshell", "CurrentCulture": engine.culture, "CurrentUICulture": engine.culture},
        ("System.Management.Automation.Internal.Host.InternalHost", "System.Object"),
    )


def _style(engine: Engine, scope: Scope) -> object:
    style = engine.kept.get("psstyle")
    if style is None:
        from glueshell.objects.types.psstyle import PSStyle

        style = engine.kept["psstyle"] = PSStyle()
    return style


def _program_folder(engine: Engine, scope: Scope) -> object:
    import os

    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def _on(name: str) -> Reader:
    def read(engine: Engine, scope: Scope) -> object:
        import platform

        return platform.system() == name

    return read


def _exit_code(engine: Engine, scope: Scope) -> object:
    # Nobody has set it before the first program ends.
    return UNSET if engine.last_exit_code is None else engine.last_exit_code


AUTOMATIC: Mapping[str, Reader] = {
    "args": _args,
    "input": _input,
    "psboundparameters": _bound_parameters,
    "pscmdlet": _cmdlet,
    "myinvocation": _my_invocation,
    "psscriptroot": _script_root,
    "pscommandpath": _command_path,
    "error": _errors,
    "psversiontable": _version_table,
    "home": _home,
    "pid": _pid,
    "pwd": _location,
    "host": _host,
    "psstyle": _style,
    "true": lambda engine, scope: True,
    "false": lambda engine, scope: False,
    "null": lambda engine, scope: None,
    "?": lambda engine, scope: engine.last_success,
    "lastexitcode": _exit_code,
    "stacktrace": lambda engine, scope: None,
    "^": lambda engine, scope: None,
    "$": lambda engine, scope: None,
    "psculture": lambda engine, scope: engine.culture,
    "psuiculture": lambda engine, scope: engine.culture,
    "psedition": lambda engine, scope: "Core",
    "iscoreclr": lambda engine, scope: True,
    "iswindows": _on("Windows"),
    "islinux": _on("Linux"),
    "ismacos": _on("Darwin"),
    "shellid": lambda engine, scope: "glueshell",
    "pshome": _program_folder,
    "nestedpromptlevel": lambda engine, scope: 0,
}
"""Name in lower case -> what reads it."""

SPELLINGS: Mapping[str, str] = {
    name.lower(): name
    for name in (
        "Error", "HOME", "Host", "IsCoreCLR", "IsLinux", "IsMacOS", "IsWindows", "MyInvocation", "NestedPromptLevel",
        "PID", "PSBoundParameters", "PSCmdlet", "PSCommandPath", "PSCulture", "PSEdition", "PSHOME", "PSItem",
        "PSScriptRoot", "PSStyle", "PSUICulture", "PSVersionTable", "PWD", "ShellId", "StackTrace",
    )
}  # fmt: skip
"""Those with capitals, by their names in lower case."""

LOCKED = frozenset(
    ("true", "false", "null", "?", "error", "pid", "home", "host", "psversiontable", "psculture", "psuiculture",
     "psedition", "pshome", "iscoreclr", "iswindows", "islinux", "ismacos", "shellid",
     "psstyle")
)  # fmt: skip
"""Automatic variables nobody can assign."""

ACTIONS = (
    "ErrorActionPreference", "WarningPreference", "VerbosePreference", "DebugPreference", "InformationPreference",
    "ProgressPreference",
)  # fmt: skip
"""The preference variables that hold an ActionPreference."""


def action(value: object) -> object:
    """What a preference variable may hold: an ActionPreference other than Suspend."""
    from glueshell.objects.convert import cast

    chosen = cast(value, "System.Management.Automation.ActionPreference")
    if str(chosen) == "Suspend" or chosen == _SUSPEND:
        raise suspended()
    return chosen


_SUSPEND = 5


def suspended() -> PSError:
    """The error for the one ActionPreference nobody can use."""
    return PSError(
        "The Suspend ActionPreference value is reserved for future use and is not supported at this time. For more"
        ' information about preference variables, see the Help topic, "about_Preference_Variables."',
        "RuntimeException", "MetadataError", "System.Management.Automation.ArgumentTransformationMetadataException",
    )  # fmt: skip


def chosen_from(enum: str) -> Callable[[object], object]:
    """What a preference variable may hold: a value of that enum of System.Management.Automation."""

    def choose(value: object) -> object:
        from glueshell.objects.convert import cast

        return cast(value, f"System.Management.Automation.{enum}")

    return choose


PREFERENCES: Mapping[str, object] = {
    "ErrorActionPreference": "Continue",
    "WarningPreference": "Continue",
    "VerbosePreference": "SilentlyContinue",
    "DebugPreference": "SilentlyContinue",
    "InformationPreference": "SilentlyContinue",
    "ProgressPreference": "Continue",
    "ConfirmPreference": "High",
    "WhatIfPreference": False,
    "ErrorView": "ConciseView",
    "FormatEnumerationLimit": 4,
    "MaximumHistoryCount": 4096,
    "OutputEncoding": "utf-8",
    "PSNativeCommandUseErrorActionPreference": False,
}
"""Preference variables and their values in a new session."""
