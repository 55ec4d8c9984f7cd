"""What a web request answers: HttpResponseMessage and what it holds, WebResponseObject with its parsed HTML."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.enums import enum_value
from glueshell.objects.errors import net_problem
from glueshell.objects.hashtable import DictionaryEntry
from glueshell.objects.neutral import MARK
from glueshell.objects.numbers import Byte, Int64
from glueshell.objects.psobject import PSObject
from glueshell.objects.typeinfo import TypedArray, TypeInfo, generic_of, type_named
from glueshell.objects.types.dictionaries import DICTIONARY, PAIR, GenericDictionary
from glueshell.objects.types.memorystream import MemoryStream

_HTTP = "System.Net.Http."
_COMMANDS = "Microsoft.PowerShell.Commands."
STATUS = "System.Net.HttpStatusCode"
# Headers that belong to the content, by .NET's reckoning.
CONTENT_HEADERS = frozenset(
    {
        "allow", "content-disposition", "content-encoding", "content-language", "content-length", "content-location",
        "content-md5", "content-range", "content-type", "expires", "last-modified",
    }
)  # fmt: skip
Pairs = tuple[tuple[str, str], ...]


def string_array(values: Iterable[str]) -> TypedArray:
    """A string[] of the values."""
    return TypedArray(list(values), type_named("System.String"))


def _many() -> TypeInfo:
    return generic_of("System.Collections.Generic.IEnumerable`1", (type_named("System.String"),))


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Values by header, in order of first appearance; casing of names does not tell them apart."""
    found: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(names.setdefault(name.lower(), name), []).append(value)
    return found


def headers_dictionary(pairs: Iterable[tuple[str, str]]) -> GenericDictionary:
    """A Dictionary[string, IEnumerable[string]] of headers; names in any casing."""
    arguments = (type_named("System.String"), _many())
    table = GenericDictionary(arguments, False, DICTIONARY)
    for name, values in grouped(pairs).items():
        table[name] = string_array(values)
    return table


class HttpHeaders:
    """The headers of a message as a collection of pairs; `kind` is Response, Request or Content."""

    __slots__ = ("kind", "pairs")
    ps_enumerable = True

    def __init__(self, kind: str, pairs: Iterable[tuple[str, str]]) -> None:
        self.kind = kind
        self.pairs: Pairs = tuple(pairs)

    @property
    def ps_type_name(self) -> str:
        """The .NET type."""
        return f"System.Net.Http.Headers.Http{self.kind}Headers"

    def __iter__(self) -> Iterator[object]:
        name = generic_of(PAIR, (type_named("System.String"), _many())).full_name
        for key, values in grouped(self.pairs).items():
            yield DictionaryEntry(key, string_array(values), name)

    def __len__(self) -> int:
        return len(grouped(self.pairs))

    def values(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.pairs if key.lower() == name.lower()]

    def need(self, name: str) -> TypedArray:
        """The same; a header that is not there is an error."""
        found = self.values(name)
        if not found:
            raise net_problem("HeaderMissing")
        return string_array(found)

    def first(self, name: str) -> str | None:
        """A header's first value, or null."""
        return next(iter(self.values(name)), None)

    def ps_text(self) -> str:
        """Lines of `Name: value`."""
        return "".join(f"{key}: {', '.join(values)}\n" for key, values in grouped(self.pairs).items())


class HttpContent:
    """The content of a message: its headers and its text."""

    __slots__ = ("headers", "name", "text")

    def __init__(self, name: str, headers: HttpHeaders, text: str = "") -> None:
        self.name = name
        self.headers = headers
        self.text = text

    @property
    def ps_type_name(self) -> str:
        """The .NET type."""
        return _HTTP + self.name

    @property
    def ps_base_types(self) -> tuple[str, ...]:
        """HttpContent."""
        return (_HTTP + "HttpContent",)

    def ps_text(self) -> str:
        """Its type's name."""
        return self.ps_type_name


class HttpRequestMessage:
    """A request as it was sent; values of headers named in `hidden` (lower case) are not shown as text."""

    __slots__ = ("hidden", "method", "pairs", "url", "version", "with_content")
    ps_type_name = _HTTP + "HttpRequestMessage"

    def __init__(
        self,
        method: str,
        url: str,
        pairs: Iterable[tuple[str, str]],
        *,
        with_content: bool,
        version: str = "1.1",
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self.method = method
        self.url = url
        self.pairs: Pairs = tuple(pairs)
        self.with_content = with_content
        self.version = version
        self.hidden = hidden

    @property
    def headers(self) -> HttpHeaders:
        """Headers of the request itself."""
        return HttpHeaders("Request", [pair for pair in self.pairs if pair[0].lower() not in CONTENT_HEADERS])

    @property
    def content(self) -> HttpContent | None:
        """What was sent along."""
        if not self.with_content:
            return None
        own = [pair for pair in self.pairs if pair[0].lower() in CONTENT_HEADERS]
        return HttpContent("ByteArrayContent", HttpHeaders("Content", own))

    def ps_text(self) -> str:
        """Method, address and headers in lines."""
        content = _HTTP + "ByteArrayContent" if self.with_content else "<null>"
        lines = "".join(
            f"  {key}: {MARK if key.lower() in self.hidden else ', '.join(values)}\n"
            for key, values in grouped(self.pairs).items()
        )
        return (
            f"Method: {self.method}, RequestUri: '{self.url}', Version: {self.version}, Content: {content},"
            f" Headers:\n{{\n{lines}}}"
        )


class HttpResponseMessage:
    """The answer of a server: status, reason, headers, text of the content, and the request it answers."""

    __slots__ = ("pairs", "reason", "request", "status", "text", "version")
    ps_type_name = _HTTP + "HttpResponseMessage"

    def __init__(
        self,
        request: HttpRequestMessage,
        status: int,
        reason: str,
        pairs: Iterable[tuple[str, str]],
        *,
        text: str = "",
        version: str = "1.1",
    ) -> None:
        self.request = request
        self.status = status
        self.reason = reason
        self.pairs: Pairs = tuple(pairs)
        self.text = text
        self.version = version

    @property
    def headers(self) -> HttpHeaders:
        """Headers of the answer itself."""
        return HttpHeaders("Response", [pair for pair in self.pairs if pair[0].lower() not in CONTENT_HEADERS])

    @property
    def content(self) -> HttpContent:
        """The content."""
        own = [pair for pair in self.pairs if pair[0].lower() in CONTENT_HEADERS]
        return HttpContent("HttpConnectionResponseContent", HttpHeaders("Content", own), self.text)

    def ordered(self) -> Pairs:
        """All headers, the content's after the answer's own."""
        return (*self.headers.pairs, *self.content.headers.pairs)

    def ps_text(self) -> str:
        """Status, reason and headers in lines."""
        lines = "".join(f"  {key}: {', '.join(values)}\n" for key, values in grouped(self.ordered()).items())
        return (
            f"StatusCode: {self.status}, ReasonPhrase: '{self.reason}', Version: {self.version},"
            f" Content: {self.content.ps_type_name}, Headers:\n{{\n{lines}}}"
        )


class WebResponse:
    """WebResponseObject: an answer with its bytes; `text` (of what is text) makes it a BasicHtmlWebResponseObject."""

    __slots__ = ("base", "body", "encoding", "links", "out_file", "raw_content", "text")

    def __init__(
        self,
        base: HttpResponseMessage,
        body: bytes,
        *,
        text: str | None = None,
        encoding: object = None,
        links: Iterable[tuple[str, str]] = (),
        out_file: str | None = None,
    ) -> None:
        self.base = base
        self.body = body
        self.text = text
        self.encoding = encoding
        self.links = tuple(links)
        self.out_file = out_file
        self.raw_content = self._raw()

    @property
    def ps_type_name(self) -> str:
        """The .NET type."""
        return _COMMANDS + ("WebResponseObject" if self.text is None else "BasicHtmlWebResponseObject")

    def shown(self) -> str:
        """The content as text; of bytes what is printable ASCII, a dot for the rest."""
        if self.text is not None:
            return self.text
        return "".join(chr(byte) if 32 <= byte < 127 or byte in (9, 10, 13) else "." for byte in self.body)

    def ps_text(self) -> str:
        """The content."""
        return self.shown()

    def _raw(self) -> str:
        end = os.linesep
        head = f"HTTP/{self.base.version} {self.base.status} {self.description}{end}"
        return head + "".join(f"{key}: {value}{end}" for key, value in self.base.ordered()) + end + self.shown()

    @property
    def description(self) -> str:
        """The status by its name."""
        return enum_value(STATUS, self.base.status).name

    def relation(self) -> GenericDictionary:
        """The links of the Link header by their relation."""
        text = type_named("System.String")
        return GenericDictionary((text, text), False, DICTIONARY, self.links)

    def tags(self, kind: str) -> list[object]:
        """The elements of a kind in the HTML: a, img or input."""
        return [html_object(found, kind.upper()) for found in _found(kind, self.text or "")]


def _found(kind: str, html: str) -> Iterator[str]:
    import re

    patterns = {
        "a": r"<a\s+[^>]*(?:/>|>.*?</a>)",
        "img": r"<img\s[^>]*?>",
        "input": r"<input\s+[^>]*(?:/?>|>.*?</input>)",
    }
    return (match[0] for match in re.finditer(patterns[kind], html, re.IGNORECASE | re.DOTALL))


def html_object(html: str, tag: str) -> PSObject:
    """An element as an object: outerHTML, tagName, and each attribute."""
    import re
    from html import unescape

    made = PSObject({"outerHTML": html, "tagName": tag})
    head = re.match(r"<\w+((?:\s+[^\"'>/=\s\x00-\x1f]+(?:\s*=\s*(?:\".*?\"|'.*?'|[^'\">\s]+))?)*)", html, re.DOTALL)
    attribute = r"([^\"'>/=\s\x00-\x1f]+)(?:\s*=\s*(?:\"(.*?)\"|'(.*?)'|([^'\">\s]+)))?"
    for name, double, single, bare in re.findall(attribute, head[1] if head else "", re.DOTALL):
        if made.find(name) is None:
            made.set(name, unescape(double or single or bare or "") or None)
    return made


def _status(response: HttpResponseMessage) -> object:
    return enum_value(STATUS, response.status)


def _bytes(response: WebResponse) -> TypedArray:
    return TypedArray([Byte(byte) for byte in response.body], type_named("System.Byte"))


def _version(message: HttpResponseMessage) -> object:
    from glueshell.objects.types.version import Version

    return Version(*[int(part) for part in message.version.split(".")])


def _uri(message: HttpRequestMessage) -> object:
    from glueshell.objects.types.uri import Uri

    return Uri(message.url)


def _content(response: WebResponse) -> object:
    return _bytes(response) if response.text is None else response.text


_DICTIONARY_TYPE = (
    "System.Collections.Generic.Dictionary[string,System.Collections.Generic.IEnumerable[string]]"
)
_ELEMENTS = _COMMANDS + "WebCmdletElementCollection"

TABLES = {
    "System.Net.Http.Headers.HttpHeaders": MemberTable(
        "System.Net.Http.Headers.HttpHeaders",
        method("Contains", lambda headers, name: bool(headers.values(name)), "bool Contains(string name)"),
        method("GetValues", lambda headers, name: headers.need(name), "System.Object GetValues(string name)"),
    ),
    "System.Net.Http.Headers.HttpResponseHeaders": MemberTable(
        "System.Net.Http.Headers.HttpResponseHeaders",
        prop("Location", "uri", lambda headers: headers.first("location")),
        prop("RetryAfter", "System.Object", lambda headers: headers.first("retry-after")),
        prop("ETag", "System.Object", lambda headers: headers.first("etag")),
        prop("Date", "System.Object", lambda headers: headers.first("date")),
    ),
    _HTTP + "HttpContent": MemberTable(
        _HTTP + "HttpContent",
        prop("Headers", "System.Net.Http.Headers.HttpContentHeaders", lambda content: content.headers),
    ),
    _HTTP + "HttpRequestMessage": MemberTable(
        _HTTP + "HttpRequestMessage",
        prop("Version", "version", _version),
        prop("Content", _HTTP + "HttpContent", lambda message: message.content),
        prop("Method", _HTTP + "HttpMethod", lambda message: message.method),
        prop("RequestUri", "uri", _uri),
        prop("Headers", "System.Net.Http.Headers.HttpRequestHeaders", lambda message: message.headers),
        method("ToString", lambda message: message.ps_text(), "string ToString()"),
    ),
    _HTTP + "HttpResponseMessage": MemberTable(
        _HTTP + "HttpResponseMessage",
        prop("Version", "version", _version),
        prop("Content", _HTTP + "HttpContent", lambda message: message.content),
        prop("StatusCode", STATUS, _status),
        prop("ReasonPhrase", "string", lambda message: message.reason),
        prop("Headers", "System.Net.Http.Headers.HttpResponseHeaders", lambda message: message.headers),
        prop("TrailingHeaders", "System.Net.Http.Headers.HttpResponseHeaders",
             lambda message: HttpHeaders("Response", ())),
        prop("RequestMessage", _HTTP + "HttpRequestMessage", lambda message: message.request),
        prop("IsSuccessStatusCode", "bool", lambda message: 200 <= message.status < 300),
        method("ToString", lambda message: message.ps_text(), "string ToString()"),
    ),
    _COMMANDS + "WebResponseObject": MemberTable(
        _COMMANDS + "WebResponseObject",
        prop("BaseResponse", _HTTP + "HttpResponseMessage", lambda response: response.base),
        prop("Content", "byte[]", _content),
        prop("Headers", _DICTIONARY_TYPE, lambda response: headers_dictionary(response.base.ordered())),
        prop("OutFile", "string", lambda response: response.out_file),
        prop("RawContent", "string", lambda response: response.raw_content,
             lambda response, value: setattr(response, "raw_content", value)),
        prop("RawContentLength", "long", lambda response: Int64(len(response.body))),
        prop("RawContentStream", "System.IO.MemoryStream", lambda response: MemoryStream(response.body)),
        prop("RelationLink", "System.Collections.Generic.Dictionary[string,string]",
             lambda response: response.relation()),
        prop("StatusCode", "int", lambda response: response.base.status),
        prop("StatusDescription", "string", lambda response: response.description),
        method("ToString", lambda response: response.shown(), "string ToString()"),
    ),
    _COMMANDS + "BasicHtmlWebResponseObject": MemberTable(
        _COMMANDS + "BasicHtmlWebResponseObject",
        prop("Content", "string", lambda response: response.text),
        prop("Encoding", "System.Text.Encoding", lambda response: response.encoding),
        prop("Images", _ELEMENTS, lambda response: response.tags("img")),
        prop("InputFields", _ELEMENTS, lambda response: response.tags("input")),
        prop("Links", _ELEMENTS, lambda response: response.tags("a")),
    ),
}  # fmt: skip
