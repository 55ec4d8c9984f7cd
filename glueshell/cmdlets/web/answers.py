"""What comes back: an answer's text, and the objects that PowerShell makes of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from glueshell.objects.errors import PSError
from glueshell.objects.types.webresponse import HttpRequestMessage, HttpResponseMessage, WebResponse

if TYPE_CHECKING:
    from glueshell.http.web import WebAnswer, WebRequest

_JSON = frozenset(
    {
        "application/json", "text/json", "application/x-javascript", "text/x-javascript", "application/javascript",
        "text/javascript",
    }
)  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SECRET_HEADERS = frozenset({"x-api-key", "authorization", "cookie", "proxy-authorization"})


def media_type(content_type: str) -> str:
    """A content type without its parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def is_json(content_type: str) -> bool:
    """Whether a content type is JSON by PowerShell's list, which knows no vendor types."""
    return media_type(content_type) in _JSON


def is_xml(content_type: str) -> bool:
    """Whether a content type is XML."""
    kind = media_type(content_type)
    return kind in ("application/xml", "application/xml-external-parsed-entity", "application/xml-dtd", "text/xml") or (
        kind.endswith("+xml")
    )


def is_text(content_type: str) -> bool:
    """Whether a content type is text."""
    return media_type(content_type).startswith("text/") or is_xml(content_type) or is_json(content_type)


def codec_of(body: bytes, content_type: str) -> str:
    """The codec of an answer: of its content type, its mark, its HTML or XML head, else UTF-8."""
    named = re.search(r'charset\s*=\s*["\']?([^"\';\s]+)', content_type, re.IGNORECASE)
    if named is None:
        for mark, codec in _MARKS:
            if body.startswith(mark):
                return codec
        head = body[:4096].decode("latin-1")
        named = re.search(r'<meta\s[^>]*charset\s*=\s*["\']?([\w-]+)', head, re.IGNORECASE) or re.match(
            r'\s*<\?xml\s[^>]*encoding\s*=\s*["\']([\w-]+)', head
        )
    try:
        return codecs.lookup(named[1]).name if named is not None else "utf-8"
    except LookupError:
        return "utf-8"


def text_of(body: bytes, content_type: str) -> str:
    """An answer's text."""
    text = body.decode(codec_of(body, content_type), "replace")
    return text.removeprefix("\ufeff")


def request_message(request: WebRequest, *, with_content: bool) -> HttpRequestMessage:
    """The request as scripts see it; secrets in its headers are not shown as text."""
    return HttpRequestMessage(
        request.method, request.url, request.headers, with_content=with_content, hidden=_SECRET_HEADERS
    )


def response_message(answer: WebAnswer, request: HttpRequestMessage) -> HttpResponseMessage:
    """The answer as scripts see it."""
    text = "" if answer.stored else text_of(answer.body, answer.header("content-type") or "")
    return HttpResponseMessage(request, answer.status, answer.reason, answer.headers, text=text, version=answer.version)


def web_response(
    answer: WebAnswer, response: HttpResponseMessage, links: dict[str, str], out_file: str | None
) -> WebResponse:
    """What Invoke-WebRequest gives."""
    from glueshell.objects.types.encoding import find

    content_type = answer.header("content-type") or ""
    if not is_text(content_type):
        return WebResponse(response, answer.body, links=links.items(), out_file=out_file)
    try:
        encoding: object = find(codec_of(answer.body, content_type))
    except PSError:
        encoding = find("utf-8")
    return WebResponse(
        response, answer.body, text=response.text, encoding=encoding, links=links.items(), out_file=out_file
    )


def rest_objects(text: str, content_type: str) -> Iterator[object]:
    """What Invoke-RestMethod gives: the entries of a feed, else one object: of JSON, XML, else the text."""
    from glueshell.objects.types.xml import XmlDocument
    from glueshell.objects.xmlnodes import ELEMENT

    if not text.strip():
        yield text
        return
    kinds = ("json", "xml") if is_json(content_type) else ("xml", "json")
    for kind in kinds:
        try:
            if kind == "json":
                from glueshell.objects.json import from_json

                yield from_json(text)
                return
            if text.lstrip()[:1] != "<":
                continue
            document = XmlDocument(text)
        except PSError:
            continue
        top = document.top()
        if top is not None and top.local.lower() in ("rss", "feed"):
            yield from (one for one in top.walk() if one.kind == ELEMENT and one.local.lower() in ("item", "entry"))
            return
        yield document
        return
    yield text


def relation_links(answer: WebAnswer) -> dict[str, str]:
    """The addresses of an answer's Link header by their relation."""
    from urllib.parse import urljoin

    found: dict[str, str] = {}
    for value in answer.values("link"):
        for address, relation in re.findall(r'<([^>]*)>\s*;\s*rel="?([^",;]+)"?', value, re.IGNORECASE):
            found.setdefault(relation, urljoin(answer.url, address))
    return found


def size_text(count: int) -> str:
    """A number of bytes as PowerShell's messages write it."""
    if count == 0:
        return "0 b"
    size = float(count)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1024 or unit == "GB":
            return f"{size:.1f} {unit}" if unit != "B" else f"{count} B"
        size /= 1024
    return str(count)
