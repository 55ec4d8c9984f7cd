"""Answers of the app before they become WSGI."""

from __future__ import annotations

import json
from collections.abc import Mapping

JSON_API = "application/vnd.api+json; charset=utf-8"
JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"

REASONS = {
    200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 301: "Moved Permanently", 302: "Found",
    303: "See Other", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found", 409: "Conflict", 413: "Payload Too Large", 415: "Unsupported Media Type",
    422: "Unprocessable Entity", 429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout",
}  # fmt: skip


class Answer:
    """One answer; `sent`, when set, is how much of the body goes out before the connection breaks off."""

    __slots__ = ("body", "content_type", "headers", "sent", "status")

    def __init__(
        self,
        status: int,
        body: bytes,
        content_type: str = JSON_API,
        headers: Mapping[str, str] | None = None,
        sent: int | None = None,
    ) -> None:
        self.status = status
        self.body = body
        self.content_type = content_type
        self.headers = dict(headers or {})
        self.sent = sent

    @property
    def status_line(self) -> str:
        """Status code and reason."""
        return f"{self.status} {REASONS.get(self.status, 'Status')}"

    def header_list(self) -> list[tuple[str, str]]:
        """The headers as WSGI takes them."""
        return [
            ("Content-Type", self.content_type),
            ("Content-Length", str(len(self.body))),
            *self.headers.items(),
        ]


def document_answer(status: int, document: object) -> Answer:
    """A JSON:API document."""
    return Answer(status, json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def json_answer(status: int, document: object, headers: Mapping[str, str] | None = None) -> Answer:
    """A plain JSON body, as gateways send it."""
    return Answer(status, json.dumps(document, ensure_ascii=False).encode("utf-8"), JSON, headers)
