"""The sandbox's own routes under `/sandbox/`: a page and JSON to set faults and look at what was asked.

They answer to this computer alone and need no key. Whatever changes something is a POST (or DELETE) that brings the
page's token along (form field `token`, header `X-Sandbox-Token`) or a key of the account, and never comes from another
site. `faults` takes the options of `faults.Fault`; `limit` requests and seconds; `features` what the account may do.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from glueshell.sandbox.answers import HTML, Answer, json_answer
from glueshell.sandbox.faults import OPTIONS
from glueshell.sandbox.page import render

if TYPE_CHECKING:
    from glueshell.sandbox.app import App, Request

PREFIX = "/sandbox/"

LOOPBACK = ("127.", "::1", "::ffff:127.")
HOSTS = ("localhost", "127.0.0.1", "::1")
FORM = "application/x-www-form-urlencoded"
SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

NUMBERS: Mapping[str, Callable[[str], object]] = {
    "count": int, "skip": int, "status": int, "seconds": float, "requests": int,
}  # fmt: skip


def answer(app: App, request: Request) -> Answer:
    """The answer of a control route."""
    if not is_local(request):
        return json_answer(403, {"message": "The control page answers to this computer alone"})
    route = f"{request.path}/".removeprefix(PREFIX).strip("/")
    if request.method in ("GET", "HEAD"):
        if route == "":
            return Answer(200, render(app, request).encode("utf-8"), HTML, SAFE_HEADERS)
        reader = READERS.get(route)
        return no_route() if reader is None else json_answer(200, reader(app), SAFE_HEADERS)
    changer = CHANGERS.get((request.method, route))
    if changer is None:
        return no_route()
    # curl calls what it sends a form unless told otherwise.
    is_form = request.content_type.partition(";")[0].strip().lower() == FORM and request.body[:1] != b"{"
    try:
        sent = sent_by(request, is_form)
        if not may_change(app, request, sent.pop("token", None)):
            return json_answer(403, {"message": "Bring the token of the control page, or a key of the account"})
        told, status = changer(app, sent)
    except (ValueError, TypeError, re.error) as problem:
        return json_answer(422, {"message": str(problem)})
    if is_form:
        return Answer(303, b"", HTML, {"Location": PREFIX, **SAFE_HEADERS})
    return json_answer(status, told, SAFE_HEADERS)


def no_route() -> Answer:
    """The answer to everything else under the prefix."""
    return json_answer(404, {"message": "No such control route"})


def is_local(request: Request) -> bool:
    """Whether both ends of the connection are this computer, under a name that only it answers to."""
    host = urlsplit(f"//{request.host}").hostname or ""
    return request.peer.startswith(LOOPBACK) and host.lower() in HOSTS


def may_change(app: App, request: Request, token: object) -> bool:
    """Whether a request may change something: it knows the token or a key, and no other site sent it."""
    origin = request.headers.get("HTTP_ORIGIN")
    if origin is not None and origin != request.origin:
        return False
    if request.headers.get("HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none"):
        return False
    given = str(token or request.headers.get("HTTP_X_SANDBOX_TOKEN", ""))
    return request.key in app.keys or hmac.compare_digest(given.encode("utf-8"), app.token.encode("utf-8"))


def sent_by(request: Request, is_form: bool) -> dict[str, object]:
    """The fields of a form or the members of a JSON object; nothing for an empty body."""
    if is_form:
        fields = {key: value for key, value in parse_qsl(request.body.decode("utf-8")) if value != ""}
        return {key: NUMBERS[key](value) if key in NUMBERS else flag(value) for key, value in fields.items()}
    sent = json.loads(request.body) if request.body else {}
    if not isinstance(sent, dict):
        raise ValueError("the body is a JSON object")
    return sent


def flag(value: str) -> object:
    """A field of a form: `true` and `false` are booleans, all else is text."""
    return {"true": True, "false": False}.get(value, value)


# What can be read.


def faults(app: App) -> dict[str, object]:
    """The faults that are set."""
    return {"faults": [fault.described() for fault in app.faults.pending()]}


def requests(app: App) -> dict[str, object]:
    """The last requests, oldest first."""
    return {
        "requests": [
            {
                "method": one.method,
                "path": one.path,
                "query": one.query,
                "status": one.status,
                "body": one.body.decode("utf-8", "replace"),
            }
            for one in list(app.requests)
        ]
    }


def account(app: App) -> dict[str, object]:
    """Id and seed of the account, and where it lives."""
    store = app.account.store
    with store.reading():
        return {"account-id": store.fact("account-id"), "seed": store.fact("seed"), "region": app.region}


def features(app: App) -> dict[str, object]:
    """What the account may do."""
    return dict(app.account.features.told())


def limit(app: App) -> dict[str, object]:
    """The rate limit."""
    return app.limit.told()


def state(app: App) -> dict[str, object]:
    """All of it in one object."""
    return {
        **account(app),
        **faults(app),
        **requests(app),
        "limit": limit(app),
        "features": features(app),
    }


READERS: Mapping[str, Callable[[App], dict[str, object]]] = {
    "account": account,
    "faults": faults,
    "features": features,
    "limit": limit,
    "requests": requests,
    "state": state,
}


# What can be changed.

Change = tuple[dict[str, object], int]


def add_fault(app: App, sent: dict[str, object]) -> Change:
    """Sets one fault."""
    known(sent, OPTIONS, "a fault")
    if "kind" not in sent:
        raise ValueError("a fault has a kind")
    return app.faults.add(**sent).described(), 201  # type: ignore[arg-type]


def clear_faults(app: App, sent: dict[str, object]) -> Change:
    """Takes all faults back."""
    app.faults.clear()
    return {"faults": []}, 200


def set_limit(app: App, sent: dict[str, object]) -> Change:
    """Sets the rate limit."""
    known(sent, ("requests", "seconds"), "the limit")
    wanted, seconds = sent.get("requests", app.limit.requests), sent.get("seconds", app.limit.seconds)
    if not isinstance(wanted, int) or wanted < 0 or not isinstance(seconds, int | float) or seconds <= 0:
        raise ValueError("the limit is a number of requests (0: none) in a number of seconds")
    app.limit.change(wanted, seconds)
    return app.limit.told(), 200


def set_features(app: App, sent: dict[str, object]) -> Change:
    """Opens or closes what the account may do."""
    known(sent, tuple(app.account.features.told()), "the features")
    for name, value in sent.items():
        if not isinstance(value, bool):
            raise ValueError(f"'{name}' is true or false")
        setattr(app.account.features, name, value)
    return dict(app.account.features.told()), 200


def forget_requests(app: App, sent: dict[str, object]) -> Change:
    """Forgets what was asked."""
    app.requests.clear()
    return {"requests": []}, 200


def known(sent: Mapping[str, object], options: tuple[str, ...], what: str) -> None:
    """Raises ValueError for an option that there is not."""
    for name in sent:
        if name not in options:
            raise ValueError(f"'{name}' is no option of {what}; there are {', '.join(options)}")


CHANGERS: Mapping[tuple[str, str], Callable[[App, dict[str, object]], Change]] = {
    ("POST", "faults"): add_fault,
    ("DELETE", "faults"): clear_faults,
    ("POST", "faults/clear"): clear_faults,
    ("POST", "limit"): set_limit,
    ("POST", "features"): set_features,
    ("POST", "requests/clear"): forget_requests,
}
