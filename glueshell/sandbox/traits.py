"""How the traits of flexible assets are written and read, one class a field kind (after IT Glue's documentation).

Writing turns what a body says into what is stored and refuses what IT Glue refuses; reading turns what is stored into
the shape of answers. The two differ for Tag, Upload and Password.
"""

from __future__ import annotations

import binascii
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.store import Record

# Tag type to resource; a resource that the sandbox has no records of can be tagged with nothing.
TAG_TYPES = {
    "AccountsUsers": "users",
    "Checklists": "checklists",
    "ChecklistTemplates": "checklist_templates",
    "Contacts": "contacts",
    "Configurations": "configurations",
    "Documents": "documents",
    "Domains": "domains",
    "Passwords": "passwords",
    "Locations": "locations",
    "Organizations": "organizations",
    "SslCertificates": "ssl_certificates",
    "Tickets": "tickets",
}

# Members of a tagged value after resource-url and id, by resource; the others carry a name.
TAG_MEMBERS = {
    "configurations": ("name", "hostname", "organization-name", "configuration-type-name"),
    "contacts": ("first-name", "last-name", "organization-name"),
    "domains": ("name", "organization-name"),
    "locations": (
        "name", "address-1", "address-2", "city", "postal-code", "region-name", "country-name", "organization-name",
    ),
}  # fmt: skip

CONTENT_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


class Asset:
    """What a kind may know while it writes: whose the asset is and what was stored before."""

    __slots__ = ("account", "id", "organization_id", "stored")

    def __init__(self, account: Account, id: int, organization_id: int, stored: Mapping[str, object]) -> None:
        self.account = account
        self.id = id
        self.organization_id = organization_id
        self.stored = stored


class Field:
    """One field of a type, as the kinds need it."""

    __slots__ = ("decimals", "expires", "key", "kind", "name", "options", "required", "tag_type", "use_for_title")

    def __init__(self, record: Record) -> None:
        body = record.body
        self.name = record.name
        self.key = str(body["name-key"])
        self.kind = KINDS[str(body["kind"])]
        self.required = bool(body.get("required"))
        self.expires = bool(body.get("expiration")) and body["kind"] == "Date"
        self.use_for_title = bool(body.get("use-for-title"))
        self.tag_type = str(body.get("tag-type") or "")
        self.decimals = values.integer(body.get("decimals") or 0)
        self.options = options_of(body.get("default-value"))


class Kind:
    """A kind whose value is stored and read as it is written."""

    has_trait = True

    def write(self, field: Field, value: object, asset: Asset) -> object:
        """What is stored for a written value; raises `values.Unreadable` with the detail of the error."""
        return value

    def read(self, field: Field, stored: object, tags: Tags) -> object:
        """What an answer shows for a stored value; None leaves the trait out."""
        return stored

    def title(self, field: Field, stored: object, asset: Asset) -> str:
        """What the value adds to the name of the asset."""
        return str(stored)


class Text(Kind):
    """Text and Textbox: strings; HTML is stored as sent."""

    def write(self, field: Field, value: object, asset: Asset) -> object:
        """A string."""
        return values.text(value)


class Checkbox(Kind):
    """Booleans."""

    def write(self, field: Field, value: object, asset: Asset) -> object:
        """A boolean."""
        return values.boolean(value)

    def title(self, field: Field, stored: object, asset: Asset) -> str:
        """Yes or No."""
        return "Yes" if stored else "No"


class Date(Kind):
    """Dates `yyyy-mm-dd`."""

    def write(self, field: Field, value: object, asset: Asset) -> object:
        """A date."""
        return values.calendar_date(value)


class Number(Kind):
    """Number and Percent: plain numbers, numeric strings are taken."""

    def write(self, field: Field, value: object, asset: Asset) -> object:
        """A number."""
        return values.number(value)

    def read(self, field: Field, stored: object, tags: Tags) -> object:
        """A number rounded to the decimals of the field."""
        return rounded(stored, field.decimals)

    def title(self, field: Field, stored: object, asset: Asset) -> str:
        """The rounded number."""
        return str(rounded(stored, field.decimals))


class Percent(Number):
    """Percent: a number, shown as it was written."""

    def read(self, field: Field, stored: object, tags: Tags) -> object:
        """The number."""
        return stored

    def title(self, field: Field, stored: object, asset: Asset) -> str:
        """The number."""
        return str(stored)


class Select(Kind):
    """One option; values that are no option any more can still be read."""

    def write(self, field: Field, value: object, asset: Asset) -> object:
        """One of the options, or the value that is stored already."""
        option = values.text(value)
        if option not in field.options and option != asset.stored.get(field.key):
            raise values.Unreadable("is not included in the list")
        return option


class Tag(Kind):
    """Ids of other records; read back as an object that cannot be written."""

    def write(self, field: Field, value: object, asset: Asset) -> object:
        """The ids, each of a record within reach; anything else is answered with 401."""
        sent = value if isinstance(value, list) else [value]
        try:
            ids = list(dict.fromkeys(values.integer(entry) for entry in sent if not values.blank(entry)))
        except values.Unreadable:
            raise refusals.unauthorized() from None
        resource, type_id = tag_target(field.tag_type)
        found = asset.account.store.find(resource, ids)
        for id in ids:
            target = found.get(id)
            if target is None or not (type_id is None or target.parent_id == type_id):
                raise refusals.unauthorized()
            if target.organization_id not in (None, asset.organization_id):
                raise refusals.unauthorized()
        return ids

    def read(self, field: Field, stored: object, tags: Tags) -> object:
        """The type in plural and the tagged records that still exist."""
        resource, type_id = tag_target(field.tag_type)
        shown = [tags.value(resource, id) for id in values.ids_in(stored)]
        found = [value for value in shown if value is not None]
        if not found:
            return None
        return {"type": field.tag_type if type_id is None else "FlexibleAssetTypes", "values": found}

    def title(self, field: Field, stored: object, asset: Asset) -> str:
        """The names of the tagged records."""
        ids = values.ids_in(stored)
        names = asset.account.store.names(tag_target(field.tag_type)[0], ids)
        return " ".join(names[id] for id in ids if id in names)


class Upload(Kind):
    """One file, sent in base64; read back as a list of files."""

    def write(self, field: Field, value: object, asset: Asset) -> object:
        """The file's name, type and id; several files cannot be written."""
        if not isinstance(value, dict):
            raise values.Unreadable(refusals.INVALID)
        sent = {str(key).replace("-", "_"): part for key, part in value.items()}
        content, name = sent.get("content"), sent.get("file_name")
        if not isinstance(content, str) or not isinstance(name, str) or values.blank(name):
            raise values.Unreadable(refusals.INVALID)
        try:
            data = binascii.a2b_base64(content.encode("ascii"), strict_mode=True)
        except (binascii.Error, ValueError):
            raise values.Unreadable("is not valid base64") from None
        id = asset.account.store.next_id("uploads")
        asset.account.store.put_file("uploads", id, data)
        return [file_entry(id, name)]

    def read(self, field: Field, stored: object, tags: Tags) -> object:
        """Name, address and content type of each file."""
        files = stored if isinstance(stored, list) else []
        return [
            {
                "name": file["name"],
                "url": f"{tags.account.web}/attachments/{file['id']}",
                "content-type": file["content-type"],
            }
            for file in files
        ]

    def title(self, field: Field, stored: object, asset: Asset) -> str:
        """The names of the files."""
        return " ".join(str(file["name"]) for file in stored) if isinstance(stored, list) else ""


class Password(Kind):
    """A secret, stored as an embedded password; read back as its id."""

    def write(self, field: Field, value: object, asset: Asset) -> object:
        """The id of the embedded password; the id that is stored already keeps its secret."""
        before = asset.stored.get(field.key)
        if before is not None and not isinstance(value, bool) and value in (before, str(before)):
            return before
        secret = values.text(value)
        store, now = asset.account.store, asset.account.now()
        record = None if before is None else store.get("passwords", values.integer(before))
        if record is None:
            row = store.next_id("traits")
            record = embedded_password(
                store.next_id("passwords"), asset.organization_id, field.name, asset.id, row, secret, now
            )
        else:
            record.body["password"] = secret
            record.body["password-updated-at"] = now
            record.updated_at = now
        store.put([record])
        return record.id

    def title(self, field: Field, stored: object, asset: Asset) -> str:
        """Nothing: a secret is no title."""
        return ""


class Header(Kind):
    """A heading; it owns no trait."""

    has_trait = False


KINDS: Mapping[str, Kind] = {
    "Checkbox": Checkbox(),
    "Date": Date(),
    "Header": Header(),
    "Number": Number(),
    "Percent": Percent(),
    "Select": Select(),
    "Tag": Tag(),
    "Text": Text(),
    "Textbox": Text(),
    "Upload": Upload(),
    "Password": Password(),
}


class Tags:
    """The tagged records of a whole page, fetched at once and shown in the shape of tag values."""

    def __init__(self, account: Account, wanted: Mapping[str, Iterable[int]], show: Shower) -> None:
        self.account = account
        self._shown: dict[tuple[str, int], dict[str, object]] = {}
        for resource, ids in wanted.items():
            records = account.store.find(resource, ids)
            for id, members in show(resource, list(records.values())).items():
                self._shown[resource, id] = members

    def value(self, resource: str, id: int) -> dict[str, object] | None:
        """One entry of a tag's `values`, or None when the record is gone."""
        return self._shown.get((resource, id))


Shower = Callable[[str, "list[Record]"], dict[int, dict[str, object]]]


def written_traits(fields: Sequence[Field], sent: Mapping[str, object], asset: Asset) -> dict[str, object]:
    """What is stored for the traits of a body, in field order; refuses unknown keys, blanks and bad values."""
    known = {field.key for field in fields if field.kind.has_trait}
    if not known.issuperset(sent):
        raise refusals.invalid_trait_keys()
    stored: dict[str, object] = {}
    problems: list[refusals.Problem] = []
    for field in fields:
        value = sent.get(field.key)
        if not field.kind.has_trait:
            continue
        if values.blank(value) or (isinstance(value, list) and all(values.blank(entry) for entry in value)):
            if field.required:
                problems.append(refusals.trait_problem(field.key, refusals.BLANK))
            continue
        try:
            stored[field.key] = field.kind.write(field, value, asset)
        except values.Unreadable as problem:
            problems.append(refusals.trait_problem(field.key, str(problem)))
    if problems:
        raise refusals.Refusal(422, *problems)
    return stored


def read_traits(fields: Sequence[Field], stored: Mapping[str, object], tags: Tags) -> dict[str, object]:
    """The traits as an answer shows them, in field order, without the empty ones."""
    shown: dict[str, object] = {}
    for field in fields:
        if stored.get(field.key) is not None:
            value = field.kind.read(field, stored[field.key], tags)
            if value is not None:
                shown[field.key] = value
    return shown


def asset_name(fields: Sequence[Field], stored: Mapping[str, object], asset: Asset) -> str:
    """The values of the title fields, in field order, joined by a blank."""
    parts = [
        field.kind.title(field, stored[field.key], asset)
        for field in fields
        if field.use_for_title and stored.get(field.key) is not None
    ]
    return " ".join(part for part in parts if part)


def tagged(fields: Sequence[Field], stored: Mapping[str, object]) -> Iterable[tuple[str, list[int]]]:
    """The resources and ids that the Tag traits of an asset point at."""
    for field in fields:
        if isinstance(field.kind, Tag):
            yield tag_target(field.tag_type)[0], values.ids_in(stored.get(field.key))


def tag_target(tag_type: str) -> tuple[str, int | None]:
    """The resource of a tag type, and for `FlexibleAssetType: 12` the type's id."""
    head, colon, tail = tag_type.partition(":")
    if head == "FlexibleAssetType" and colon:
        return "flexible_assets", values.integer(tail)
    return TAG_TYPES[tag_type], None


def is_tag_type(tag_type: object) -> bool:
    """Whether a text names something that can be tagged."""
    try:
        return isinstance(tag_type, str) and tag_target(tag_type) is not None
    except (KeyError, values.Unreadable):
        return False


def options_of(default: object) -> tuple[str, ...]:
    """The options of a Select: the lines of its default value."""
    lines = str(default or "").replace("\r\n", "\n").split("\n")
    return tuple(line.strip() for line in lines if line.strip())


def rounded(stored: object, decimals: int) -> object:
    """A number with at most `decimals` decimals; an integer for none."""
    if not isinstance(stored, int | float):
        return stored
    return round(stored) if decimals <= 0 else round(stored, decimals)


def file_entry(id: int, name: str) -> dict[str, object]:
    """One stored file of an Upload trait."""
    extension = name.rpartition(".")[2].lower()
    return {"id": id, "name": name, "content-type": CONTENT_TYPES.get(extension, "application/octet-stream")}


def embedded_password(
    id: int, organization_id: int, name: str, asset_id: int, row: int, secret: str, now: str
) -> Record:
    """The password record behind a Password trait, whose own row is the `resource-id`."""
    from glueshell.sandbox.store import Record

    body: dict[str, object] = {
        "on": "flexible_assets",
        "resource-type": "flexible-asset-traits",
        "resource-id": row,
        "restricted": False,
        "archived": False,
        "password-updated-at": now,
        "password": secret,
    }
    return Record("passwords", id, organization_id, asset_id, name, now, now, body)
