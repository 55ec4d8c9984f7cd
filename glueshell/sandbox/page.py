"""The control page: what the sandbox is set to do, what it was asked, and forms to change it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from glueshell.sandbox.faults import KINDS

if TYPE_CHECKING:
    from glueshell.sandbox.app import App, Request

SHOWN_REQUESTS = 100

FORMS = {
    "status": "an error status", "page": "a web page instead of JSON", "garbage": "not JSON", "empty": "no body",
    "redirect": "a redirect", "reset": "a TCP reset", "close": "the connection closed", "half": "half an answer",
    "delay": "a late answer", "hang": "no answer, ever", "late": "an error now, stored later",
}  # fmt: skip

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; color: #1c2430; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #d5dae1; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .2rem .6rem .2rem 0; }
th { font-weight: 600; color: #5a6675; } tr + tr td { border-top: 1px solid #eef0f3; }
td.code, code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
form { margin: .6rem 0; } label { margin-right: .8rem; white-space: nowrap; }
input, select, button { font: inherit; } input[size] { width: auto; } .bad { color: #a3212b; }
p.note { color: #5a6675; }
"""


def render(app: App, request: Request) -> str:
    """The page as HTML."""
    store = app.account.store
    with store.reading():
        facts = {name: store.fact(name) or "" for name in ("account-id", "seed", "member")}
        organizations = store.count("organizations")
    parts = [
        f"<h1>Sandbox of {escape(facts['account-id'])}</h1>",
        f"<p>Region {escape(app.region)}, seed {escape(facts['seed'])}, {organizations} organizations; writes are "
        f"logged as {escape(facts['member'] or 'API')}. "
        "The same as JSON: <a href='/sandbox/state'>/sandbox/state</a>.</p>",
        *faults_part(app),
        *limit_part(app),
        *features_part(app),
        *requests_part(app),
    ]
    title = "glueshell sandbox"
    head = f"<meta charset='utf-8'><title>{title}</title><style>{STYLE}</style>"
    return f"<!DOCTYPE html>\n<html lang='en'><head>{head}</head><body>{''.join(parts)}</body></html>\n"


def form(app: App, route: str, inner: str, button: str) -> str:
    """A form that changes something; it carries the token."""
    token = f"<input type='hidden' name='token' value='{escape(app.token)}'>"
    return f"<form method='post' action='/sandbox/{route}'>{token}{inner} <button>{escape(button)}</button></form>"


def faults_part(app: App) -> list[str]:
    """The faults that are set, and the form for one more."""
    rows = [
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in (
            fault.kind, fault.method or "any", fault.path.pattern if fault.path else "any", fault.status,
            "yes" if fault.stored else "no", fault.count, fault.skip, fault.hits,
        )) + "</tr>"
        for fault in app.faults.pending()
    ]  # fmt: skip
    heads = ("kind", "method", "path", "status", "stored first", "left", "skips", "struck")
    table = table_of(heads, rows) if rows else "<p class='note'>No fault is set: every request is answered truly.</p>"
    kinds = "".join(f"<option value='{kind}'>{escape(FORMS[kind])}</option>" for kind in KINDS if kind in FORMS)
    methods = "".join(f"<option>{method}</option>" for method in ("", "GET", "POST", "PATCH", "DELETE"))
    fields = (
        f"<label>Answer with <select name='kind'>{kinds}</select></label>"
        "<label>status <input name='status' size='4' placeholder='503' inputmode='numeric'></label>"
        "<label>seconds <input name='seconds' size='5' placeholder='5'></label>"
        "<label>Retry-After <input name='retry_after' size='4'></label><br>"
        f"<label>to <select name='method'>{methods}</select></label>"
        "<label>path (a regular expression) <input name='path' size='24' placeholder='^/contacts'></label>"
        "<label>times <input name='count' size='4' value='1' inputmode='numeric'></label>"
        "<label>after skipping <input name='skip' size='4' value='0' inputmode='numeric'></label>"
        "<label><input type='checkbox' name='stored' value='true'> carried out first</label>"
    )
    return [
        "<h2>Faults</h2>",
        table,
        form(app, "faults", fields, "Set"),
        form(app, "faults/clear", "", "Take all back"),
    ]


def limit_part(app: App) -> list[str]:
    """The rate limit."""
    told = app.limit.told()
    left = "no limit" if told["left"] is None else f"{told['left']} left in this window"
    fields = (
        f"<label>requests <input name='requests' size='6' value='{told['requests']}' inputmode='numeric'></label>"
        f"<label>in seconds <input name='seconds' size='6' value='{told['seconds']:g}'></label> "
        f"<span>{escape(left)}; 0 requests: no limit.</span>"
    )
    return ["<h2>Rate limit</h2>", form(app, "limit", fields, "Set")]


def features_part(app: App) -> list[str]:
    """What the account may do."""
    parts = ["<h2>What the account has</h2>"]
    for name, is_open in app.account.features.told().items():
        state = "open" if is_open else "<span class='bad'>closed</span>"
        field = f"<input type='hidden' name='{name}' value='{'false' if is_open else 'true'}'>{name}: {state}"
        parts.append(form(app, "features", field, "Close" if is_open else "Open"))
    return parts


def requests_part(app: App) -> list[str]:
    """The last requests, newest first."""
    seen = list(app.requests)[-SHOWN_REQUESTS:]
    rows = []
    for one in reversed(seen):
        address = one.path + (f"?{one.query}" if one.query else "")
        status = str(one.status) if one.status else "hung up"
        bad = " class='bad'" if one.status == 0 or one.status >= 400 else ""
        rows.append(
            f"<tr><td{bad}>{status}</td><td>{escape(one.method)}</td><td class='code'>{escape(address)}</td>"
            f"<td>{len(one.body) or ''}</td></tr>"
        )
    table = table_of(("status", "method", "address", "bytes sent"), rows) if rows else "<p class='note'>None yet.</p>"
    return ["<h2>Requests</h2>", table, form(app, "requests/clear", "", "Forget them")]


def table_of(heads: tuple[str, ...], rows: list[str]) -> str:
    """A table of rows that are HTML already."""
    head = "".join(f"<th>{escape(word)}</th>" for word in heads)
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"
