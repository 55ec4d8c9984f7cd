"""The one exception of this room, with PowerShell's ids, categories and exception types."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RUNTIME_EXCEPTION = "System.Management.Automation.RuntimeException"
CAST_EXCEPTION = "System.Management.Automation.PSInvalidCastException"


class PSError(Exception):
    """An error as PowerShell reports it: message, FullyQualifiedErrorId, category and .NET exception type.

    `of_operator`: it belongs to an operator in the text, not to the whole statement. `properties`: what the exception
    has of its own kind, such as ItemName, by name.
    """

    of_operator = False
    properties: Mapping[str, object] = MappingProxyType({})

    def __init__(
        self,
        message: str,
        error_id: str,
        category: str = "NotSpecified",
        exception_type: str = RUNTIME_EXCEPTION,
        target: object = None,
        inner: BaseException | None = None,
        suggestion: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.error_id = error_id
        self.category = category
        self.exception_type = exception_type
        self.target = target
        self.inner = inner
        self.suggestion = suggestion

    def __str__(self) -> str:
        return self.message


class NetError(PSError):
    """An exception thrown inside a .NET member: `exception_type` is its full name, its short name the error id."""

    def __init__(self, exception_type: str, message: str, inner: BaseException | None = None) -> None:
        super().__init__(message, exception_type.rsplit(".", 1)[-1], "NotSpecified", exception_type, inner=inner)


class ModifiedError(NetError):
    """A collection was changed while something went through it."""

    def __init__(self) -> None:
        message = "Collection was modified; enumeration operation may not execute."
        super().__init__("System.InvalidOperationException", message)
        self.error_id, self.category = self.exception_type, "OperationStopped"


def problem(key: str, *values: object, target: object = None, inner: BaseException | None = None) -> PSError:
    """Build the PSError the message table has under `key`, its template filled with `values`."""
    from glueshell.objects.messages import TABLE

    template, error_id, category, exception_type = TABLE[key]
    message = template.format(*values)
    if exception_type == CAST_EXCEPTION:
        # PowerShell reports failed conversions as a RuntimeException around the cast exception, and about nothing.
        target = None
        inner = PSError(message, error_id or key, category, CAST_EXCEPTION, target, inner)
        exception_type = RUNTIME_EXCEPTION
    elif getattr(getattr(inner, "inner", None), "exception_type", "") == CAST_EXCEPTION:
        # What failed inside is the cast itself.
        inner = inner.inner  # type: ignore[union-attr]
    return PSError(message, error_id or key, category, exception_type, target, inner)


def with_properties(error: PSError, **properties: object) -> PSError:
    """The error, its exception with these properties of its own kind."""
    error.properties = properties
    return error


def operator_problem(error: PSError) -> PSError:
    """The error, as one of the operator whose arguments it is about."""
    error.of_operator = True
    return error


def net_problem(key: str, *values: object) -> NetError:
    """Build the NetError the message table has under `key`, its template filled with `values`."""
    from glueshell.objects.messages import TABLE

    template, _, _, exception_type = TABLE[key]
    return NetError(exception_type, template.format(*values))
