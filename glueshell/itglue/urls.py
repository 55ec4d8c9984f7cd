"""Addresses of records as the web app shows them."""

from __future__ import annotations

import re
from types import MappingProxyType

# The path segment of the web app, and the resource it stands for.
SEGMENTS = MappingProxyType({
    "configurations": "configurations",
    "contacts": "contacts",
    "locations": "locations",
    "passwords": "passwords",
    "docs": "documents",
    "domains": "domains",
    "checklists": "checklists",
    "ssl_certificates": "ssl_certificates",
    "ssl-certificates": "ssl_certificates",
    "tickets": "tickets",
})  # fmt: skip

_ADDRESS = re.compile(r"https?://(?P<host>[^/?#\s@]+)(?P<path>/[^?#\s]*)?(?:[?#]\S*)?", re.IGNORECASE)
_ASSET = re.compile(r"(?P<type>[0-9]+)(?:-[^/]*)?")


class RecordUrl:
    """What an address names: `host`, `organization_id`, `resource` (as in the catalog), `id`, and for a flexible asset
    the `type_id`. Ids are strings of digits."""

    __slots__ = ("host", "id", "organization_id", "resource", "type_id")

    def __init__(self, host: str, organization_id: str, resource: str, id: str, type_id: str | None = None) -> None:
        self.host = host
        self.organization_id = organization_id
        self.resource = resource
        self.id = id
        self.type_id = type_id

    def __repr__(self) -> str:
        return f"RecordUrl({self.host!r}, {self.organization_id!r}, {self.resource!r}, {self.id!r})"


def parse_record_url(text: str) -> RecordUrl | None:
    """The record an address names, or None when the text is no address of a record."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None:
        return None
    host = match["host"].lower()
    parts = [part for part in (match["path"] or "").split("/") if part]
    if not parts or not _digits(parts[0]):
        return None
    organization, rest = parts[0], parts[1:]
    if not rest:
        return RecordUrl(host, organization, "organizations", organization)
    if len(rest) >= 2 and rest[0] in SEGMENTS and _digits(rest[1]):
        return RecordUrl(host, organization, SEGMENTS[rest[0]], rest[1])
    if len(rest) >= 3 and rest[:2] == ["documents", "folder"] and _digits(rest[2]):
        return RecordUrl(host, organization, "document_folders", rest[2])
    if len(rest) >= 4 and rest[0] == "assets" and rest[2] == "records" and _digits(rest[3]):
        asset = _ASSET.fullmatch(rest[1])
        if asset is not None:
            return RecordUrl(host, organization, "flexible_assets", rest[3], asset["type"])
    return None


def _digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()
