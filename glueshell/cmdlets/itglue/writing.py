"""What every New-, Set-, Remove- and Publish-<resource> does: plans collected while objects come, asked about once.

The route follows from how much there is to do: one record by its own request, several by the bulk form where the API
has one (at most BATCH a request, one organization a request, so that the fence sees where each goes).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from glueshell.cmdlets.drafts.writing import confirmation, wants_what_if
from glueshell.cmdlets.itglue.blame import blaming
from glueshell.cmdlets.itglue.declared import said_by
from glueshell.cmdlets.itglue.named import resolved, sitting_of
from glueshell.cmdlets.itglue.parents import RECORD, hangs_on_any, parent_of
from glueshell.cmdlets.itglue.records import Record, Related, record_of
from glueshell.cmdlets.itglue.saying import attributes_of
from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.errors import ErrorRecord
from glueshell.http import TransportError
from glueshell.itglue.catalog import ResourceType
from glueshell.itglue.documents import Resource
from glueshell.itglue.errors import ApiError, OutcomeUnknown
from glueshell.itglue.paths import needs_parent
from glueshell.itglue.plans import RequestPlan, bulk_plan, create_plan, delete_plan, update_plan
from glueshell.objects.errors import PSError
from glueshell.objects.members import get_member
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text
from glueshell.session.errors import InputError
from glueshell.session.statuses import PARTLY, UNKNOWN

if TYPE_CHECKING:
    from glueshell.itglue.paths import Parent
    from glueshell.session.sitting import Sitting

BATCH = 50
TARGET = "Id"
Row = TypeVar("Row")


class Place:
    """Where a record lies: its parent for the path, and the organization that the fence and the person look at."""

    __slots__ = ("organization_id", "organization_name", "parent")

    def __init__(self, parent: Parent | None, organization_id: int | None, organization_name: str | None) -> None:
        self.parent = parent
        self.organization_id = organization_id
        self.organization_name = organization_name

    def key(self) -> tuple[str, str, int]:
        """What is equal for records that one request can carry."""
        return (*(self.parent or ("", "")), self.organization_id or 0)


class WriteRecords(Cmdlet):
    """Base of the cmdlets that write one resource of the catalog."""

    resource: ClassVar[str] = ""
    operation: ClassVar[str] = ""
    supports_should_process = True

    @property
    def sitting(self) -> Sitting:
        """The sitting this call belongs to."""
        return sitting_of(self.invocation)

    @property
    def kind(self) -> ResourceType:
        """The catalog's entry."""
        return self.sitting.catalog[self.resource]

    def plans(self) -> Sequence[RequestPlan]:
        """The requests for everything collected."""
        raise NotImplementedError

    def end(self) -> Iterator[object]:
        """Ask once, send one request after another, and give out what came back."""
        plans = self.plans()
        if not plans:
            return
        done, total = 0, sum(plan.count for plan in plans)
        sent = self.sitting.send_all(plans, confirm=confirmation(self), what_if=wants_what_if(self))
        try:
            for plan, records in sent:
                done += plan.count
                self._tell(done, total)
                self.after(plan, records)
                if plan.operation not in ("delete", "bulk_delete"):
                    for record in records:
                        yield record_of(record, self.sitting.catalog)
        except (ApiError, TransportError, OutcomeUnknown) as error:
            if not done:
                raise
            unknown = isinstance(error, OutcomeUnknown)
            problem = PSError(
                f"{done} of {total} records were written, then: {error}",
                error.error_id if isinstance(error, OutcomeUnknown) else "PartlyDone",
                "InvalidResult",
                inner=error,
            )
            self.throw(ErrorRecord(problem, exit_status=UNKNOWN if unknown else PARTLY))
        finally:
            if total > 1:
                self.host.progress("", "", None)

    def _tell(self, done: int, total: int) -> None:
        if total > 1:
            self.host.progress(f"Writing {self.kind.plural.lower()}", f"{done:,} of {total:,}", done * 100 // total)

    def after(self, plan: RequestPlan, records: Sequence[Resource]) -> None:
        """Called when a request was carried out."""

    # -- for the ones below ---------------------------------------------------------------------------------------

    def place_of(self, record: Resource | None, bound: Mapping[str, object]) -> Place:
        """Where the record lies, or where a new one is to."""
        sitting, kind = self.sitting, self.kind
        parent = self._parent_in(record) or parent_of(sitting, kind, self.operation, bound)
        operation = kind.operation(self.operation) or kind.operation("bulk_" + self.operation)
        path_parent = parent if operation is not None and needs_parent(operation) else None
        id = name = None
        if record is not None:
            id, name = record.attributes.get("organization-id"), record.attributes.get("organization-name")
        given = bound.get("Organization")
        if id is None and given is not None:
            id, name = getattr(given, "id", given), getattr(given, "text", None)
        if id is None and parent is not None and parent[0] == "organizations":
            id = int(parent[1])
        if id is not None and name is None:
            known = sitting.snapshots.current.names("organizations").get(int(id))
            if known is None and (sitting.host.interactive or not sitting.account.sandbox):
                # A person agrees to a name, and a fence may be drawn by names.
                known = resolved(sitting, "organizations", int(id))
            name = known.text if known is not None else None
        return Place(path_parent, id, name)

    def _parent_in(self, record: Resource | None) -> Parent | None:
        # A record says itself below which one it lies.
        kind = self.kind
        if record is None or kind.parent is None or hangs_on_any(kind):
            return None
        key = self.sitting.catalog[kind.parent].label.lower().replace(" ", "-") + "-id"
        held = record.attributes.get(key)
        return None if held is None else (kind.parent, str(held))

    def targets(self, given: object) -> Iterator[Resource]:
        """The records that an argument means; what is no record of this resource already is read first."""
        items = given if isinstance(given, list) else [given]
        kind = self.kind
        piped = self.invocation.input_bound
        related = piped.get(RECORD)
        if isinstance(related, Related) and TARGET in piped:
            if related.resource.type != kind.type:
                raise InputError("TagOfAnother", label=kind.label.lower())
            yield related.resource
            return
        if hangs_on_any(kind) and TARGET in piped and RECORD in piped and not self._of_this_kind(piped[RECORD]):
            # The id of what they hang on is no id of theirs.
            raise InputError("WhichOfThem", label=kind.label.lower(), plural=kind.plural.lower())
        for item in items:
            with blaming(self.invocation, TARGET):
                yield self._target(item)

    def meant(self) -> dict[str, object]:
        """What the call says. Of a record of another resource that comes down the pipeline, only what it refers to
        counts: a configuration's notes are not those of its interfaces."""
        invocation, kind = self.invocation, self.kind
        item, bound = invocation.input_object, invocation.bound
        if not isinstance(item, Record) or self._of_this_kind(item):
            return dict(bound)
        own = {
            said_by(attribute)
            for attribute in kind.writable(self.operation)
            if attribute.reference is None and not attribute.required_on_create
        }
        # A script block as an argument is the caller's word.
        own.difference_update(invocation.binder.delayed)
        return {name: value for name, value in bound.items() if name not in own or name not in invocation.input_bound}

    def _of_this_kind(self, item: object) -> bool:
        return isinstance(item, Record) and item.resource.type == self.kind.type

    def _target(self, item: object) -> Resource:
        kind, sitting = self.kind, self.sitting
        if isinstance(item, Record) and self._of_this_kind(item):
            return item.resource
        parent = parent_of(sitting, kind, "show", self.invocation.bound) if kind.operation("show") else None
        if isinstance(item, PSObject):
            item = get_member(item, TARGET)
            if item is None:
                raise InputError("EmptyName", label=kind.label.lower(), target="")
        text = to_text(item).strip()
        if kind.operation("show") is None and kind.filter("id") is None:
            return Resource(kind.type, text)
        if not text.isdecimal():
            inside = kind.parent == "organizations"
            text = str(resolved(sitting, kind.name, item, inside=inside, others=self.invocation.bound).id)
        return sitting.client.show(kind, text, parent=parent)


class NewRecords(WriteRecords):
    """Base of New-<noun>: each call, and each object that comes down the pipeline, is one new record."""

    operation = "create"

    def begin(self) -> None:
        """Nothing is collected yet."""
        self._rows: list[tuple[Place, dict[str, Any]]] = []

    def process(self) -> None:
        """Take one record in."""
        sitting, kind, bound = self.sitting, self.kind, self.meant()
        said = attributes_of(kind, self.operation, bound, sitting.redactor)
        place = self.place_of(None, bound)
        self._default(said, place)
        if not said:
            known = ", ".join("-" + said_by(item) for item in kind.writable(self.operation))
            raise InputError("NothingSaid", label=kind.label.lower(), known=known)
        self._rows.append((place, said))

    def _default(self, said: dict[str, Any], place: Place) -> None:
        """What the session has selected stands in for what is required and was not said."""
        sitting = self.sitting
        for attribute in self.kind.required:
            if attribute.name in said:
                continue
            if attribute.reference == "organizations":
                organization = sitting.need_organization()
                said[attribute.name] = organization.id
                place.organization_id, place.organization_name = organization.id, organization.text
            elif attribute.reference == "flexible_asset_types":
                said[attribute.name] = int(sitting.need_type().id)

    def plans(self) -> list[RequestPlan]:
        """Single requests, or bulk ones where there are several records and the API takes them."""
        kind, catalog = self.kind, self.sitting.catalog
        if len(self._rows) == 1 or kind.operation("bulk_create") is None:
            return [
                create_plan(
                    catalog, kind, said, parent=place.parent,
                    organization_id=place.organization_id, organization_name=place.organization_name,
                )
                for place, said in self._rows
            ]  # fmt: skip
        return [
            bulk_plan(
                catalog, kind, "bulk_create", [said for _, said in batch], parent=place.parent,
                organization_id=place.organization_id, organization_name=place.organization_name,
            )
            for place, batch in _batches(self._rows)
        ]  # fmt: skip


class SetRecords(WriteRecords):
    """Base of Set-<noun>: changes what is named and nothing else."""

    operation = "update"

    def begin(self) -> None:
        """Nothing is collected yet."""
        self._rows: list[tuple[Place, tuple[Resource, dict[str, Any]]]] = []

    def process(self) -> None:
        """Take the changes of some records in."""
        sitting, kind = self.sitting, self.kind
        given = self.invocation.bound[TARGET]
        bound = self._said(given)
        changes = attributes_of(kind, self.operation, bound, sitting.redactor)
        if not changes:
            known = ", ".join("-" + said_by(item) for item in kind.writable(self.operation))
            raise InputError("NothingToChange", known=known)
        for record in self.targets(given):
            self._rows.append((self.place_of(record, bound), (record, changes)))

    def _said(self, given: object) -> dict[str, object]:
        """What is to change: of a record that comes down the pipeline, what it holds already says nothing."""
        bound = self.meant()
        item = given[0] if isinstance(given, list) and given else given
        if not isinstance(item, Record) and not self._of_this_kind(bound.get(RECORD)):
            return bound
        from_input = self.invocation.input_bound
        return {name: value for name, value in bound.items() if name not in from_input or name == RECORD}

    def plans(self) -> list[RequestPlan]:
        """Single requests, or bulk ones where there are several records and the API takes them."""
        kind, catalog = self.kind, self.sitting.catalog
        single, bulk = kind.operation("update"), kind.operation("bulk_update")
        if single is not None and (len(self._rows) == 1 or bulk is None):
            return [
                update_plan(
                    catalog, kind, record.id, changes, parent=place.parent,
                    organization_id=place.organization_id, organization_name=place.organization_name,
                    title=_title(kind, record),
                )
                for place, (record, changes) in self._rows
            ]  # fmt: skip
        return [
            bulk_plan(
                catalog, kind, "bulk_update",
                [{"id": _number(record.id), **changes} for _, (record, changes) in batch], parent=place.parent,
                organization_id=place.organization_id, organization_name=place.organization_name,
                readings=_names(kind, [record for _, (record, _) in batch]),
            )
            for place, batch in _batches(self._rows)
        ]  # fmt: skip


class TargetRecords(WriteRecords):
    """Base of the cmdlets that say of records nothing but which ones."""

    def begin(self) -> None:
        """Nothing is collected yet."""
        self._rows: list[tuple[Place, Resource]] = []

    def process(self) -> None:
        """Take some records in."""
        for record in self.targets(self.invocation.bound[TARGET]):
            self._rows.append((self.place_of(record, self.invocation.bound), record))


class RemoveRecords(TargetRecords):
    """Base of Remove-<noun>."""

    operation = "delete"

    def after(self, plan: RequestPlan, records: Sequence[Resource]) -> None:
        """What is gone is no longer offered."""
        for id in plan.record_ids:
            if id.isdecimal():
                self.sitting.snapshots.forget(self.resource, int(id))

    def plans(self) -> list[RequestPlan]:
        """Single requests, or bulk ones where there are several records and the API takes them."""
        kind, catalog = self.kind, self.sitting.catalog
        bulk = kind.operation("bulk_delete") is not None
        size = BATCH if bulk and len(self._rows) > 1 else 1
        return [
            delete_plan(
                catalog, kind, [record.id for _, record in batch], parent=place.parent,
                organization_id=place.organization_id, organization_name=place.organization_name,
                title=_title(kind, batch[0][1]) if len(batch) == 1 else "",
                readings=_names(kind, [record for _, record in batch]),
            )
            for place, batch in _batches(self._rows, size)
        ]  # fmt: skip


class PublishRecords(TargetRecords):
    """Base of Publish-<noun>: what readers see becomes what was written last."""

    operation = "publish"

    def plans(self) -> list[RequestPlan]:
        """One request a record."""
        from glueshell.itglue.paths import operation_of, path_of

        kind = self.kind
        operation = operation_of(kind, self.operation)
        return [
            RequestPlan(
                "publish", kind, operation.method,
                path_of(kind, operation, self.sitting.catalog, id=record.id, parent=place.parent),
                organization_id=place.organization_id, organization_name=place.organization_name,
                title=_title(kind, record), record_id=record.id,
            )
            for place, record in self._rows
        ]  # fmt: skip


def _batches(rows: list[tuple[Place, Row]], size: int = BATCH) -> Iterator[tuple[Place, list[tuple[Place, Row]]]]:
    """The rows of one place after another, at most `size` together."""
    for _, together in groupby(sorted(rows, key=lambda row: row[0].key()), key=lambda row: row[0].key()):
        group = list(together)
        for start in range(0, len(group), size):
            batch = group[start : start + size]
            yield batch[0][0], batch


def _names(kind: ResourceType, records: Iterable[Resource]) -> dict[str, str]:
    """The names of records that have one, by id: a person agrees to names."""
    return {record.id: title for record in records if (title := _title(kind, record))}


def _title(kind: ResourceType, record: Resource) -> str:
    title = record.attributes.get(kind.title)
    return "" if title is None else str(title)


def _number(id: str) -> int | str:
    return int(id) if id.isdecimal() else id
