"""A request spelled for other tools: JSON, curl, Python. The key is a placeholder in all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from glueshell.itglue.plans import CONTENT_TYPE

KEY_VARIABLE = "ITGLUE_API_KEY"


class Spelled:
    """One request: `address` is the API's, `path` below it, `query` pairs as they are before encoding, `body` JSON."""

    __slots__ = ("address", "body", "method", "path", "query")

    def __init__(
        self, address: str, method: str, path: str, query: Sequence[tuple[str, str]], body: Mapping[str, Any] | None
    ) -> None:
        self.address = address
        self.method = method
        self.path = path
        self.query = tuple(query)
        self.body = body

    def url(self) -> str:
        """The whole address, its query encoded as browsers do."""
        from urllib.parse import quote, urlencode

        encoded = urlencode(self.query, safe="[]", quote_via=quote)
        return f"{self.address}{self.path}" + (f"?{encoded}" if encoded else "")

    def json(self, *, indent: int | None = None) -> str:
        """The body as JSON text."""
        import json

        return json.dumps(self.body, ensure_ascii=False, indent=indent)


def as_json(request: Spelled) -> str:
    """Method, path, query and body as one JSON object."""
    import json

    query = _query(request)
    told = {"method": request.method, "path": request.path, "query": query, "body": request.body}
    return json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False, indent=2)


def as_curl(request: Spelled) -> str:
    """A command line for curl."""
    parts = [f"curl --globoff -X {request.method} {_shell(request.url())}", f'-H "x-api-key: ${KEY_VARIABLE}"']
    if request.body is not None:
        parts += [f"-H {_shell('Content-Type: ' + CONTENT_TYPE)}", f"--data-binary {_shell(request.json())}"]
    return " \\\n  ".join(parts)


def as_python(request: Spelled) -> str:
    """A Python program with `requests`."""
    lines = [
        "import os",
        "import requests",
        "",
        f"answer = requests.request({request.method!r}, {request.address + request.path!r},",
        f"    headers={{'x-api-key': os.environ[{KEY_VARIABLE!r}]"
        + (f", 'Content-Type': {CONTENT_TYPE!r}" if request.body is not None else "")
        + "},",
    ]
    if request.query:
        query = _query(request)
        repeated = any(isinstance(value, list) for value in query.values())
        lines.append(f"    params={list(request.query) if repeated else query!r},")
    if request.body is not None:
        lines.append(f"    json={request.body!r},")
    return "\n".join([*lines, "    timeout=30)", "answer.raise_for_status()", "print(answer.text)"])


SPELLINGS: Mapping[str, Callable[[Spelled], str]] = {
    "Json": as_json,
    "Curl": as_curl,
    "Python": as_python,
}


def _query(request: Spelled) -> dict[str, str | list[str]]:
    """The query by its keys; of a key that comes more than once, all its values."""
    query: dict[str, str | list[str]] = {}
    for key, value in request.query:
        known = query.get(key)
        query[key] = value if known is None else [*(known if isinstance(known, list) else [known]), value]
    return query


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
