"""What to do when the thing that is to be made is there already: ask, stop, go on with it, or make another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.session.errors import TwinExists

if TYPE_CHECKING:
    from glueshell.engine.host import Host
    from glueshell.itglue.catalog import Catalog
    from glueshell.itglue.client import Client
    from glueshell.itglue.documents import Resource
    from glueshell.itglue.drafts import Draft
    from glueshell.itglue.fieldspecs import FieldSpec
    from glueshell.itglue.twins import Difference

ASK, STOP, ADOPT, CREATE = "Ask", "Stop", "Adopt", "Create"
POLICIES = (ASK, STOP, ADOPT, CREATE)
IDS_SHOWN = 5

TEXTS: Mapping[str, str] = {
    "adopted": "Found, nothing created: {what}{where} (id {id}).",
    "would-adopt": "What if: found {what}{where} (id {id}); nothing would be created.",
    "equal": "{what} is there already{where}, with the same {parts} ({ids}).",
    "different": "{what} is there already{where} ({ids}), with other {parts}:",
    "difference": "{key}: {wanted} here, {found} there",
    "question": "What now?",
    "adopt": "go on with {id}",
    "stop": "stop, nothing is sent",
    "create": "make another",
    "archived": "archived",
}


class Found:
    """What a search brought: records that are `equal`, and those that only bear the name, with what differs."""

    __slots__ = ("alike", "equal", "parts", "what", "where")

    def __init__(self, what: str, where: str, parts: str) -> None:
        self.what = what
        self.where = where
        self.parts = parts
        self.equal: list[Resource] = []
        self.alike: list[tuple[Resource, list[Difference]]] = []

    def words(self) -> dict[str, str]:
        """What the sentences about it are filled with."""
        records = self.equal or [record for record, _ in self.alike]
        return {"what": self.what, "where": self.where, "parts": self.parts, "ids": _ids(records)}

    def differences(self) -> list[str]:
        """What the first record of the name has differently, a line each."""
        from glueshell.objects.neutral import neutralise

        return [
            neutralise(TEXTS["difference"].format(key=one.key, wanted=one.wanted, found=one.found), newlines=True)
            for one in (self.alike[0][1] if self.alike else ())
        ]


def find_assets(client: Client, catalog: Catalog, draft: Draft) -> Found:
    """The assets of the draft's organization and type that say the same, or bear its title; every page is read."""
    from glueshell.itglue.client import Query
    from glueshell.itglue.twins import same_title, trait_differences

    title = draft.title()
    found = Found(f"{draft.schema.name} '{title}'" if title else draft.schema.name, _where(draft), "traits")
    query = Query(
        catalog["flexible_assets"],
        {"flexible_asset_type_id": draft.schema.id, "organization_id": draft.organization_id},
    )
    for asset in client.list(query):
        differences = trait_differences(draft, asset)
        if not differences:
            found.equal.append(asset)
        elif same_title(draft, asset):
            found.alike.append((asset, differences))
    return found


def find_types(client: Client, catalog: Catalog, name: str, fields: Sequence[FieldSpec]) -> Found:
    """The flexible asset types of a name, compared field by field with what is wanted."""
    from glueshell.itglue.client import Query
    from glueshell.itglue.twins import field_differences

    kind = catalog["flexible_asset_types"]
    wanted = name.strip()
    named = [record for record in client.list(Query(kind, {"name": wanted})) if _called(record, wanted)]
    if not named:
        # The API compares letter by letter; a person who sees the name does not.
        named = [record for record in client.list(Query(kind)) if _called(record, wanted)]
    found = Found(f"the flexible asset type '{wanted}'", "", "fields")
    for record in named:
        differences = field_differences(fields, client.schema(record.id))
        if differences:
            found.alike.append((record, differences))
        else:
            found.equal.append(record)
    return found


def settle(found: Found, policy: str, host: Host, *, different: str) -> Resource | None:
    """The record to go on with, None when one is to be made; `TwinExists` when neither may be.

    Without anybody to ask, Ask is Stop. `different` is the id of the sentence for a record that only bears the name.
    """
    if policy == CREATE or not (found.equal or found.alike):
        return None
    if policy == ASK and host.attended:
        return _asked(found, host, different)
    if policy == ADOPT and len(found.equal) == 1:
        return found.equal[0]
    raise refusal(found, different)


def refusal(found: Found, different: str) -> TwinExists:
    """Why nothing is made, with the ids and the ways on."""
    if not found.equal:
        record, _ = found.alike[0]
        return TwinExists(different, differences=found.differences(), target=record.id, **_capital(found.words()))
    message = "TwinExists" if len(found.equal) == 1 else "TwinsExist"
    return TwinExists(message, **_capital(found.words()), target=found.equal[0].id)


def tell(host: Host, found: Found, twin: Resource, *, what_if: bool) -> None:
    """Say what was found in place of making it; to where plans are said when it is only a plan."""
    from glueshell.objects.neutral import neutralise

    text = TEXTS["would-adopt" if what_if else "adopted"].format(what=found.what, where=found.where, id=twin.id)
    text = neutralise(text, newlines=True)
    if what_if:
        host.write(text + "\n")
    else:
        host.write_error_line(text, "hint")


def _asked(found: Found, host: Host, different: str) -> Resource | None:
    """Let the person choose; what Enter takes never makes a second one."""
    from glueshell.engine.host import Choice

    words = _capital(found.words())
    host.write_error_line(TEXTS["equal" if found.equal else "different"].format(**words), "warning")
    for line in () if found.equal else found.differences():
        host.write_error_line(f"  {line}", "hint")
    choices = [Choice(TEXTS["adopt"].format(id=record.id), record, _detail(record)) for record in found.equal]
    choices.append(Choice(TEXTS["stop"], STOP))
    choices.append(Choice(TEXTS["create"], CREATE))
    chosen = host.pick(TEXTS["question"], choices).value
    if chosen == STOP:
        raise refusal(found, different)
    return None if chosen == CREATE else chosen  # type: ignore[return-value]


def _called(record: Resource, name: str) -> bool:
    return str(record.attributes.get("name") or "").strip().casefold() == name.casefold()


def _where(draft: Draft) -> str:
    return f" in {draft.organization_name}" if draft.organization_name else ""


def _ids(records: Sequence[Resource]) -> str:
    shown = [f"id {record.id}" + (f", {_detail(record)}" if _detail(record) else "") for record in records[:IDS_SHOWN]]
    if len(records) > IDS_SHOWN:
        shown.append(f"and {len(records) - IDS_SHOWN} more")
    return "; ".join(shown)


def _detail(record: Resource) -> str:
    return TEXTS["archived"] if record.attributes.get("archived") is True else ""


def _capital(words: dict[str, str]) -> dict[str, str]:
    return {**words, "what": words["what"][:1].upper() + words["what"][1:]}
