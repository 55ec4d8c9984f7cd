"""The sandbox's own routes under `/sandbox/`: set faults and look at what was asked, from another process.

They answer to this computer alone and to the key. `POST /sandbox/faults` takes the options of `faults.Fault` as a
JSON object, `GET` lists what is set, `DELETE` takes all back; `GET /sandbox/requests` lists the last requests, `GET
/sandbox/account` tells id and seed.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from glueshell.sandbox.answers import Answer, json_answer
from glueshell.sandbox.faults import OPTIONS

if TYPE_CHECKING:
    from glueshell.sandbox.app import App, Request

PREFIX = "/sandbox/"

LOOPBACK = ("127.", "::1", "::ffff:127.")


def answer(app: App, request: Request) -> Answer:
    """The answer of a control route."""
    if not request.peer.startswith(LOOPBACK):
        return json_answer(403, {"message": "Forbidden"})
    match request.method, request.path.removeprefix(PREFIX).rstrip("/"):
        case "POST", "faults":
            return add_fault(app, request)
        case "GET", "faults":
            return json_answer(200, {"faults": [fault.described() for fault in app.faults.pending()]})
        case "DELETE", "faults":
            app.faults.clear()
            return json_answer(200, {"faults": []})
        case "GET", "requests":
            seen = [
                {
                    "method": one.method,
                    "path": one.path,
                    "query": one.query,
                    "status": one.status,
                    "body": one.body.decode("utf-8", "replace"),
                }
                for one in list(app.requests)
            ]
            return json_answer(200, {"requests": seen})
        case "GET", "account":
            store = app.account.store
            with store.reading():
                return json_answer(200, {"account-id": store.fact("account-id"), "seed": store.fact("seed")})
    return json_answer(404, {"message": "No such control route"})


def add_fault(app: App, request: Request) -> Answer:
    """Sets one fault from a JSON object."""
    try:
        sent = json.loads(request.body)
        if not isinstance(sent, dict):
            raise ValueError("a fault is a JSON object")
        for name in sent:
            if name not in OPTIONS:
                raise ValueError(f"'{name}' is no option of a fault; there are {', '.join(OPTIONS)}")
        fault = app.faults.add(**sent)
    except (ValueError, TypeError, re.error) as problem:
        return json_answer(422, {"message": str(problem)})
    return json_answer(201, fault.described())
