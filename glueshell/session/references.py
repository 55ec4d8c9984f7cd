"""From what a person types to the record meant: a name, an id, or the record's address in IT Glue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.session.errors import AmbiguousReference, InputError, UnknownReference

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Catalog, ResourceType
    from glueshell.itglue.client import Client, Query
    from glueshell.itglue.kinds import TagRef
    from glueshell.itglue.snapshot import Name, Snapshot
    from glueshell.session.sitting import Sitting

CANDIDATES_SHOWN = 8
NEAREST_SHOWN = 3
# Fewer letters are in too many names.
SHORTEST_PART = 3
# Tag targets that belong to no organization.
ACCOUNT_WIDE = frozenset({"organizations", "users"})
# A list is read through for a name that the API does not find, up to here.
RECORDS_READ = 5_000
FOLDER = "document_folder_id"


class Directory:
    """Finds records by name, id or address: in the snapshot first, then by asking IT Glue.

    `catch_up` brings what traffic has taught meanwhile into the snapshot; `planned` knows what is only planned,
    `heard` is told what a text was taken for: resource, text, name, the organization it was looked for in.
    """

    def __init__(
        self,
        catalog: Callable[[], Catalog],
        snapshot: Callable[[], Snapshot],
        client: Callable[[], Client],
        catch_up: Callable[[], None],
        planned: Callable[[str, str | int], Name | None] | None = None,
        heard: Callable[[str, str, Name, int | None], None] | None = None,
    ) -> None:
        self._catalog = catalog
        self._snapshot = snapshot
        self._client = client
        self._catch_up = catch_up
        self._planned = planned
        self._heard = heard
        self._read: set[tuple[str, int | None]] = set()

    def resolve(
        self,
        resource_name: str,
        text: str | int,
        organization_id: int | None = None,
        organization_name: str | None = None,
        type_id: str | None = None,
    ) -> Name:
        """The one record that `text` names.

        `AmbiguousReference` lists the candidates with their ids, `UnknownReference` the nearest names; a name is looked
        for in the given organization only, an id or an address anywhere; `type_id` narrows flexible assets.
        """
        resource = self._catalog()[resource_name]
        where = f" in {organization_name}" if organization_name else ""
        if not str(text).strip():
            raise InputError("EmptyName", label=resource.label.lower(), target=text)
        found = self.find(resource_name, text, organization_id, type_id)
        if len(found) == 1:
            if self._heard is not None:
                self._heard(resource_name, str(text), found[0], organization_id)
            return found[0]
        if found:
            raise self._ambiguous(resource, str(text), found, where)
        message = "UnknownId" if isinstance(text, int) or str(text).strip().isdigit() else "UnknownName"
        raise UnknownReference(
            message,
            nearest=self.nearest(_key(resource_name, type_id), str(text), organization_id),
            label=resource.label.lower(),
            text=text,
            where=where,
            target=text,
        )

    def find(
        self, resource_name: str, text: str | int, organization_id: int | None = None, type_id: str | None = None
    ) -> list[Name]:
        """Every record that `text` may name; `type_id` narrows flexible assets to one type."""
        resource = self._catalog()[resource_name]
        planned = self._planned(resource_name, text) if self._planned is not None else None
        if planned is not None:
            return [planned]
        word = str(text).strip()
        if isinstance(text, str):
            url = self._from_address(resource, word)
            if url is not None:
                return self._by_id(resource, url)
        if word.isascii() and word.isdigit():
            return self._by_number(resource, int(word), organization_id, type_id, strict=not isinstance(text, str))
        pinned, hash_, number = word.rpartition("#")
        if hash_ and number.isascii() and number.isdigit():
            by_id = [name for name in self._by_id(resource, int(number)) if not pinned or _same(name.text, pinned)]
            if by_id:
                return by_id
        return self._by_name(resource, word, organization_id, type_id)

    def nearest(self, key: str, text: str, organization_id: int | None = None) -> tuple[str, ...]:
        """Names known under a snapshot's key that come close to `text`."""
        names = self._snapshot().names(key, organization_id)
        near = names.nearest(text, NEAREST_SHOWN) or [name.text for name in names.search(text, NEAREST_SHOWN)]
        return tuple(dict.fromkeys(near or _unspaced(text, names)))[:NEAREST_SHOWN]

    # -- the ways -------------------------------------------------------------------------------------------

    def _from_address(self, resource: ResourceType, word: str) -> int | None:
        from glueshell.itglue.urls import parse_record_url

        url = parse_record_url(word) if "://" in word else None
        if url is None:
            return None
        if resource.name == "organizations":
            return int(url.organization_id)
        if resource.name == "flexible_asset_types" and url.type_id is not None:
            return int(url.type_id)
        if url.resource != resource.name:
            known = self._catalog().get(url.resource)
            found = known.plural if known else url.resource
            raise InputError("WrongAddress", found=found, wanted=resource.plural, target=word)
        return int(url.id)

    def _by_number(
        self, resource: ResourceType, id: int, organization_id: int | None, type_id: str | None, *, strict: bool
    ) -> list[Name]:
        found = self._by_id(resource, id)
        if found or strict:
            return found
        # A name may consist of digits.
        return self._by_name(resource, str(id), organization_id, type_id)

    def _by_id(self, resource: ResourceType, id: int) -> list[Name]:
        known = self._known(resource, id)
        if known is None:
            # A record that came down the pipeline has just been read.
            self._catch_up()
            known = self._known(resource, id)
        if known is not None:
            return [known]
        from glueshell.itglue.errors import ApiError, RequestProblem
        from glueshell.itglue.snapshot import name_from

        try:
            record = self._client().show(resource, id)
        except ApiError as error:
            if error.status in (401, 404):
                return []
            raise
        except RequestProblem:
            return []  # the API shows no single record of this resource
        name = name_from(resource, record)
        return [] if name is None else [name]

    def _known(self, resource: ResourceType, id: int) -> Name | None:
        snapshot = self._snapshot()
        keys = [key for key in snapshot.resources() if key.partition("/")[0] == resource.name]
        return next(filter(None, (snapshot.names(key).get(id) for key in keys)), None)

    def _by_name(
        self, resource: ResourceType, word: str, organization_id: int | None, type_id: str | None
    ) -> list[Name]:
        key = _key(resource.name, type_id)
        found = self._snapshot().find(key, word, organization_id)
        if not found:
            self._catch_up()
            found = self._snapshot().find(key, word, organization_id)
        if found:
            return found
        from glueshell.itglue.paths import lists_inside

        if organization_id is None and lists_inside(resource):
            raise InputError("NameNeedsOrganization", label=resource.label.lower(), text=word, target=word)
        filters = _scope(resource, organization_id, type_id)
        if any(entry.required and entry.name not in filters for entry in resource.filters):
            return []
        by_name = _name_filter(resource, word)
        if by_name:
            found = self._asked(resource, word, {**filters, **by_name}, organization_id)
            # The API compares names letter by letter; a list that was read once is known in every casing.
            if found or (key, organization_id) in self._read:
                return found
        for _ in self._client().list(self._query(resource, filters, RECORDS_READ, organization_id)):
            pass
        self._read.add((key, organization_id))
        self._catch_up()
        return self._snapshot().find(key, word, organization_id)

    def _asked(
        self, resource: ResourceType, word: str, filters: Mapping[str, object], organization_id: int | None
    ) -> list[Name]:
        from glueshell.itglue.snapshot import name_from

        records = self._client().list(self._query(resource, filters, None, organization_id))
        names = [name for name in (name_from(resource, record) for record in records) if name is not None]
        same = [name for name in names if _same(name.text, word)]
        return [name for name in same if name.text == word] or same

    @staticmethod
    def _query(
        resource: ResourceType, filters: Mapping[str, object], first: int | None, organization_id: int | None
    ) -> Query:
        from glueshell.itglue.client import Query
        from glueshell.itglue.paths import lists_inside

        inside = organization_id is not None and lists_inside(resource)
        if resource.filter(FOLDER) is not None and FOLDER not in filters:
            # Without it, only what lies in no folder is listed.
            filters = {**filters, FOLDER: "null"}
        parent = ("organizations", str(organization_id)) if inside else None
        return Query(resource, filters, first=first, parent=parent)

    @staticmethod
    def _ambiguous(resource: ResourceType, text: str, found: Sequence[Name], where: str) -> AmbiguousReference:
        candidates = tuple((name.text, name.id, name.detail or "") for name in found)
        shown = [f"{id}" + (f" ({detail})" if detail else "") for _, id, detail in candidates[:CANDIDATES_SHOWN]]
        if len(candidates) > CANDIDATES_SHOWN:
            shown.append(f"and {len(candidates) - CANDIDATES_SHOWN} more")
        return AmbiguousReference(
            "AmbiguousName",
            candidates=candidates,
            count=len(candidates),
            plural=resource.plural.lower(),
            text=text,
            where=where,
            list=", ".join(shown),
            target=text,
        )


class TagTargets:
    """Finds what a tag of a field may point at; the `TagLookup` of the field kinds."""

    def __init__(self, catalog: Callable[[], Catalog], directory: Directory) -> None:
        self._catalog = catalog
        self._directory = directory

    def find(self, tag_type: str, organization_id: int | None, text: str | int) -> list[TagRef]:
        """What `text` (a name, id or address) may name among records of this tag type; none without an endpoint."""
        from glueshell.itglue.catalog import flexible_asset_type_of
        from glueshell.itglue.kinds import TagRef

        resource = self._catalog().by_tag_type(tag_type)
        if resource is None:
            return []
        scope = None if resource.name in ACCOUNT_WIDE else organization_id
        found = self._directory.find(resource.name, text, scope, flexible_asset_type_of(tag_type))
        return [TagRef(name.id, name.text, tag_type, name.detail) for name in found]

    def nearest(self, tag_type: str, organization_id: int | None, text: str) -> list[str]:
        """Names that come close to `text` among what a field of this tag type may point at."""
        from glueshell.itglue.snapshot import names_key

        key = names_key(tag_type)
        if key is None:
            return []
        return list(self._directory.nearest(key, text, None if key in ACCOUNT_WIDE else organization_id))


def resolve(
    sitting: Sitting,
    resource_name: str,
    text: str | int,
    organization_id: int | None = None,
    type_id: str | None = None,
) -> Name:
    """The record that `text` names, as the sitting knows it and IT Glue answers."""
    organization = sitting.context.organization
    if organization is None or organization.id != organization_id:
        known = sitting.snapshots.current.names("organizations")
        organization = None if organization_id is None else known.get(organization_id)
    return sitting.directory.resolve(
        resource_name, text, organization_id, organization.text if organization else None, type_id
    )


def _key(resource_name: str, type_id: str | None) -> str:
    return resource_name if type_id is None else f"{resource_name}/{type_id}"


def _scope(resource: ResourceType, organization_id: int | None, type_id: str | None) -> dict[str, object]:
    wanted = {"organization_id": organization_id, "flexible_asset_type_id": type_id}
    return {name: id for name, id in wanted.items() if id is not None and resource.filter(name) is not None}


def _name_filter(resource: ResourceType, word: str) -> dict[str, object]:
    if resource.filter("name") is not None:
        return {"name": word}
    # People are filtered by the parts of their names.
    return {"last_name": word.split()[-1]} if resource.filter("last_name") is not None else {}


def _unspaced(text: str, names: Iterable[Name]) -> list[str]:
    """Names that hold the text once blanks and signs do not count: `happyfrog` is in `Test - Happy Frog`."""
    wanted = _letters(text)
    return [name.text for name in names if wanted in _letters(name.text)] if len(wanted) >= SHORTEST_PART else []


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _same(left: str, right: str) -> bool:
    return left.casefold().strip() == right.casefold().strip()
