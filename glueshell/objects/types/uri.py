"""System.Uri and System.UriBuilder."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from glueshell.objects.declaration import Getter, Member, MemberTable, Setter, method, prop, static
from glueshell.objects.errors import PSError, net_problem, problem
from glueshell.objects.typeinfo import TypedArray, type_named
from glueshell.objects.types.boolean import store

_PORTS = {"http": 80, "https": 443, "ftp": 21, "ws": 80, "wss": 443, "ldap": 389}
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Uri:
    """An absolute or relative address."""

    __slots__ = ("absolute", "fragment", "host", "original", "path", "port", "query", "scheme", "user")
    ps_type_name = "System.Uri"
    ps_equals_text = True

    def __init__(self, text: str, kind: str = "Absolute") -> None:
        self.original = text
        self.scheme = self.host = self.path = self.query = self.fragment = self.user = ""
        self.port = -1
        if _DRIVE.match(text) or text.startswith("\\\\"):
            # A path of Windows.
            text = ("file:///" if text[0] != "\\" else "file:") + text.replace("\\", "/")
        self.absolute = bool(_SCHEME.match(text.strip())) or (text.startswith("/") and kind == "Absolute")
        if kind == "Absolute" and not self.absolute:
            raise net_problem("UriFormat" if text.strip() else "UriEmpty")
        if self.absolute:
            self._split(text.strip())

    def _split(self, text: str) -> None:
        if text.startswith("/"):
            text = "file://" + text
        scheme, _, rest = text.partition(":")
        self.scheme = scheme.lower()
        rest, mark, fragment = rest.partition("#")
        self.fragment = _quoted("#" + fragment) if mark else ""
        rest, mark, query = rest.partition("?")
        self.query = _quoted("?" + query) if mark else ""
        if not rest.startswith("//"):
            if self.scheme in _PORTS:
                raise net_problem("UriFormat")
            self.path = _quoted(rest)
            return
        authority, slash, path = rest[2:].partition("/")
        self.path = _normal(_quoted(slash + path)) or "/"
        self.user, _, place = authority.rpartition("@")
        host, _, port = place.rpartition(":") if re.search(r":\d*$", place) else (place, "", "")
        if not host and self.scheme != "file":
            raise net_problem("UriHost")
        if re.search(r"[\s<>\"]", host):
            raise net_problem("UriHost")
        self.host = host.lower()
        self.port = int(port) if port else _PORTS.get(self.scheme, -1)

    @property
    def default_port(self) -> bool:
        """Whether the port is the scheme's own."""
        return self.port == _PORTS.get(self.scheme, -1)

    @property
    def authority(self) -> str:
        """Host, and port where it is not the scheme's own."""
        return self.host if self.default_port else f"{self.host}:{self.port}"

    @property
    def absolute_uri(self) -> str:
        """The whole address, escaped."""
        if not self.host and self.scheme != "file":
            return f"{self.scheme}:{self.path}{self.query}{self.fragment}"
        user = f"{self.user}@" if self.user else ""
        return f"{self.scheme}://{user}{self.authority}{self.path}{self.query}{self.fragment}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Uri) and other.ps_text() == self.ps_text()

    def __hash__(self) -> int:
        return hash(self.ps_text())

    def ps_text(self) -> str:
        """The address, unescaped where that is safe."""
        return _readable(self.absolute_uri) if self.absolute else self.original

    def ps_json(self) -> str:
        """As it was written."""
        return self.original

    def ps_equals(self, other: object) -> bool:
        """Same address."""
        return isinstance(other, Uri) and other.ps_text() == self.ps_text()

    def need(self, value: object) -> object:
        """The value of a property only absolute addresses have."""
        if not self.absolute:
            raise net_problem("UriRelative")
        return value


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="%/:?#[]@!$&'()*+,;=-._~|^`{}\\").replace("|", "%7C").replace("^", "%5E").replace(
        "`", "%60").replace("{", "%7B").replace("}", "%7D")


def _readable(text: str) -> str:
    from urllib.parse import unquote

    return re.sub(r"(?:%[0-9A-Fa-f]{2})+", lambda found: _kept(unquote(found.group()), found.group()), text)


def _kept(plain: str, escaped: str) -> str:
    return escaped if re.search(r"[%/?#@:\\\x00-\x1f\ufffd]", plain) else plain


def _normal(path: str) -> str:
    out: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if len(out) > 1:
                out.pop()
        elif part != ".":
            out.append(part)
    joined = "/".join(out)
    return joined + "/" if path.endswith(("/..", "/.")) else joined


def escape_data(text: str) -> str:
    """Uri.EscapeDataString."""
    from urllib.parse import quote

    return quote(text, safe="-._~")


def unescape_data(text: str) -> str:
    """Uri.UnescapeDataString."""
    from urllib.parse import unquote

    return unquote(text)


def combine(base: Uri, relative: object) -> Uri:
    """An address seen from a base."""
    from urllib.parse import urljoin

    text = relative.original if isinstance(relative, Uri) else str(relative)
    return Uri(urljoin(base.absolute_uri, text))


def construct(*arguments: object) -> Uri:
    """new Uri(text[, kind]) or (base, relative)."""
    first = arguments[0]
    if isinstance(first, Uri):
        return combine(first, arguments[1])
    kind = getattr(arguments[1], "name", "Absolute") if len(arguments) > 1 else "Absolute"
    return Uri(str(first), kind)


def _convert(value: object) -> object:
    if isinstance(value, str):
        try:
            return Uri(str(value), "RelativeOrAbsolute")
        except PSError as error:
            raise problem("InvalidCastFromStringToUri", value, Uri.ps_type_name, error.message, target=value,
                          inner=error) from None
    return NotImplemented


def _try_create(text: str, kind: object, result: object) -> bool:
    try:
        store(result, Uri(text or "", getattr(kind, "name", "Absolute")))
    except PSError:
        store(result, None)
        return False
    return True


def _well_formed(text: str, kind: object) -> bool:
    try:
        found = Uri(text, getattr(kind, "name", "Absolute"))
    except PSError:
        return False
    return " " not in text and (not found.absolute or _quoted(text) == text)


def _segments(uri: Uri) -> TypedArray:
    parts = re.findall(r"[^/]*/|[^/]+$", uri.path)
    return TypedArray(parts, type_named("System.String"))


def _absolute(name: str, type_name: str, read: Callable[[Any], object]) -> Member:
    return prop(name, type_name, lambda uri: uri.need(read(uri)))


class UriBuilder:
    """Parts of an address that can be set."""

    __slots__ = ("uri",)
    ps_type_name = "System.UriBuilder"

    def __init__(self, text: object = "http://localhost/", host: object = None, port: object = None,
                 path: object = "", extra: object = "") -> None:
        if host is not None:
            # By its parts: scheme, host, port, path, and what follows them.
            number = f":{port}" if isinstance(port, int) and port >= 0 else ""
            text = f"{text}://{host}{number}/{str(path).lstrip('/')}{extra}"
        self.uri = text if isinstance(text, Uri) else Uri(str(text) if "://" in str(text) else f"http://{text}")

    def ps_text(self) -> str:
        """The address with its port."""
        uri = self.uri
        port = f":{uri.port}" if uri.port >= 0 else ""
        return f"{uri.scheme}://{uri.host}{port}{uri.path}{uri.query}{uri.fragment}"


def _setter(field: str, mark: str = "") -> Setter:
    def write(builder: object, value: object) -> None:
        text = value if isinstance(value, int) else str(value)
        if mark and text and not str(text).startswith(mark):
            text = mark + str(text)
        setattr(builder.uri, field, text)  # type: ignore[attr-defined]

    return write


def _reader(field: str) -> Getter:
    return lambda builder: getattr(builder.uri, field)


TABLES = {
    "System.Uri": MemberTable(
        "System.Uri",
        _absolute("AbsolutePath", "string", lambda uri: uri.path),
        _absolute("AbsoluteUri", "string", lambda uri: uri.absolute_uri),
        _absolute("LocalPath", "string", lambda uri: unescape_data(uri.path)),
        _absolute("Authority", "string", lambda uri: uri.authority),
        _absolute("HostNameType", "string", lambda uri: "Dns"),
        _absolute("IsDefaultPort", "bool", lambda uri: uri.default_port),
        _absolute("IsFile", "bool", lambda uri: uri.scheme == "file"),
        _absolute("IsLoopback", "bool", lambda uri: uri.host in ("localhost", "127.0.0.1", "[::1]")),
        _absolute("PathAndQuery", "string", lambda uri: uri.path + uri.query),
        _absolute("Segments", "string[]", _segments),
        _absolute("IsUnc", "bool", lambda uri: False),
        _absolute("Host", "string", lambda uri: uri.host),
        _absolute("Port", "int", lambda uri: uri.port),
        _absolute("Query", "string", lambda uri: uri.query),
        _absolute("Fragment", "string", lambda uri: uri.fragment),
        _absolute("Scheme", "string", lambda uri: uri.scheme),
        prop("OriginalString", "string", lambda uri: uri.original),
        _absolute("DnsSafeHost", "string", lambda uri: uri.host),
        _absolute("IdnHost", "string", lambda uri: uri.host),
        prop("IsAbsoluteUri", "bool", lambda uri: uri.absolute),
        prop("UserEscaped", "bool", lambda uri: False),
        _absolute("UserInfo", "string", lambda uri: uri.user),
        method("ToString", lambda uri: uri.ps_text(), "string ToString()"),
        method("GetLeftPart", lambda uri, part: f"{uri.scheme}://{uri.authority}", "string GetLeftPart(string part)"),
        method("MakeRelativeUri", lambda uri, other: Uri(
            other.path.removeprefix(uri.path.rpartition("/")[0] + "/") + other.query, "RelativeOrAbsolute"),
               "uri MakeRelativeUri(uri uri)"),
        static("EscapeDataString", escape_data, "string EscapeDataString(string stringToEscape)"),
        static("UnescapeDataString", unescape_data, "string UnescapeDataString(string stringToUnescape)"),
        static("EscapeUriString", _quoted, "string EscapeUriString(string stringToEscape)"),
        static("IsWellFormedUriString", _well_formed,
               "bool IsWellFormedUriString(string uriString, System.UriKind uriKind)"),
        static("TryCreate", _try_create, "bool TryCreate(string uriString, System.UriKind uriKind, [ref] uri result)"),
        static("CheckSchemeName", lambda name: bool(_SCHEME.fullmatch(name + ":")),
               "bool CheckSchemeName(string schemeName)"),
        constructors=("uri new(string uriString)", "uri new(string uriString, System.UriKind uriKind)",
                      "uri new(uri baseUri, string relativeUri)", "uri new(uri baseUri, uri relativeUri)"),
        construct=construct,
        convert=_convert,
    ),
    "System.UriBuilder": MemberTable(
        "System.UriBuilder",
        *[prop(name, kind, _reader(field), _setter(field, mark)) for name, kind, field, mark in (
            ("Fragment", "string", "fragment", "#"), ("Host", "string", "host", ""), ("Path", "string", "path", "/"),
            ("Port", "int", "port", ""), ("Query", "string", "query", "?"), ("Scheme", "string", "scheme", ""))],
        prop("Uri", "uri", lambda builder: Uri(builder.uri.absolute_uri)),
        method("ToString", lambda builder: builder.ps_text(), "string ToString()"),
        construct=UriBuilder,
        convert=lambda value: UriBuilder(value) if isinstance(value, (str, Uri)) else NotImplemented,
        constructors=(
            "System.UriBuilder new()", "System.UriBuilder new(string uri)", "System.UriBuilder new(uri uri)",
            "System.UriBuilder new(string schemeName, string hostName)",
            "System.UriBuilder new(string scheme, string host, int portNumber)",
            "System.UriBuilder new(string scheme, string host, int port, string pathValue)",
            "System.UriBuilder new(string scheme, string host, int port, string path, string extraValue)"),
    ),
}
