"""WebUtility, HttpUtility and ServicePointManager."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, constant, static
from glueshell.objects.enums import enum_value

_PROTOCOL = "System.Net.SecurityProtocolType"


def html_encode(text: str | None) -> str | None:
    """HtmlEncode: the five signs, and what is beyond ASCII in the Latin-1 range, as numbers."""
    if text is None:
        return None
    named = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
    return "".join(
        named.get(char) or (f"&#{ord(char)};" if 160 <= ord(char) <= 255 or ord(char) > 0xFFFF else char)
        for char in text)


def html_decode(text: str | None) -> str | None:
    """HtmlDecode."""
    from html import unescape

    return None if text is None else unescape(text)


def _quote(text: str | None, safe: str, lower: bool) -> str | None:
    if text is None:
        return None
    from re import sub
    from urllib.parse import quote

    coded = quote(text, safe=safe + " ").replace("~", "%7E").replace(" ", "+")
    return sub("%[0-9A-F]{2}", lambda found: found.group().lower(), coded) if lower else coded


def _unquote(text: str | None) -> str | None:
    if text is None:
        return None
    from urllib.parse import unquote_plus

    return unquote_plus(text)


def _parse_query(text: str) -> object:
    from urllib.parse import parse_qsl

    from glueshell.objects.hashtable import OrderedDictionary

    table = OrderedDictionary()
    for name, value in parse_qsl(text.removeprefix("?"), keep_blank_values=True):
        table[name] = f"{table[name]},{value}" if name in table else value
    return table


TABLES = {
    "System.Net.WebUtility": MemberTable(
        "System.Net.WebUtility",
        static("HtmlEncode", html_encode, "string HtmlEncode(string value)"),
        static("HtmlDecode", html_decode, "string HtmlDecode(string value)"),
        static("UrlEncode", lambda text: _quote(text, "!*()-._", False), "string UrlEncode(string value)"),
        static("UrlDecode", _unquote, "string UrlDecode(string encodedValue)"),
    ),
    "System.Web.HttpUtility": MemberTable(
        "System.Web.HttpUtility",
        static("HtmlEncode", html_encode, "string HtmlEncode(string s)"),
        static("HtmlAttributeEncode", lambda text: text.replace("&", "&amp;").replace('"', "&quot;").replace(
            "'", "&#39;").replace("<", "&lt;"), "string HtmlAttributeEncode(string s)"),
        static("HtmlDecode", html_decode, "string HtmlDecode(string s)"),
        static("UrlEncode", lambda text: _quote(text, "!*()-._", True), "string UrlEncode(string str)"),
        static("UrlPathEncode", lambda text: text.replace(" ", "%20"), "string UrlPathEncode(string str)"),
        static("UrlDecode", _unquote, "string UrlDecode(string str)"),
        static("ParseQueryString", _parse_query, "System.Object ParseQueryString(string query)"),
    ),
    # Transport security is the transport's own affair; scripts that set it are let through.
    "System.Net.ServicePointManager": MemberTable(
        "System.Net.ServicePointManager",
        constant("SecurityProtocol", _PROTOCOL, lambda: enum_value(_PROTOCOL, 0), lambda value: None),
        constant("ServerCertificateValidationCallback", "System.Object", lambda: None, lambda value: None),
        constant("Expect100Continue", "bool", lambda: True, lambda value: None),
        constant("DefaultConnectionLimit", "int", lambda: 2, lambda value: None),
    ),
}
