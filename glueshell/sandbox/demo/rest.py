"""The rest of the demo account: people, passwords, documents, checklists, files, links, logs and metrics.

It has a chance of its own, so that the records of `account` stay what they are; an account of an older file gets it
added. Logs and metrics tell of the days before the account is made, all else is the same for the same seed.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from glueshell.itglue.catalog import load
from glueshell.sandbox.account import Account
from glueshell.sandbox.demo import stories, words
from glueshell.sandbox.demo.account import CLOSING, DAY, OPENING, domain_of
from glueshell.sandbox.demo.assets import seconds_of
from glueshell.sandbox.names import dashed
from glueshell.sandbox.rules.attachments import file_facts
from glueshell.sandbox.rules.flexible import dates_of, fields_of
from glueshell.sandbox.rules.plain import Rules
from glueshell.sandbox.rules.table import rules_for
from glueshell.sandbox.store import Record, Store
from glueshell.sandbox.traces import CLASSES, expiration_of
from glueshell.sandbox.values import now_written

MAIL = "glue.example"
# Orders of magnitude of the ids, as in the first half of the account.
LOWEST, HIGHEST = 1_000_000, 2_000_000

# Labels that a PSA owns here: they refuse changes.
SYNCED_LABELS = (
    ("organization_types", "Internal"),
    ("organization_statuses", "Onboarding"),
    ("contact_types", "Contractor"),
    ("configuration_statuses", "In Stock"),
    ("configuration_types", "UPS"),
    ("manufacturers", "APC"),
)
SYNCED_CONTACTS = "RCB"


def fill_rest(store: Store, seed: int, now: float) -> None:
    """Adds the rest of the demo account to one that has its first half, inside the caller's transaction."""
    catalog = load()
    account = Account(store, catalog, rules_for(catalog), lambda: CLOSING, "sandbox")
    Rest(account, random.Random(f"rest of {seed}"), now).build()


class Rest:
    """The second half of the demo account while it is being built."""

    def __init__(self, account: Account, chance: random.Random, now: float) -> None:
        self._account = account
        self._store = account.store
        self._rules: Mapping[str, Rules] = account.rules
        self._chance = chance
        self._today = now - now % DAY
        self._last: dict[str, int] = {}
        self._pending: list[Record] = []
        self._grouped: dict[str, dict[int, list[Record]]] = {}
        self._organizations = account.store.select("organizations")
        self._users: list[Record] = []

    def build(self) -> None:
        """Makes everything, people first."""
        self._people()
        self._syncs()
        folders, categories = self._password_labels()
        self._passwords(folders, categories)
        self._documents()
        self._checklists()
        self._certificates()
        self._flush()
        self._things_on_records()
        self._exports()
        self._logs()
        self._metrics()
        self._flush()
        self._expirations()
        self._flush()
        self._store.set_last_id("traits", max(self._last["passwords"], self._store.last_id("traits")))
        for resource, last in self._last.items():
            self._store.set_last_id(resource, last)

    # Building blocks.

    def _next_id(self, resource: str) -> int:
        if resource not in self._last:
            known = self._store.last_id(resource)
            self._last[resource] = known or self._chance.randrange(LOWEST, HIGHEST)
        self._last[resource] += self._chance.randrange(1, 40)
        return self._last[resource]

    def _record(
        self,
        resource: str,
        name: str,
        body: dict[str, object],
        *,
        owner: Record | None = None,
        parent: int | None = None,
        on: Record | None = None,
        created: float | None = None,
    ) -> Record:
        """One record; `on` is what it hangs on, and the organization follows from that or from `owner`."""
        chance = self._chance
        born = seconds_of(owner.created_at) if owner is not None else OPENING
        when = born + DAY + (CLOSING - born - DAY) * chance.random() if created is None else created
        touched = when if created is not None else when + (CLOSING - when) * chance.random() ** 3
        if on is not None:
            parent, body = on.id, {"on": on.resource, **body}
        organization = owner.id if owner is not None else on.organization_id if on is not None else None
        record = Record(
            resource,
            self._next_id(resource),
            organization,
            parent,
            name,
            now_written(float(int(when))),
            now_written(float(int(touched))),
            body,
        )
        if resource in self._rules:
            self._rules[resource].fill_defaults(record)
        self._pending.append(record)
        return record

    def _flush(self) -> None:
        self._store.put(self._pending)
        self._pending.clear()

    def _owned(self, resource: str, owner: Record) -> list[Record]:
        """The stored records of an organization; each table is read once."""
        groups = self._grouped.get(resource)
        if groups is None:
            groups = self._grouped[resource] = {}
            for record in self._store.select(resource):
                groups.setdefault(record.organization_id or 0, []).append(record)
        return groups.get(owner.id, [])

    # People.

    def _people(self) -> None:
        chance = self._chance
        for first, last, role in stories.USERS:
            login = f"{dashed(first)}.{dashed(last)}".replace(" ", "").replace("'", "")
            seen = now_written(float(int(CLOSING - chance.random() * 9 * DAY)))
            invited = now_written(OPENING + chance.randrange(1, 400) * DAY)
            body: dict[str, object] = {
                "first-name": first,
                "last-name": last,
                "role-name": role,
                "email": f"{login}@{MAIL}",
                "invitation-sent-at": invited,
                "invitation-accepted-at": invited,
                "current-sign-in-at": seen,
                "current-sign-in-ip": f"203.0.113.{chance.randrange(2, 250)}",
                "last-sign-in-at": seen,
                "last-sign-in-ip": f"203.0.113.{chance.randrange(2, 250)}",
                "reputation": chance.randrange(0, 4000),
                "salesforce-id": chance.randrange(10_000, 99_999),
            }
            self._users.append(self._record("users", f"{first} {last}", body))
        self._store.set_fact("member", self._users[0].name)
        self._store.set_fact("member-id", str(self._users[0].id))
        ids = [organization.id for organization in self._organizations]
        for name, description in stories.GROUPS:
            body = {
                "description": description,
                "user-ids": sorted(user.id for user in chance.sample(self._users, 4)),
                "organization-ids": sorted(chance.sample(ids, min(len(ids), 12))),
            }
            self._record("groups", name, body)

    def _syncs(self) -> None:
        """What PSA and RMM call the records they own; nothing that answers show changes but who may write."""
        for organization in self._organizations:
            if not organization.body.get("sync-active"):
                continue
            organization.body.update({"psa-id": str(organization.id % 9000), "psa-integration-type": "manage"})
            self._pending.append(organization)
            for contact in self._owned("contacts", organization):
                contact.body.update({"psa-id": str(contact.id % 9000), "psa-integration-type": "manage"})
                if organization.body.get("short-name") == SYNCED_CONTACTS:
                    contact.body["psa-integration"] = "enabled"
                self._pending.append(contact)
            for configuration in self._owned("configurations", organization):
                names = {"rmm-id": str(configuration.id), "rmm-integration-type": "automate"}
                configuration.body.update({**names, "psa-id": str(configuration.id), "psa-integration-type": "manage"})
                self._pending.append(configuration)
        for resource, name in SYNCED_LABELS:
            for label in self._store.select(resource, "name = ?", (name,)):
                label.body["synced"] = True
                self._pending.append(label)
        self._flush()

    # Passwords.

    def _password_labels(self) -> tuple[dict[int, list[int]], dict[str, int]]:
        categories = {name: self._record("password_categories", name, {}).id for name in stories.CATEGORIES}
        folders: dict[int, list[int]] = {}
        for place, owner in enumerate(self._organizations):
            if place % 3 and not owner.name.startswith(words.TEST_PREFIX):
                continue
            top = [self._record("password_folders", name, {}, owner=owner).id for name in stories.FOLDERS[:2]]
            inner = self._record("password_folders", stories.FOLDERS[2], {"parent-id": top[0]}, owner=owner)
            folders[owner.id] = [*top, inner.id]
        return folders, categories

    def _secret(self) -> str:
        return "".join(self._chance.choices("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789!%#", k=16))

    def _passwords(self, folders: Mapping[int, Sequence[int]], categories: Mapping[str, int]) -> None:
        chance = self._chance
        for password in self._store.select("passwords", "parent_id IS NULL"):
            # Older files keep the asset of an embedded password where its row now stands.
            asset = password.body.get("resource-id")
            if isinstance(asset, int):
                password.parent_id, password.body["on"] = asset, "flexible_assets"
                self._pending.append(password)
        vaulted = restricted = None
        for owner in self._organizations:
            domain, short = domain_of(owner), str(owner.body.get("short-name") or "admin").lower()
            for name, user, category, url in chance.sample(stories.PASSWORDS, chance.randrange(3, 7)):
                folder = chance.choice([None, *folders.get(owner.id, [])])
                body: dict[str, object] = {
                    "username": None if user is None else user.format(domain=domain, short=short),
                    "password": self._secret(),
                    "url": url,
                    "notes": None,
                    "password-category-id": categories[category],
                    "password-folder-id": folder,
                    "otp-secret": "JBSWY3DPEHPK3PXP"
                    if category == "Cloud Management" and chance.random() < 0.4
                    else None,
                    "archived": chance.random() < 0.03,
                }
                record = self._record("passwords", name, body, owner=owner)
                body.update(self._changed(record))
                if vaulted is None and category == "Vendor Portal":
                    vaulted = body["vault-id"] = self._next_id("vaults")
                elif restricted is None and owner.name.startswith(words.TEST_PREFIX):
                    restricted, body["restricted"] = record, True
                    self._accesses(record)
            for configuration in self._owned("configurations", owner)[::12]:
                body = {
                    "username": ".\\localadmin",
                    "password": self._secret(),
                    "password-category-id": categories["Local Administrator"],
                    "resource-id": configuration.id,
                    "resource-type": "configurations",
                }
                record = self._record("passwords", "Local administrator", body, on=configuration)
                record.body.update(self._changed(record))

    def _changed(self, password: Record) -> dict[str, object]:
        """When and by whom the secret was last changed."""
        return {
            "password-updated-at": password.created_at,
            "updated-by": self._chance.choice(self._users[:8]).id,
            "updated-by-type": "User",
        }

    def _accesses(self, record: Record) -> None:
        """An access list of a user and a group."""
        user = self._users[4]
        group = next(entry for entry in self._pending + self._store.select("groups") if entry.resource == "groups")
        for accessor, kind, meta in ((user, "User", {"role-name": user.body["role-name"]}), (group, "Group", {})):
            body: dict[str, object] = {"accessor-id": accessor.id, "accessor-type": kind, "meta": meta}
            self._record("resource_accesses", accessor.name, body, on=record)

    # Documents and checklists.

    def _documents(self) -> None:
        chance = self._chance
        for place, owner in enumerate(self._organizations):
            test = owner.name.startswith(words.TEST_PREFIX)
            folders: list[int] = []
            if test or place % 2 == 0:
                folders = [self._record("document_folders", n, {}, owner=owner).id for n in stories.DOCUMENT_FOLDERS]
                self._record("document_folders", "Archive", {"parent-id": folders[0]}, owner=owner)
            count = len(stories.DOCUMENTS) if test else chance.randrange(1, 4)
            for title, folder, sections in chance.sample(stories.DOCUMENTS, count):
                body: dict[str, object] = {
                    "document-folder-id": folders[folder] if folders and folder is not None else None,
                    "published": title != "Printer quick guide",
                    "restricted": False,
                    "never-viewed": chance.random() < 0.1,
                    "expired": chance.random() < 0.05,
                }
                self._sections(self._record("documents", title, body, owner=owner), owner, sections)

    def _sections(self, document: Record, owner: Record, sections: Sequence[tuple[str, int, str]]) -> None:
        for place, (kind, number, text) in enumerate(sections):
            body: dict[str, object] = {
                "resource-type": f"Document::{kind}",
                "resource-id": self._next_id("document_blocks"),
                "sort": place,
                "content": text or None,
                "level": number if kind == "Heading" else None,
                "duration": number if kind == "Step" else None,
                "reset-count": False if kind == "Step" else None,
            }
            if kind in ("Gallery", "Step"):
                body["document-gallery-id"] = self._next_id("document_galleries")
            when = seconds_of(document.created_at)
            self._record("document_sections", "", body, owner=owner, parent=document.id, created=when)
            if kind == "Gallery":
                image = self._record(
                    "document_images",
                    "rack.png",
                    {"gallery": body["document-gallery-id"]},
                    owner=owner,
                    parent=document.id,
                    created=when,
                )
                self._store.put_file("document_images", image.id, stories.PICTURE)

    def _checklists(self) -> None:
        chance = self._chance
        for name, _ in stories.CHECKLISTS:
            self._record("checklist_templates", name, {})
        for owner in self._organizations:
            for name, tasks in chance.sample(stories.CHECKLISTS, chance.randrange(0, 3)):
                done = chance.randrange(0, len(tasks) + 1)
                due = now_written(CLOSING + chance.randrange(-60, 120) * DAY)[:10]
                body: dict[str, object] = {"due-date": due, "completed": done == len(tasks), "description": None}
                checklist = self._record("checklists", name, body, owner=owner)
                for place, task in enumerate(tasks):
                    self._record("checklist_tasks", task, {"sort": place, "completed": place < done}, on=checklist)

    def _certificates(self) -> None:
        for owner in self._organizations:
            for domain in self._owned("domains", owner)[:1]:
                until = now_written(CLOSING + self._chance.randrange(10, 390) * DAY)[:10]
                self._record("ssl_certificates", domain.name, {"expires-on": until}, owner=owner)

    # What hangs on records, and what tells of them.

    def _things_on_records(self) -> None:
        chance = self._chance
        for owner in self._organizations:
            owned = {
                name: self._owned(name, owner) for name in ("configurations", "contacts", "documents", "passwords")
            }
            for record in (*owned["configurations"][:1], *owned["documents"][:1]):
                name, content = chance.choice(stories.ATTACHMENTS)
                attachment = self._record("attachments", name, file_facts(name, len(content)), on=record)
                self._store.put_file("attachments", attachment.id, content)
            for source, kind, targets in (
                (owned["configurations"], "contacts", owned["contacts"]),
                (owned["documents"], "configurations", owned["configurations"]),
                (owned["passwords"], "documents", owned["documents"]),
            ):
                if source and targets:
                    link: dict[str, object] = {"to": kind, "destination-id": chance.choice(targets).id, "notes": None}
                    self._record("related_items", "", link, on=chance.choice(source))
            for configuration in owned["configurations"][1:2]:
                made = seconds_of(configuration.created_at) + DAY
                stamp = now_written(float(int(made)))
                body: dict[str, object] = {"ticket-created-at": stamp, "ticket-updated-at": stamp}
                self._record("tickets", chance.choice(stories.TICKETS), body, on=configuration, created=made)

    def _exports(self) -> None:
        for owner in (None, self._organizations[0]):
            self._record("exports", "", {"include-logs": owner is None, "zip-password": None}, owner=owner)

    def _logs(self) -> None:
        chance = self._chance
        kinds = ("Configuration", "Contact", "Password", "Document", "Flexible Asset", "Organization")
        tables = ("configurations", "contacts", "passwords", "documents", "flexible_assets", "organizations")
        names = {table: [r.name for r in self._store.select(table, limit="LIMIT 60")] for table in tables}
        for when in sorted(self._today - chance.random() * 28 * DAY for _ in range(420)):
            place = chance.randrange(len(kinds))
            body: dict[str, object] = {
                "action": chance.choice(stories.ACTIONS),
                "resource-type": kinds[place],
                "resource-name": chance.choice(names[tables[place]]),
                "member-name": chance.choice(self._users).name,
            }
            self._record("logs", "", body, created=when)

    def _metrics(self) -> None:
        chance = self._chance
        for days in range(13, -1, -1):
            for user in self._users:
                for kind in chance.sample(stories.KINDS_IN_METRICS, 2):
                    viewed = chance.randrange(0, 40)
                    body: dict[str, object] = {
                        "user-id": user.id,
                        "created": chance.randrange(0, 3),
                        "viewed": viewed,
                        "edited": chance.randrange(0, 1 + viewed // 4),
                        "deleted": int(chance.random() < 0.05),
                        "date": now_written(self._today - days * DAY)[:10],
                        "resource-type": kind,
                    }
                    when = self._today - days * DAY
                    owner = chance.choice(self._organizations)
                    self._record("user_metrics", "", body, owner=owner, created=when)

    def _expirations(self) -> None:
        certificates = Rules(self._account.catalog["domains"])
        for table in ("domains", "ssl_certificates", "configurations", "flexible_assets"):
            rules = self._rules.get(table, certificates)
            records = self._store.select(table)
            paths = rules.web_paths(records, self._account)
            types = self._store.names("flexible_asset_types", (r.parent_id or 0 for r in records))
            fields = {type_id: fields_of(type_id, self._account) for type_id in types}
            for record in records:
                if table == "ssl_certificates":
                    dates = [("SSL certificate", str(record.body["expires-on"]))]
                elif table == "flexible_assets":
                    dates = dates_of(record, fields[record.parent_id or 0])
                else:
                    dates = rules.expiring(record, self._account)
                kind = CLASSES.get(table) or types[record.parent_id or 0]
                for description, day in dates:
                    id = self._next_id("expirations")
                    made = Record("expirations", id, None, record.id, "", record.created_at, "", {})
                    self._pending.append(expiration_of(made, record, kind, paths[record.id], description, day))
