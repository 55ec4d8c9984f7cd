"""System.Exception and everything derived from it, as values of a script."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, method, prop, typed
from glueshell.objects.errors import PSError, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.typeinfo import TypeInfo, type_named
from glueshell.objects.typetable import TYPES

_EXCEPTION = "System.Exception"


class ExceptionObject:
    """An exception's message, inner exception and data; `full_name` is its .NET type."""

    __slots__ = ("data", "extra", "full_name", "inner", "message", "ps_added", "source")

    def __init__(self, full_name: str, message: str, inner: object = None,
                 extra: dict[str, object] | None = None) -> None:
        self.full_name = full_name
        self.message = message
        self.inner = inner
        self.data = Hashtable(case=True)
        self.source: object = None
        self.extra = {} if extra is None else extra

    @property
    def ps_type_name(self) -> str:
        """The .NET type."""
        return self.full_name

    @property
    def ps_base_types(self) -> tuple[str, ...]:
        """Bases of types not known by name."""
        return () if self.full_name in TYPES else (_EXCEPTION,)

    def ps_text(self) -> str:
        """Type and message, as ToString() gives them."""
        text = f"{self.full_name}: {self.message}"
        return text if self.inner is None else f"{text}\n ---> {self.inner.ps_text()}"  # type: ignore[attr-defined]

    def ps_get(self, low: str, missing: object) -> object:
        """A property of its own kind of exception: ErrorRecord, ParamName, StatusCode."""
        for name, value in self.extra.items():
            if name.lower() == low:
                return value
        return missing

    def ps_set(self, name: str, value: object) -> bool:
        """Write one of those; a script's own kind of exception has what properties it likes."""
        if type(self) is ExceptionObject and name not in self.extra and self.full_name in TYPES:
            return False
        self.extra[name] = value
        return True

    def ps_names(self) -> list[str]:
        """Their names."""
        return list(self.extra)

    def base(self) -> ExceptionObject:
        """The innermost exception."""
        found = self
        while isinstance(found.inner, ExceptionObject):
            found = found.inner
        return found

    def is_a(self, full_name: str) -> bool:
        """Whether it is of that type or derived from it."""
        return full_name in type_named(self.full_name).ancestors or full_name in (_EXCEPTION, self.full_name)


def exception_of(error: BaseException) -> ExceptionObject:
    """The exception object of an error raised here, inner ones included."""
    if isinstance(error, PSError):
        inner = None if error.inner is None else exception_of(error.inner)
        return ExceptionObject(error.exception_type, error.message, inner, dict(error.properties))
    return ExceptionObject("System.Exception", str(error))


@typed
def _construct(info: TypeInfo, *arguments: object) -> ExceptionObject:
    from glueshell.objects.text import to_text

    if len(arguments) > 2 and info.full_name == "System.Exception":
        raise problem("MethodCountCouldNotFindBest", "new", len(arguments))
    texts = [to_text(item) for item in arguments if not isinstance(item, ExceptionObject)]
    inner = next((item for item in arguments if isinstance(item, ExceptionObject)), None)
    name = info.full_name
    message = texts[0] if texts else f"Exception of type '{name}' was thrown."
    extra: dict[str, object] = {}
    if "System.ArgumentException" in info.ancestors and texts:
        if name != "System.ArgumentException":
            message, parameter = (texts[1], texts[0]) if len(texts) > 1 else ("", texts[0])
            message = message or ("Value cannot be null." if "Null" in name else
                                  "Specified argument was out of the range of valid values.")
        else:
            parameter = texts[1] if len(texts) > 1 else ""
        extra["ParamName"] = parameter or None
        if parameter:
            message += f" (Parameter '{parameter}')"
    if name in _OF_FILES and len(texts) > 1:
        extra["FileName"] = texts[1]
    return ExceptionObject(name, message, inner, extra)


_OF_FILES = frozenset(("System.IO.FileNotFoundException", "System.IO.FileLoadException"))


@typed
def _convert(value: object, info: TypeInfo) -> object:
    if isinstance(value, ExceptionObject) and value.is_a(info.full_name):
        return value
    return _construct(info, value) if isinstance(value, str) else NotImplemented


def _set_source(error: object, value: object) -> None:
    error.source = value  # type: ignore[attr-defined]


_MEMBERS = (
    prop("TargetSite", "System.Reflection.MethodBase", lambda error: None),
    prop("Message", "string", lambda error: error.message),
    prop("Data", "System.Collections.IDictionary", lambda error: error.data),
    prop("InnerException", "System.Exception", lambda error: error.inner),
    prop("HelpLink", "string", lambda error: error.extra.get("HelpLink"),
         lambda error, link: error.extra.__setitem__("HelpLink", link)),
    prop("Source", "string", lambda error: error.source, _set_source),
    prop("HResult", "int", lambda error: -2146233088),
    prop("StackTrace", "string", lambda error: None),
    method("GetBaseException", lambda error: error.base(), "System.Exception GetBaseException()"),
    method("ToString", lambda error: error.ps_text(), "string ToString()"),
)

TABLES = {
    name: MemberTable(name, *(_MEMBERS if name == _EXCEPTION else ()), construct=_construct, convert=_convert)
    for name, row in TYPES.items() if row[2] == "exception"
}
