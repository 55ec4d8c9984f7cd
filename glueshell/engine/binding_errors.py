"""What binding says when it fails: PowerShell's texts, ids, categories and exception types."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.objects.errors import PSError
from glueshell.objects.numbers import Int64

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation
    from glueshell.engine.matching import MatchProblem
    from glueshell.engine.parameters import Parameter

_BINDING = "System.Management.Automation.ParameterBindingException"
_TRANSFORMATION = "System.Management.Automation.ParameterBindingArgumentTransformationException"
_SMA = "System.Management.Automation."
_VALIDATION = "System.Management.Automation.ParameterBindingValidationException"

# id -> (template, category, exception type); {0} and {1} are the problem's arguments.
MESSAGES: dict[str, tuple[str, str, str]] = {
    "NamedParameterNotFound": (
        "A parameter cannot be found that matches parameter name '{0}'.", "InvalidArgument", _BINDING,
    ),
    "PositionalParameterNotFound": (
        "A positional parameter cannot be found that accepts argument '{0}'.", "InvalidArgument", _BINDING,
    ),
    "MissingArgument": (
        "Missing an argument for parameter '{0}'. Specify a parameter of type '{1}' and try again.",
        "InvalidArgument", _BINDING,
    ),
    "AmbiguousParameter": (
        "Parameter cannot be processed because the parameter name '{0}' is ambiguous. Possible matches include:{1}.",
        "InvalidArgument", _BINDING,
    ),
    "AmbiguousParameterSet": (
        "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be"
        " used together or an insufficient number of parameters were provided.",
        "InvalidArgument", _BINDING,
    ),
    "MissingMandatoryParameter": (
        "Cannot process command because of one or more missing mandatory parameters:{0}.", "InvalidArgument", _BINDING,
    ),
    "ParameterAlreadyBound": (
        "Cannot bind parameter because parameter '{0}' is specified more than once. To provide multiple values to"
        " parameters that can accept multiple values, use the array syntax. For example, \"-parameter"
        " value1,value2,value3\".",
        "InvalidArgument", _BINDING,
    ),
    "ScriptBlockArgumentNoInput": (
        "Cannot evaluate parameter '{0}' because its argument is specified as a script block and there is no input. A"
        " script block cannot be evaluated without input.",
        "MetadataError", _BINDING,
    ),
    "ScriptBlockArgumentInvocationFailed": (
        "Cannot evaluate parameter '{0}' because its argument input failed. {1}", "InvalidArgument", _BINDING,
    ),
    "ScriptBlockArgumentNoOutput": (
        "Cannot evaluate parameter '{0}' because its argument input did not produce any output.",
        "InvalidArgument", _BINDING,
    ),
    "InputObjectNotBound": (
        "The input object cannot be bound to any parameters for the command either because the command does not take"
        " pipeline input or the input and its properties do not match any of the parameters that take pipeline input.",
        "InvalidArgument", _BINDING,
    ),
    "InputObjectMissingMandatory": (
        "The input object cannot be bound because it did not contain the information required to bind all mandatory"
        " parameters: {0}",
        "InvalidArgument", _BINDING,
    ),
    "CannotConvertArgument": (
        "Cannot convert '{1}' to the type '{2}' required by parameter '{0}'. {3}", "InvalidArgument", _BINDING,
    ),
    "CannotConvertArgumentNoMessage": ("Cannot bind parameter '{0}'. {1}", "InvalidArgument", _BINDING),
    "ParameterBindingFailed": (
        "Cannot bind parameter '{0}' to the target. Exception setting \"{0}\": \"Cannot convert null to type"
        " \"{1}\".\"",
        "WriteError", _BINDING,
    ),
    "ParameterArgumentTransformationError": (
        "Cannot process argument transformation on parameter '{0}'. {1}", "InvalidData", _TRANSFORMATION,
    ),
    "ParameterArgumentValidationError": (
        "Cannot validate argument on parameter '{0}'. {1}", "InvalidData", _VALIDATION,
    ),
    "ParameterArgumentValidationErrorNullNotAllowed": (
        "Cannot bind argument to parameter '{0}' because it is null.", "InvalidData", _VALIDATION,
    ),
    "ParameterArgumentValidationErrorEmptyStringNotAllowed": (
        "Cannot bind argument to parameter '{0}' because it is an empty string.", "InvalidData", _VALIDATION,
    ),
    "ParameterArgumentValidationErrorEmptyArrayNotAllowed": (
        "Cannot bind argument to parameter '{0}' because it is an empty array.", "InvalidData", _VALIDATION,
    ),
    "ParameterArgumentValidationErrorEmptyCollectionNotAllowed": (
        "Cannot bind argument to parameter '{0}' because it is an empty collection.", "InvalidData", _VALIDATION,
    ),
}  # fmt: skip


_INSIDE = MappingProxyType(
    {
        "ParameterArgumentTransformationError": _SMA + "ArgumentTransformationMetadataException",
        "ParameterArgumentValidationError": _SMA + "ValidationMetadataException",
    }
)


# Those whose first argument is the name of what they are about.
_NAMES_FIRST = frozenset(
    (
        "AmbiguousParameter",
        "MissingMandatoryParameter",
        "NamedParameterNotFound",
        "ParameterAlreadyBound",
        "PositionalParameterNotFound",
    )
)


class BindingFailure(Terminating):
    """An argument or input object that cannot be bound; always ends the statement."""

    def specify(self, value: object) -> None:
        """Let the exception tell of what type the argument was."""
        from glueshell.objects.typeinfo import type_of

        error = self.record.exception
        if value is not None and isinstance(error, PSError):
            error.properties = {**error.properties, "TypeSpecified": type_of(value)}


def _type_of(parameter: Parameter) -> object:
    from glueshell.objects.typeinfo import resolve_type

    return resolve_type(parameter.type)


def failure(
    invocation: Invocation,
    error_id: str,
    *arguments: object,
    start: int | None = None,
    end: int | None = None,
    parameter: Parameter | None = None,
    inner: BaseException | None = None,
    suggestion: str | None = None,
    target: object = None,
) -> BindingFailure:
    """The exception for a binding that failed with `error_id`, its message filled with `arguments`."""
    template, category, exception_type = MESSAGES[error_id]
    if error_id in _INSIDE:
        inner = PSError(str(arguments[-1]), error_id, category, _INSIDE[error_id], inner=inner)
    elif error_id.startswith("CannotConvert"):
        # What failed is the conversion, whoever else has put it into words.
        inner = getattr(inner, "inner", None) or inner
    error = PSError(template.format(*arguments), error_id, category, exception_type, inner=inner, suggestion=suggestion)
    named = str(arguments[0]) if error_id in _NAMES_FIRST else None
    record = ErrorRecord(error, error_id, category, target)
    record.position = place = invocation.site.position(start, end)
    error.properties = {
        "ErrorId": error_id,
        "ParameterName": named if parameter is None else parameter.name,
        "ParameterType": None if parameter is None else _type_of(parameter),
        "TypeSpecified": None,
        "Line": Int64(-1 if place is None else place.line),
        "Offset": Int64(-1 if place is None else place.column),
    }
    record.recommended = parameter.name if parameter is not None else ""
    return BindingFailure(invocation.complete(record))


def failure_of(invocation: Invocation, problem: MatchProblem) -> BindingFailure:
    """The exception for what matching found wrong."""
    arguments = problem.arguments
    suggestion = None
    if problem.error_id == "MissingArgument" and problem.parameter is not None:
        arguments = (*arguments, full_type_name(problem.parameter))
    elif problem.error_id == "NamedParameterNotFound":
        suggestion = suggest_parameter(invocation, str(arguments[0]))
    return failure(
        invocation,
        problem.error_id,
        *arguments,
        start=problem.start,
        end=problem.end,
        parameter=problem.parameter,
        suggestion=suggestion,
    )


def suggest_parameter(invocation: Invocation, name: str) -> str | None:
    """The parameter that `name` may have been meant for, as a sentence."""
    from glueshell.objects.text import closest

    table = invocation.command.parameters
    near = closest(name, [parameter.name for parameter in table.all if not parameter.hidden], 1)
    return f"Did you mean -{near[0]}?" if near else None


def full_type_name(parameter: Parameter) -> str:
    """The .NET name of a parameter's type, as error messages show it."""
    from glueshell.objects.typeinfo import resolve_type

    if parameter.is_switch:
        return "System.Management.Automation.SwitchParameter"
    info = resolve_type(parameter.type)
    return info.ps_text() if info is not None else parameter.type
