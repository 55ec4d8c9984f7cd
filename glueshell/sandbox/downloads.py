"""Files that can be fetched without a key, under addresses that cannot be guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.sandbox.answers import Answer, json_answer
from glueshell.sandbox.traits import CONTENT_TYPES

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import View

PREFIX = "/files/"


def content_type_of(name: str) -> str:
    """The media type of a file, by the ending of its name."""
    return CONTENT_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def address(view: View, resource: str, id: int, name: str) -> str:
    """Where a file can be fetched."""
    from urllib.parse import quote

    token = seal(view.account, resource, id)
    return f"{view.origin}{PREFIX}{resource}/{id}/{token}/{quote(name, safe='')}"


def seal(account: Account, resource: str, id: int) -> str:
    """What makes the address of a file hard to guess."""
    import hmac

    secret = (account.store.fact("key") or "").encode("utf-8")
    return hmac.new(secret, f"{resource}/{id}".encode(), "sha256").hexdigest()[:32]


def answer(account: Account, path: str) -> Answer:
    """The file behind an address."""
    import hmac

    parts = path.removeprefix(PREFIX).split("/")
    if len(parts) == 4 and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 19:
        resource, id, token, name = parts[0], int(parts[1]), parts[2], parts[3]
        with account.store.reading():
            right = hmac.compare_digest(token.encode("utf-8"), seal(account, resource, id).encode("utf-8"))
            record = account.store.get(resource, id) if right else None
            content = account.store.file(resource, id) if record is not None else None
        if record is not None and resource == "exports":
            with account.store.writing():
                content = exported(account, record.organization_id)
                record.body["downloaded"] = True
                account.store.put([record])
        if content is not None:
            return Answer(200, content, content_type_of(name), {"Content-Disposition": "attachment"})
    return json_answer(404, {"message": "Not Found"})


def exported(account: Account, organization_id: int | None) -> bytes:
    """An export: one CSV file for each resource, in a zip."""
    import csv
    import io
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for resource in ("organizations", "configurations", "contacts", "locations", "flexible_assets", "documents"):
            where, bound = ("1", ()) if organization_id is None else ("organization_id = ?", (organization_id,))
            if resource == "organizations" and organization_id is not None:
                where = "id = ?"
            text = io.StringIO(newline="")
            rows = csv.writer(text)
            rows.writerow(("id", "organization_id", "name", "created_at", "updated_at"))
            for record in account.store.select(resource, where, bound):
                rows.writerow((record.id, record.organization_id, record.name, record.created_at, record.updated_at))
            archive.writestr(f"{resource}.csv", text.getvalue().encode("utf-8"))
    return target.getvalue()
