"""WebRequestSession, its cookies, and WebProxy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.errors import net_problem
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_named
from glueshell.objects.types.dictionaries import DICTIONARY, GenericDictionary

_NET = "System.Net."
SESSION = "Microsoft.PowerShell.Commands.WebRequestSession"


class Cookie:
    """One cookie; `expires` is seconds since the epoch or None, `host_only` tells that the server named no domain."""

    __slots__ = ("domain", "expires", "host_only", "http_only", "name", "path", "secure", "value")
    ps_type_name = _NET + "Cookie"

    def __init__(self, name: str = "", value: str = "", path: str = "", domain: str = "") -> None:
        self.name = name
        self.value = value
        self.path = path
        self.domain = domain
        self.host_only = not domain.startswith(".")
        self.http_only = False
        self.secure = False
        self.expires: float | None = None

    def ps_text(self) -> str:
        """`name=value`."""
        return f"{self.name}={self.value}"

    def fits(self, url: str, now: float) -> bool:
        """Whether it goes along to an address."""
        parts = urlsplit(url)
        host, domain = (parts.hostname or "").lower(), self.domain.lower().lstrip(".")
        if host != domain and (self.host_only or not host.endswith("." + domain)):
            return False
        path, own = parts.path or "/", self.path or "/"
        if path != own and not path.startswith(own if own.endswith("/") else own + "/"):
            return False
        return (not self.secure or parts.scheme == "https") and (self.expires is None or self.expires > now)


class CookieCollection:
    """Some cookies."""

    __slots__ = ("cookies",)
    ps_type_name = _NET + "CookieCollection"
    ps_enumerable = True

    def __init__(self, cookies: Iterable[Cookie] = ()) -> None:
        self.cookies = list(cookies)

    def __iter__(self) -> Iterator[object]:
        return iter(self.cookies)

    def __len__(self) -> int:
        return len(self.cookies)

    def named(self, key: object) -> object:
        """A cookie by name or position."""
        if isinstance(key, int):
            return self.cookies[key] if -len(self.cookies) <= key < len(self.cookies) else None
        return next((cookie for cookie in self.cookies if cookie.name.lower() == to_text(key).lower()), None)


class CookieContainer:
    """The cookies of a session: what servers set, and what a script adds."""

    __slots__ = ("cookies",)
    ps_type_name = _NET + "CookieContainer"

    def __init__(self, *sizes: object) -> None:
        self.cookies: list[Cookie] = []

    def ps_text(self) -> str:
        """Its type's name."""
        return self.ps_type_name

    def __len__(self) -> int:
        return len(self.cookies)

    def add(self, first: object, second: object = None) -> None:
        """Add(cookie), or Add(uri, cookie)."""
        cookie = first if second is None else second
        if isinstance(cookie, CookieCollection):
            for one in cookie.cookies:
                self.add(first, one) if second is not None else self.add(one)
            return
        assert isinstance(cookie, Cookie)
        if second is not None and not cookie.domain:
            cookie.domain = urlsplit(to_text(first)).hostname or ""
        if not cookie.domain:
            raise net_problem("CookieDomain", "cookie.Domain")
        self._put(cookie)

    def _put(self, cookie: Cookie) -> None:
        same = (cookie.name, cookie.domain.lower(), cookie.path or "/")
        for position, old in enumerate(self.cookies):
            if (old.name, old.domain.lower(), old.path or "/") == same:
                self.cookies[position] = cookie
                return
        self.cookies.append(cookie)

    def matching(self, url: str) -> list[Cookie]:
        """Those that go along to an address."""
        import time

        now = time.time()
        return [cookie for cookie in self.cookies if cookie.fits(url, now)]

    def header(self, url: str) -> str:
        """What to send to an address, '' for nothing."""
        return "; ".join(cookie.ps_text() for cookie in self.matching(url))

    def take(self, url: str, values: Iterable[str]) -> None:
        """Keep what an address set; what it sets for another domain is left."""
        import time

        for value in values:
            cookie = _parsed(value, url)
            if cookie is None:
                continue
            self._put(cookie)
            if cookie.expires is not None and cookie.expires <= time.time():
                self.cookies.remove(cookie)


def _parsed(text: str, url: str) -> Cookie | None:
    import time
    from email.utils import parsedate_to_datetime

    pair, *flags = text.split(";")
    name, sign, value = pair.strip().partition("=")
    if not sign or not name:
        return None
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    folder = (parts.path or "/").rpartition("/")[0] or "/"
    cookie = Cookie(name.strip(), value.strip(), folder, host)
    for flag in flags:
        key, _, given = (piece.strip() for piece in flag.partition("="))
        low = key.lower()
        if low == "path" and given.startswith("/"):
            cookie.path = given
        elif low == "domain" and given:
            domain = given.lower().lstrip(".")
            if host != domain and not host.endswith("." + domain):
                return None
            cookie.domain, cookie.host_only = "." + domain, False
        elif low == "secure":
            cookie.secure = True
        elif low == "httponly":
            cookie.http_only = True
        elif low == "max-age" and given.lstrip("-").isdigit():
            cookie.expires = time.time() + int(given)
        elif low == "expires" and cookie.expires is None:
            try:
                cookie.expires = parsedate_to_datetime(given).timestamp()
            except ValueError:
                continue
    return cookie


class WebProxy:
    """A proxy by its address; `credentials` go along."""

    __slots__ = ("address", "credentials", "use_default")
    ps_type_name = _NET + "WebProxy"

    def __init__(self, address: object = "", *rest: object) -> None:
        text = to_text(address)
        self.address = text if not text or "://" in text else "http://" + text
        self.credentials: Any = None
        self.use_default = False

    def ps_text(self) -> str:
        """Its type's name."""
        return self.ps_type_name

    def url(self) -> str:
        """The address with user and password, as the transport takes it."""
        from urllib.parse import quote

        if self.credentials is None or "://" not in self.address:
            return self.address
        scheme, rest = self.address.split("://", 1)
        user, secret = quote(self.credentials.user_name, safe=""), quote(self.credentials.password, safe="")
        return f"{scheme}://{user}:{secret}@{rest}"


class WebSession:
    """WebRequestSession: what stays between requests: headers, cookies, credentials, agent, proxy."""

    __slots__ = (
        "agent", "content_headers", "cookies", "credentials", "headers", "interval", "proxy", "redirections", "retries",
        "use_default",
    )  # fmt: skip
    ps_type_name = SESSION

    def __init__(self) -> None:
        text = type_named("System.String")
        self.headers = GenericDictionary((text, text), False, DICTIONARY)
        self.content_headers: dict[str, str] = {}
        self.cookies = CookieContainer()
        self.credentials: Any = None
        self.use_default = False
        self.agent = default_agent()
        self.proxy: WebProxy | None = None
        self.redirections = -1
        self.retries = 0
        self.interval = 0

    def ps_text(self) -> str:
        """Its type's name."""
        return self.ps_type_name


def default_agent() -> str:
    """What a request calls itself: PowerShell's own form."""
    import platform

    system = {"Windows": "Windows NT 10.0", "Darwin": "Macintosh"}.get(platform.system(), platform.system())
    return f"Mozilla/5.0 ({system}; {platform.system()} {platform.release()}; en-US) PowerShell/7.6.9"


def _field(name: str, attribute: str, type_name: str) -> Any:
    return prop(
        name,
        type_name,
        lambda owner: getattr(owner, attribute),
        lambda owner, value: setattr(owner, attribute, value),
    )


def _expires(cookie: Cookie) -> object:
    import datetime

    from glueshell.objects.convert import convert

    moment = datetime.datetime(1, 1, 1)
    if cookie.expires is not None:
        moment = datetime.datetime.fromtimestamp(cookie.expires, datetime.UTC)
    return convert(moment.isoformat(timespec="seconds"), type_named("System.DateTime"))



TABLES = {
    _NET + "Cookie": MemberTable(
        _NET + "Cookie",
        _field("HttpOnly", "http_only", "bool"),
        _field("Domain", "domain", "string"),
        prop("Expires", "datetime", _expires),
        _field("Name", "name", "string"),
        _field("Path", "path", "string"),
        _field("Secure", "secure", "bool"),
        _field("Value", "value", "string"),
        method("ToString", lambda cookie: cookie.ps_text(), "string ToString()"),
        construct=Cookie,
        constructors=(
            "System.Net.Cookie new()",
            "System.Net.Cookie new(string name, string value)",
            "System.Net.Cookie new(string name, string value, string path)",
            "System.Net.Cookie new(string name, string value, string path, string domain)",
        ),
    ),
    _NET + "CookieCollection": MemberTable(
        _NET + "CookieCollection",
        prop("Count", "int", len),
        method("Add", lambda owner, cookie: owner.cookies.append(cookie)),
        construct=CookieCollection,
        index=lambda owner, key: owner.named(key),
    ),
    _NET + "CookieContainer": MemberTable(
        _NET + "CookieContainer",
        prop("Capacity", "int", lambda owner: 300),
        prop("Count", "int", len),
        prop("MaxCookieSize", "int", lambda owner: 4096),
        prop("PerDomainCapacity", "int", lambda owner: 20),
        method("Add", lambda owner, first, second=None: owner.add(first, second)),
        method("GetCookies", lambda owner, url: CookieCollection(owner.matching(to_text(url)))),
        method("GetAllCookies", lambda owner: CookieCollection(owner.cookies)),
        method("GetCookieHeader", lambda owner, url: owner.header(to_text(url))),
        method("SetCookies", lambda owner, url, text: owner.take(to_text(url), [text])),
        construct=CookieContainer,
    ),
    _NET + "WebProxy": MemberTable(
        _NET + "WebProxy",
        prop("Address", "uri", lambda proxy: proxy.address),
        _field("Credentials", "credentials", "System.Net.ICredentials"),
        _field("UseDefaultCredentials", "use_default", "bool"),
        construct=WebProxy,
    ),
    SESSION: MemberTable(
        SESSION,
        prop("Headers", "System.Collections.Generic.Dictionary[string,string]", lambda session: session.headers,
             lambda session, value: setattr(session, "headers", value)),
        _field("Cookies", "cookies", _NET + "CookieContainer"),
        _field("UseDefaultCredentials", "use_default", "bool"),
        _field("Credentials", "credentials", _NET + "ICredentials"),
        prop("Certificates", "System.Object", lambda session: None),
        _field("UserAgent", "agent", "string"),
        _field("Proxy", "proxy", _NET + "IWebProxy"),
        _field("MaximumRedirection", "redirections", "int"),
        _field("MaximumRetryCount", "retries", "int"),
        _field("RetryIntervalInSeconds", "interval", "int"),
        construct=WebSession,
        constructors=(f"{SESSION} new()",),
    ),
}  # fmt: skip
