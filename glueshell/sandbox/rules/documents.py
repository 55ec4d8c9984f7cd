"""Documents: drafts and what is published, folders, sections, images, and what the assistant finds among them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.presenting import resource_objects
from glueshell.sandbox.rules.folders import Folders
from glueshell.sandbox.rules.plain import Change, Rules
from glueshell.sandbox.store import Record

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Filter
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import Call, Document, View
    from glueshell.sandbox.query import Condition

FOLDER = "json_extract(records.body, '$.\"document-folder-id\"')"
SECTION_ORDER = "json_extract(records.body, '$.sort'), records.id"
SECTION_TYPES = ("Document::Text", "Document::Heading", "Document::Gallery", "Document::Step")
WITH_IMAGES = ("Document::Gallery", "Document::Step")
DRAWING = re.compile(r"<svg\b.*?</svg\s*>|<svg\b[^>]*/>", re.IGNORECASE | re.DOTALL)
STALE_AFTER_DAYS = 365


class DocumentFolders(Folders):
    """Folders of documents; accounts may have them closed to API keys."""

    web = "documents/folder"
    content = ("documents", "document-folder-id")

    def gate(self, account: Account) -> None:
        """Closed accounts want a user's session."""
        if not account.features.document_folders:
            raise refusals.sessions_only()


class Documents(Rules):
    """A document is a draft until it is published; its text lies in its sections."""

    must_exist = {"document-folder-id": "must exist in the same organization"}

    def web_paths(self, records: Sequence[Record], account: Account) -> dict[int, str]:
        """The documents' pages."""
        return {record.id: f"/{record.organization_id}/docs/{record.id}" for record in records}

    def filters(self, call: Call, found: Filter, operator: str, value: str, condition: Condition) -> bool:
        """Folders: an id lists one, `null` lists everything, `[ne]=null` what lies in any."""
        if found.name != "document_folder_id":
            return False
        null = value.strip().lower() == "null"
        if operator:
            condition.add(f"{FOLDER} IS NOT NULL" if null else f"{FOLDER} IS NOT ?", *(() if null else (value,)))
            return True
        return null

    def narrow(self, call: Call, condition: Condition) -> None:
        """Without a folder only what lies in none is listed."""
        if not any(key.replace("-", "_").startswith("filter[document_folder_id]") for key, _ in call.pairs):
            condition.add(f"{FOLDER} IS NULL")

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """The sections of each document, and whether it is a draft."""
        sections = sections_of([record.id for record in records], view)
        return {
            record.id: {
                "content": sections[record.id],
                "published": bool(record.body.get("published")),
                "draft": not record.body.get("published"),
            }
            for record in records
        }

    def check(self, change: Change) -> None:
        """A document stays with its organization."""
        if change.before is not None:
            change.record.organization_id = change.before.organization_id

    def publish(self, record: Record, account: Account) -> None:
        """Makes the draft visible."""
        record.body["published"] = True
        record.updated_at = account.now()
        account.store.put([record])

    def remove(self, record: Record, account: Account) -> None:
        """Removes the document, its sections and its images."""
        for section in account.store.select("document_sections", "parent_id = ?", (record.id,)):
            forget_images(section, account)
        account.store.remove("document_sections", "parent_id = ?", (record.id,))
        account.store.remove("document_images", "parent_id = ?", (record.id,))
        super().remove(record, account)


def sections_of(ids: Sequence[int], view: View) -> dict[int, list[Document]]:
    """The sections of documents as they stand in `content`, in order."""
    from glueshell.sandbox.store import batches

    rules = view.account.rules["document_sections"]
    found: dict[int, list[Document]] = {id: [] for id in ids}
    for marks, batch in batches(ids):
        records = view.account.store.select("document_sections", f"parent_id IN ({marks})", batch, SECTION_ORDER)
        for record, shown in zip(records, resource_objects(view.as_list(), rules, records)[0]):
            found[record.parent_id or 0].append(shown)
    return found


class DocumentSections(Rules):
    """Blocks of a document, each of one of four types."""

    parent = "document-id"
    default_order = SECTION_ORDER
    logged = False
    defaults = {"sort": 0}

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """The rendered text, and the images of galleries."""
        galleries = {values.id_in(r.body, "document-gallery-id"): r.id for r in records}
        images: dict[int, list[Document]] = {record.id: [] for record in records}
        rules = view.account.rules["document_images"]
        found = [
            image
            for image in view.account.store.select("document_images", "json_extract(body, '$.gallery') IS NOT NULL")
            if values.id_in(image.body, "gallery") in galleries
        ] if any(galleries) else []  # fmt: skip
        for image, shown in zip(found, resource_objects(view.as_list(), rules, found)[0]):
            images[galleries[values.id_in(image.body, "gallery")]].append(shown)
        return {
            record.id: {"rendered-content": record.body.get("content"), "document-images": images[record.id]}
            for record in records
        }

    def check(self, change: Change) -> None:
        """Gives a new section its place and its block; keeps drawings out."""
        record, body, store = change.record, change.record.body, change.account.store
        if change.creating:
            if values.blank(body.get("resource-type")):
                raise refusals.missing_parameter("resource_type")
            if body["resource-type"] not in SECTION_TYPES:
                change.refuse("resource-type", "is not included in the list")
                return
            body["resource-id"] = store.next_id("document_blocks")
            if body["resource-type"] in WITH_IMAGES:
                body["document-gallery-id"] = store.next_id("document_galleries")
            if body.get("sort") is None:
                body["sort"] = store.count("document_sections", "parent_id = ?", (record.parent_id,))
            owner = store.get("documents", record.parent_id or 0)
            record.organization_id = None if owner is None else owner.organization_id
        if body["resource-type"] == "Document::Heading":
            level = body.get("level")
            if level is None:
                change.refuse("level", refusals.BLANK)
            elif not isinstance(level, int) or not 1 <= level <= 6:
                change.refuse("level", "is not included in the list")
        content = body.get("content")
        if isinstance(content, str):
            body["content"] = DRAWING.sub("", content)

    def stored(self, change: Change) -> None:
        """A document whose sections have changed is a draft again."""
        draft_again(change.record, change.account)

    def remove(self, record: Record, account: Account) -> None:
        """Removes the section, and a gallery's images with it."""
        forget_images(record, account)
        super().remove(record, account)
        draft_again(record, account)


def draft_again(section: Record, account: Account) -> None:
    """Marks the document of a section as changed since it was published."""
    document = account.store.get("documents", section.parent_id or 0)
    if document is not None:
        document.body["published"] = False
        document.updated_at = account.now()
        account.store.put([document])


def forget_images(section: Record, account: Account) -> None:
    """Removes the images of a section's gallery."""
    gallery = section.body.get("document-gallery-id")
    if gallery is not None:
        account.store.remove("document_images", "json_extract(body, '$.gallery') = ?", (gallery,))


class DocumentImages(Rules):
    """Images of a document or of a gallery."""

    logged = False

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """Where the image and its variants can be fetched."""
        return {
            record.id: {
                "inline-resource-url": f"{view.account.web}/document_images/{record.id}",
                "urls": {
                    size: f"{view.account.web}/document_images/{record.id}?size={size}"
                    for size in ("original", "large", "medium", "thumb")
                },
            }
            for record in records
        }

    def check(self, change: Change) -> None:
        """Finds the target, and reads the image."""
        body = change.record.body
        target, image = body.pop("target", None), body.pop("image", None)
        self._aim(change, target if isinstance(target, dict) else {})
        content = values.file_in(image)
        if content is None:
            change.refuse("image", refusals.BLANK if values.blank(image) else refusals.INVALID)
            return
        change.record.name, data = content
        change.account.store.put_file("document_images", change.record.id, data)

    def _aim(self, change: Change, target: Mapping[str, object]) -> None:
        store, record = change.account.store, change.record
        try:
            id = values.integer(target.get("id"))
        except values.Unreadable:
            change.refuse("target", refusals.BLANK)
            return
        if target.get("type") == "document":
            document = store.get("documents", id)
            if document is None:
                raise refusals.unauthorized()
            record.parent_id, record.organization_id = id, document.organization_id
        elif target.get("type") == "gallery":
            where = "json_extract(body, '$.\"document-gallery-id\"') = ?"
            sections = store.select("document_sections", where, (id,))
            if not sections:
                raise refusals.unauthorized()
            record.parent_id, record.organization_id = sections[0].parent_id, sections[0].organization_id
            record.body["gallery"] = id
        else:
            change.refuse("target", "is not included in the list")

    def forget(self, record: Record, account: Account) -> None:
        """Removes the file as well."""
        account.store.remove_file("document_images", record.id)
        super().forget(record, account)


class CopilotDocuments(Rules):
    """What the assistant finds among the documents: stale, never viewed, out of date, twice there."""

    stored_as = "documents"

    def gate(self, account: Account) -> None:
        """Accounts without the assistant stumble."""
        if not account.features.copilot:
            raise refusals.broken()

    def filters(self, call: Call, found: Filter, operator: str, value: str, condition: Condition) -> bool:
        """One kind of finding, or several."""
        if found.name != "type":
            return False
        wanted = [FINDINGS[word] for word in value.split(",") if word in FINDINGS]
        condition.add(" OR ".join(wanted) or "0", *[stale_before(call)] * sum("?" in clause for clause in wanted))
        return True

    def narrow(self, call: Call, condition: Condition) -> None:
        """Without a kind, every finding; what is archived is none any more."""
        condition.add("NOT coalesce(json_extract(records.body, '$.archived'), 0)")
        if not any(key == "filter[type]" for key, _ in call.pairs):
            condition.add(" OR ".join(FINDINGS.values()), stale_before(call))

    def value(self, record: Record, attribute: str) -> object:
        """The id stands among the attributes."""
        return record.id if attribute == "id" else super().value(record, attribute)


FINDINGS = {
    "stale": "records.updated_at < ?",
    "not_viewed": "json_extract(records.body, '$.\"never-viewed\"')",
    "expired": "json_extract(records.body, '$.expired')",
    "duplicate": (
        "(SELECT count(*) FROM records AS twin WHERE twin.resource = 'documents' AND twin.name = records.name "
        "AND twin.organization_id = records.organization_id) > 1"
    ),
}


def stale_before(call: Call) -> str:
    """The time before which a change makes a document stale."""
    return values.now_written(call.account.clock() - STALE_AFTER_DAYS * 86400.0)
