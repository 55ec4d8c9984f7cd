"""Get-Related, Open-Record, Find-Record: from a record to others and to the browser, from a few letters to records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from glueshell.cmdlets.itglue.declared import catalog as known_catalog
from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.itglue.records import Record, Related
from glueshell.cmdlets.itglue.reference_types import NAMELESS
from glueshell.cmdlets.itglue.resource_words import resource_meant, resource_parameter
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.itglue.client import Query
from glueshell.itglue.errors import ITGlueError
from glueshell.objects.members import get_member
from glueshell.objects.numbers import integer
from glueshell.objects.psobject import CUSTOM_NAMES, PSObject
from glueshell.objects.text import to_text
from glueshell.session.errors import InputError

if TYPE_CHECKING:
    from glueshell.itglue.documents import Resource
    from glueshell.itglue.urls import RecordUrl
    from glueshell.session.sitting import Sitting

RELATED = "related_items"
SHOWN = 50
# Seconds to wait for the names of an account that nothing was read of yet.
PATIENCE = 60.0
# What IT Glue says of a record that this key cannot have.
_CLOSED = ("NoRecord", "NoAddress", "OutOfReach", "Forbidden")

MESSAGES = {
    "alone": "Nothing is related to {title}.",
    "nowhere": "None of the {searched:,} names read so far fits '{text}'. Lists search the account itself, as in "
    "Get-Configuration '*{text}*', and make their names known.",
}


def _record() -> Parameter:
    return Parameter(
        "object",
        name="Record",
        position=0,
        mandatory=True,
        from_pipeline=True,
        help="A record: as an object, or by its address in IT Glue.",
    )


class GetRelated(Cmdlet):
    """Lists what is related to a record: links that people made, and records that tag it.

    Each is an object with the kind, the id and the name of the other record; down the pipeline it stands for that
    record to Get-Related and Open-Record, and for the link to Set-RelatedItem and Remove-RelatedItem.
    """

    name = "Get-Related"
    output_types = ("ITGlue.Related",)
    examples = (
        Example("Get-Configuration -First 1 | Get-Related", "What a configuration is related to."),
        Example("Get-Contact -First 3 | Get-Related | Group-Object Kind", "How often each kind."),
    )
    links = ("New-RelatedItem", "Find-Record", "Open-Record")

    record = _record()

    def process(self) -> Iterator[object]:
        """Read the record with its links."""
        sitting = sitting_of(self.invocation)
        resource, id = _meant(self.record, sitting)
        kind = sitting.catalog.get(resource)
        if kind is None or RELATED not in kind.includes["show"]:
            raise InputError("NoRelated", plural=kind.plural.lower() if kind else resource.replace("_", " "))
        shown = sitting.client.show(kind, id, (RELATED,))
        items = shown.included.get(RELATED.replace("_", "-"), ())
        if not items:
            title = shown.attributes.get(kind.title or "") or f"{kind.label.lower()} {id}"
            self.mention(MESSAGES["alone"].format(title=title))
        for item in items:
            item.parent = (resource, id)
            yield _related(item, sitting)


def _related(item: Resource, sitting: Sitting) -> Related:
    attributes = item.attributes
    other = attributes.get("resource-id")
    name = attributes.get("name") or attributes.get("resource-name")
    if other is None or not name:
        # IT Glue says of a record that tags another one only where it is.
        from glueshell.itglue.urls import parse_record_url

        where = parse_record_url(to_text(attributes.get("resource-url") or ""))
        if where is not None:
            other = where.id if other is None else other
            name = name or _name_of(where, sitting)
    kind = to_text(attributes.get("asset-type") or attributes.get("resource-type-name") or item.type)
    return Related(
        {
            "Kind": kind.replace("_", " "),
            "Id": integer(int(to_text(other))) if to_text(other).isdecimal() else other,
            "Name": name,
            "Notes": attributes.get("notes"),
            "Through": "tag" if item.type == "tags" else "link",
            "RelatedItemId": integer(int(item.id)) if item.id.isdecimal() else item.id,
            "ResourceUrl": attributes.get("resource-url"),
        },
        item,
    )


def _name_of(where: RecordUrl, sitting: Sitting) -> str | None:
    """What a record is called: as the session knows it, else as IT Glue says; None where it is gone or closed to us."""
    kind = sitting.catalog.get(where.resource)
    if kind is None:
        return None
    names = where.resource if where.type_id is None else f"{where.resource}/{where.type_id}"
    known = sitting.snapshots.current.names(names).get(int(where.id))
    if known is not None:
        return known.text
    try:
        shown = sitting.client.show(kind, where.id)
    except ITGlueError as problem:
        if problem.error_id in _CLOSED:
            return None
        raise
    return to_text(shown.attributes.get(kind.title or "") or "") or None


class OpenRecord(Cmdlet):
    """Opens a record in the browser; where there is none, its address is shown."""

    name = "Open-Record"
    aliases = ("open",)
    examples = (
        Example("Get-Organization 'Test Organization - Happy Frog' | Open-Record -PassThru", "Its address, opened."),
        Example("Get-Configuration -First 1 | Open-Record -PassThru", "A configuration's."),
    )
    links = ("Find-Record",)

    record = _record()
    pass_thru = Parameter("switch", help="Answers the address.")

    def process(self) -> Iterator[object]:
        """Open it."""
        text = self._address()
        if not text.lower().startswith(("https://", "http://")):
            raise InputError("NoAddress", text=to_text(self.record), target=to_text(self.record))
        opened = self.host.open_url(text)
        if self.pass_thru or not opened:
            yield text

    def _address(self) -> str:
        record = self.record
        if not isinstance(record, PSObject):
            return to_text(record)
        address = get_member(record, "ResourceUrl")
        if address is not None:
            return to_text(address)
        sitting = sitting_of(self.invocation)
        resource, id = _told(record, sitting)
        if resource == "organizations":
            return self._organization_address(id)
        if not resource or isinstance(record, Record):
            return ""
        return to_text(sitting.client.show(sitting.catalog[resource], id).attributes.get("resource-url") or "")

    def _organization_address(self, id: str) -> str:
        # Organizations do not say where they are; what belongs to them begins with their address.
        sitting = sitting_of(self.invocation)
        inside = {"organization_id": [int(id)]}
        for one in sitting.client.list(Query(sitting.catalog["configurations"], inside, first=1)):
            head, found, _ = to_text(one.attributes.get("resource-url") or "").partition(f"/{id}/")
            return head + found.rstrip("/") if found else ""
        return ""


class FindRecord(Cmdlet):
    """Finds records by a few letters of their names, in what the session has read of the account so far.

    Nothing is asked for over the network; `Get-*` commands search the account itself.
    """

    name = "Find-Record"
    aliases = ("find",)
    output_types = ("ITGlue.Found",)
    examples = (
        Example("Find-Record frog", "Whatever has it in its name."),
        Example("Find-Record frog -Resource organizations | ForEach-Object Id", "Organizations only."),
    )
    links = ("Get-Related", "Open-Record")

    text = Parameter("string", position=0, mandatory=True, help="Letters of the name; initials do.")
    resources = resource_parameter(
        [kind.name for kind in known_catalog() if kind.name not in NAMELESS],
        known_catalog(),
        several=True,
        name="Resource",
        help="Only these resources: Organization, Contact, ...",
    )
    first = Parameter("int", default=SHOWN, validators=(ValidateRange(1, 10_000),), help="So many a resource.")

    def process(self) -> Iterator[object]:
        """Search every list of names."""
        sitting = sitting_of(self.invocation)
        sitting.snapshots.take_in()
        if not sitting.snapshots.refreshing and "organizations" not in sitting.snapshots.current.resources():
            sitting.start_refreshing()
            sitting.snapshots.settle(PATIENCE)
        snapshot, catalog = sitting.snapshots.current, sitting.catalog
        wanted = set(self.resources or ())
        organizations = snapshot.names("organizations")
        found = searched = 0
        for key in snapshot.resources():
            resource = key.partition("/")[0]
            kind = catalog.get(resource)
            if kind is None or (wanted and resource not in wanted):
                continue
            searched += len(snapshot.names(key))
            for name in snapshot.names(key).search(self.text, self.first):
                found += 1
                owner = organizations.get(name.organization_id) if name.organization_id is not None else None
                yield PSObject(
                    {
                        "Kind": kind.label,
                        "Id": integer(name.id),
                        "Name": name.text,
                        "OrganizationName": owner.text if owner is not None else None,
                        "OrganizationId": name.organization_id,
                        "Detail": name.detail,
                    },
                    ("ITGlue.Found", *CUSTOM_NAMES),
                )
        if not found:
            self.mention(MESSAGES["nowhere"].format(text=self.text, searched=searched))


def _meant(given: object, sitting: Sitting) -> tuple[str, str]:
    """The resource and id of a record that was given as an object or by its address."""
    if isinstance(given, PSObject):
        resource, id = _told(given, sitting)
        if resource:
            return resource, id
        given = get_member(given, "ResourceUrl") or given
    from glueshell.itglue.urls import parse_record_url

    url = parse_record_url(to_text(given))
    if url is None:
        raise InputError("RecordNeeded", plural="related items", target=to_text(given))
    return url.resource, url.id


def _told(given: PSObject, sitting: Sitting) -> tuple[str, str]:
    """The resource and id that an object itself tells: a record, or what was found or is related; else two ''."""
    if isinstance(given, Record):
        kind = sitting.catalog.by_type(given.resource.type)
        return (kind.name if kind is not None else given.resource.type.replace("-", "_")), given.resource.id
    word, id = to_text(get_member(given, "Kind") or ""), get_member(given, "Id")
    resource = resource_meant(word, sitting.catalog) if word and id is not None else None
    return ("", "") if resource is None else (resource, to_text(id))
