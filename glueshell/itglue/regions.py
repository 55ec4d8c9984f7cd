"""The regions of IT Glue and what belongs to a connection: base addresses and keys."""

from __future__ import annotations

import re
from types import MappingProxyType

REGIONS = MappingProxyType({
    "US": "https://api.itglue.com",
    "EU": "https://api.eu.itglue.com",
    "AU": "https://api.au.itglue.com",
})  # fmt: skip

# Compiled when a key is looked at.
_KEY_SHAPE = r"ITG\.[0-9a-fA-F]{32}\.[0-9A-Za-z_-]{20,}"
_KEY_NOISE = r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+"
_QUOTES = "\"'`\u2018\u2019\u201c\u201d"


class UnknownRegion(ValueError):
    """There is no such region; the message names those there are."""

    exit_status = 3

    def __init__(self, text: str) -> None:
        super().__init__(f"There is no region '{text[:40]}'; the regions are {', '.join(REGIONS)}.")
        self.message = str(self)


class Region:
    """A region by its short name, with the base address of its API."""

    __slots__ = ("base_url", "name")

    def __init__(self, name: str, base_url: str) -> None:
        self.name = name
        self.base_url = base_url

    def __repr__(self) -> str:
        return f"Region({self.name!r})"


def region(text: str) -> Region:
    """The region of a name in any casing; raises UnknownRegion."""
    name = text.strip().upper()
    if name not in REGIONS:
        raise UnknownRegion(text)
    return Region(name, REGIONS[name])


def region_of(base_url: str) -> Region | None:
    """The region whose API lives at this address, or None for a gateway or a sandbox."""
    wanted = base_url.strip().rstrip("/").lower()
    return next((Region(name, url) for name, url in REGIONS.items() if url == wanted), None)


def clean_key(text: str) -> str:
    """A pasted API key without what a paste drags along: blanks, line breaks, invisible characters and quotes."""
    key = re.sub(_KEY_NOISE, "", text).strip(_QUOTES)
    return key[len("x-api-key:") :] if key.lower().startswith("x-api-key:") else key


def looks_like_key(text: str) -> bool:
    """Whether the text has the shape of an IT Glue key; sandboxes and gateways may have others."""
    return re.fullmatch(_KEY_SHAPE, text) is not None


def fingerprint(key: str) -> str:
    """Twelve hexadecimal digits that name a key without telling it."""
    import hashlib

    return hashlib.sha256(b"glueshell-key\0" + key.encode("utf-8")).hexdigest()[:12]
