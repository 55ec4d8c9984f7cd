"""Set-StrictMode."""

from __future__ import annotations

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.invocation import Invocation
from glueshell.engine.parameters import Parameter
from glueshell.objects.convert import convert
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_named

_VERSIONS = (
    "1.0", "2.0", "3.0", "4.0", "5.0", "5.1", "6.0", "6.1", "6.2", "7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6",
)  # fmt: skip
_LATEST = 7


def _version(invocation: Invocation, value: object) -> object:
    """`Latest`, or a version of PowerShell: the number before its point."""
    text = to_text(value)
    if text.lower() == "latest":
        return _LATEST
    if "." in text or not text.isdigit():
        try:
            convert(text, type_named("System.Version"))
        except PSError as error:
            raise PSError(
                f"Cannot bind parameter 'Version'. {error.message}", "CannotConvertArgumentNoMessage",
                "InvalidArgument", "System.Management.Automation.ParameterBindingException",
            ) from None  # fmt: skip
    full = text if "." in text else f"{text}.0"
    if full not in _VERSIONS:
        raise PSError(
            f"Cannot validate argument on parameter 'Version'. The \"{full}\" argument does not contain a valid"
            " PowerShell version. Supply a valid version number and then try the command again.",
            "ParameterArgumentValidationError",
            "InvalidData",
            "System.Management.Automation.ParameterBindingValidationException",
        )
    return int(full.partition(".")[0])


class SetStrictMode(Cmdlet):
    """Makes names that mean nothing errors: variables nobody set, and from version 2 missing properties.

    It holds for the scope it is called in and those below. Version 1 looks at variables outside strings, version 2 at
    all variables, properties and functions called like methods, version 3 at indexes beyond an array's end as well.
    """

    name = "Set-StrictMode"
    default_set = "Version"
    dotnet_name = "Microsoft.PowerShell.Commands.SetStrictModeCommand"
    examples = (
        Example(
            "Set-StrictMode -Version Latest; try { $nobodySetThis } catch { 'unknown' }; Set-StrictMode -Off",
            "A misspelt variable is an error.",
            "unknown",
        ),
        Example("Set-StrictMode -Off; $null -eq $nothing", "Everything is allowed again.", "True"),
    )
    links = ("Set-Variable",)

    version = Parameter(
        "int",
        label="version",
        sets=("Version",),
        aliases=("v",),
        mandatory=True,
        transform=_version,
        help="1, 2, 3 or Latest.",
    )
    off = Parameter("switch", sets=("Off",), mandatory=True, help="Everything is allowed again.")

    def end(self) -> None:
        """Set it for the caller's scope."""
        self.engine.set_strict(0 if self.off else int(self.version))
