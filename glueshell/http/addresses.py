"""Where a request may go: base addresses checked once, paths checked each time."""

from __future__ import annotations

import re

from glueshell.http.errors import InsecureUrl, failure

_PATH = re.compile(r"/(?!/)[!$&'()*+,\-./0-9:;=@A-Z_a-z~%]*")


def is_loopback(host: str) -> bool:
    """Whether the host is this machine: `localhost`, 127.0.0.0/8 or ::1."""
    if host == "localhost" or host == "::1":
        return True
    octets = host.split(".")
    return len(octets) == 4 and octets[0] == "127" and all(o.isdigit() and int(o) < 256 for o in octets)


class BaseAddress:
    """A checked base address: `url` without a trailing slash, `host` in lower case, `loopback`.

    Raises InsecureUrl when the key must not go there: https is asked of every host but this machine.
    """

    __slots__ = ("host", "loopback", "url")

    def __init__(self, text: str) -> None:
        from urllib.parse import urlsplit

        try:
            parts = urlsplit(text.strip())
            host = (parts.hostname or "").lower()
            parts.port  # noqa: B018 - reading it is what checks it
        except ValueError:
            raise InsecureUrl(text[:80], "no-host") from None
        if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
            raise InsecureUrl(text[:80], "no-host")
        if parts.username is not None or parts.password is not None:
            raise InsecureUrl(host, "user-info")
        self.loopback = is_loopback(host)
        if parts.scheme == "http" and not self.loopback:
            raise InsecureUrl(f"http://{host}", "plain-http")
        self.host = host
        self.url = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"

    def holds(self, url: str) -> bool:
        """Whether an absolute address is this one or lies below it."""
        return lies_in(self.url, url)

    def join(self, path: str) -> str:
        """The full address of a path of the API; a path that could lead elsewhere is refused."""
        if not _PATH.fullmatch(path) or any(part in ("..", ".") for part in path.split("/")):
            raise failure("bad-path", self.host, path[:80])
        return self.url + path


class WebAddress(BaseAddress):
    """The server of any http or https address: `url` up to its path; whether a key may go there is not asked."""

    __slots__ = ()

    def __init__(self, text: str) -> None:
        from urllib.parse import urlsplit

        parts = urlsplit(text)
        self.host = (parts.hostname or "").lower()
        self.loopback = is_loopback(self.host)
        self.url = f"{parts.scheme}://{parts.netloc}"


def lies_in(base: str, url: str) -> bool:
    """Whether an absolute address is `base` (without a trailing slash) or lies below it, in any casing."""
    base, url = base.lower(), url.lower()
    return url == base or url.startswith((base + "/", base + "?"))
