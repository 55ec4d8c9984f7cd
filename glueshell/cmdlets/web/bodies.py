"""What is sent: a body of any kind as bytes, forms, and the headers as they leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from glueshell.cmdlets.web.failures import wrong_format
from glueshell.engine.providers.file_items import FileSystemItem
from glueshell.objects.enumeration import dictionary, enumerable, iterate
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import NOTHING, PSObject, unwrap
from glueshell.objects.text import net_text, to_text
from glueshell.objects.typeinfo import TypedArray
from glueshell.objects.types.conversion import raw

FORM = "application/x-www-form-urlencoded"
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA = re.compile(rf'{_TOKEN}/{_TOKEN}(?:\s*;\s*{_TOKEN}\s*=\s*(?:{_TOKEN}|"[^"]*"))*\s*;?\s*')
_TAGGED = frozenset({"if-match", "if-none-match"})


def pairs_of(value: object) -> Iterator[tuple[str, object]]:
    """The entries of any dictionary."""
    bare = unwrap(value)
    items: Iterable[tuple[object, object]] = bare.items() if isinstance(bare, (Hashtable, dict)) else ()
    return ((to_text(key), item) for key, item in items)


def encoded_form(value: object) -> str:
    """A dictionary as application/x-www-form-urlencoded."""
    from urllib.parse import quote

    def code(text: str) -> str:
        return quote(text, safe="!*()-._ ").replace("~", "%7E").replace(" ", "+")

    return "&".join(f"{code(key)}={code('' if item is None else net_text(item))}" for key, item in pairs_of(value))


def body_bytes(value: object, content_type: str) -> bytes:
    """A body as it leaves; text in the charset of the content type, UTF-8 without one."""
    bare = unwrap(value)
    if dictionary(bare):
        return encoded(encoded_form(bare), content_type)
    if isinstance(bare, bytes):
        return bare
    if isinstance(bare, TypedArray) and bare.element_type.full_name == "System.Byte":
        return bytes(raw(bare))
    outer = getattr(bare, "outer", None)
    if callable(outer):
        return str(outer()).encode("utf-8")
    if isinstance(bare, PSObject) and bare.base is NOTHING:
        # What .NET makes of such an object as text.
        return b""
    return encoded(to_text(bare), content_type)


def encoded(text: str, content_type: str) -> bytes:
    """Text in the charset that a content type names."""
    found = re.search(r'charset\s*=\s*"?([^";\s]+)', content_type, re.IGNORECASE)
    if found is None:
        return text.encode("utf-8")
    try:
        return text.encode(found[1], "replace")
    except LookupError:
        raise wrong_format(f"'{found[1]}' is not a supported encoding name.") from None


def multipart(form: object) -> tuple[bytes, str]:
    """A form in parts: its bytes and its content type."""
    import uuid

    boundary = str(uuid.uuid4())
    parts = [
        f"--{boundary}\r\n".encode() + part + b"\r\n"
        for name, value in pairs_of(form)
        for part in _parts(name, value, nested=True)
    ]
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f'multipart/form-data; boundary="{boundary}"'


def _parts(name: str, value: object, *, nested: bool) -> Iterator[bytes]:
    bare = unwrap(value)
    if isinstance(bare, FileSystemItem):
        with open(bare.path, "rb") as file:
            data = file.read()
        from urllib.parse import quote

        shown = _quoted(bare.name)
        disposition = f"form-data; name={_quoted(name)}; filename={shown}; filename*=utf-8''{quote(bare.name, safe='')}"
        yield f"Content-Disposition: {disposition}\r\nContent-Type: application/octet-stream\r\n\r\n".encode() + data
    elif nested and enumerable(bare) and not dictionary(bare):
        for item in iterate(bare):
            yield from _parts(name, item, nested=False)
    else:
        head = (
            f"Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name={_quoted(name)}\r\n\r\n"
        )
        yield head.encode() + to_text(bare).encode("utf-8")


def _quoted(text: str) -> str:
    if re.fullmatch(_TOKEN, text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "") + '"'


def is_media_type(text: str) -> bool:
    """Whether a Content-Type is one."""
    return _MEDIA.fullmatch(text.strip()) is not None


def check_header(name: str, value: str) -> None:
    """Raise PSError for a header that .NET would not send."""
    if not re.fullmatch(_TOKEN, name):
        raise wrong_format(f"The header name '{name}' has an invalid format.")
    if "\r" in value or "\n" in value:
        raise wrong_format("New-line characters are not allowed in header values.")
    if name.lower() in _TAGGED and not re.fullmatch(r'\*|(?:(?:W/)?"[^"]*"\s*,?\s*)+', value):
        raise wrong_format(f"The format of value '{value}' is invalid.")


def check_agent(value: str) -> None:
    """Raise PSError for a User-Agent whose brackets do not close, or that is no list of products."""
    rest = value.strip()
    product = re.compile(rf"(?:\((?:[^()]|\([^()]*\))*\)|{_TOKEN}(?:/{_TOKEN})?)\s*")
    while rest:
        found = product.match(rest)
        if found is None:
            raise wrong_format(f"The format of value '{rest}' is invalid.")
        rest = rest[found.end() :]


def header_texts(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers ready to leave: values that Latin-1 cannot carry go out as UTF-8."""
    return {
        name: value.encode("utf-8").decode("latin-1") if not value.isascii() else value
        for name, value in headers.items()
    }
