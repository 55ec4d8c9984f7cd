"""Builds the demo account: the same seed gives the same records, another seed other ids and other values.

Every date lies in the past of anyone who reads this, so that a record made now is always the newest.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from glueshell.itglue.catalog import load
from glueshell.sandbox.account import Account
from glueshell.sandbox.demo import words
from glueshell.sandbox.demo.assets import AssetBuilder, seconds_of
from glueshell.sandbox.demo.types import TYPES
from glueshell.sandbox.names import free_name_key, name_key
from glueshell.sandbox.rules.contacts import full_name, phone_entry
from glueshell.sandbox.rules.flexible import field_body
from glueshell.sandbox.rules.plain import Rules
from glueshell.sandbox.rules.table import rules_for
from glueshell.sandbox.store import Record, Store
from glueshell.sandbox.values import now_written

# Seconds since 1970: the account opens on 2017-01-09; organizations come until 2024-11-18, the rest until 2024-12-20.
OPENING = 1483956000.0
FIRST_ORGANIZATION = 1488790800.0
LAST_ORGANIZATION = 1731924000.0
CLOSING = 1734688800.0
DAY = 86400.0

CONFIGURATION_COUNT = 600
CONTACT_COUNT = 300
DOMAIN_COUNT = 60
ASSET_COUNT = 200

# What the two test organizations own, so that there is something to tag.
TEST_SHARES = {"FROG": (24, 12, 3), "OTTER": (16, 8, 2)}

SYNCED = frozenset({"NWT", "RCB", "WWI"})

LOOKUPS: Mapping[str, Sequence[str]] = {
    "organization_types": words.ORGANIZATION_TYPES,
    "organization_statuses": words.ORGANIZATION_STATUSES,
    "contact_types": words.CONTACT_TYPES,
    "configuration_statuses": words.CONFIGURATION_STATUSES,
}


def fill_demo(store: Store, seed: int) -> None:
    """Fills an empty store with the demo account of a seed, inside the caller's transaction."""
    catalog = load()
    rules = rules_for(catalog)
    account = Account(store, catalog, rules, lambda: CLOSING, "sandbox")
    Demo(account, random.Random(seed)).build()


class Demo:
    """The demo account while it is being built."""

    def __init__(self, account: Account, chance: random.Random) -> None:
        self._account = account
        self._store = account.store
        self._rules: Mapping[str, Rules] = account.rules
        self._chance = chance
        self._last: dict[str, int] = {}
        self._ids: dict[tuple[str, str], int] = {}
        self._organizations: list[Record] = []
        self._pending: list[Record] = []

    def build(self) -> None:
        """Makes everything, from the lookups to the assets."""
        self._reference_data()
        self._lookups()
        self._organization_records()
        shares = self._shares()
        locations = self._locations()
        contacts = self._contacts(shares)
        configurations = self._configurations(shares, locations, contacts)
        domains = self._domains(shares)
        fields = self._types()
        tagged = {
            "configurations": configurations,
            "contacts": contacts,
            "domains": domains,
            "locations": locations,
        }
        # Names of assets are made of the stored names of what they tag.
        self._flush()
        builder = AssetBuilder(self._account, self._chance, self.next_id, self._organizations, fields, tagged)
        for record in builder.build(ASSET_COUNT, OPENING + 400 * DAY, CLOSING):
            self._put([record])
        self._flush()
        for resource, last in self._last.items():
            self._store.set_last_id(resource, last)

    def next_id(self, resource: str) -> int:
        """The next id of a resource; where the ids begin and how they step depends on the seed."""
        if resource not in self._last:
            # Domains have the sixteen digits that newer accounts hand out.
            low = 1_694_461_000_000_000 if resource == "domains" else 1_000_000
            self._last[resource] = self._chance.randrange(low, low * 2 if resource != "domains" else low + 10**12)
        self._last[resource] += self._chance.randrange(1, 40)
        return self._last[resource]

    def _put(self, records: Sequence[Record]) -> None:
        for record in records:
            if record.resource in self._rules:
                self._rules[record.resource].fill_defaults(record)
        self._pending.extend(records)

    def _flush(self) -> None:
        self._store.put(self._pending)
        self._pending.clear()

    def _record(
        self,
        resource: str,
        name: str,
        created: float,
        body: dict[str, object],
        organization: int | None = None,
        parent: int | None = None,
        id: int | None = None,
    ) -> Record:
        touched = created + (CLOSING - created) * self._chance.random() ** 3
        return Record(
            resource,
            self.next_id(resource) if id is None else id,
            organization,
            parent,
            name,
            now_written(float(int(created))),
            now_written(float(int(touched))),
            body,
        )

    def _dates(self, count: int, first: Callable[[int], float]) -> list[float]:
        """For each of `count` records the time it was made, between `first(place)` and the closing."""
        return [first(i) + (CLOSING - first(i)) * self._chance.random() for i in range(count)]

    def _reference_data(self) -> None:
        regions = 0
        for number, (country, iso, names) in enumerate(words.COUNTRIES, start=1):
            self._ids["countries", country] = number
            self._put([self._record("countries", country, OPENING, {"iso": iso}, id=number)])
            for name in names:
                regions += 1
                self._ids["regions", name] = regions
                iso_region = f"{iso}-{name[:3].upper()}"
                self._put([self._record("regions", name, OPENING, {"iso": iso_region}, parent=number, id=regions)])
        for number, name in enumerate(words.PLATFORMS, start=1):
            self._ids["platforms", name] = number
            self._put([self._record("platforms", name, OPENING, {}, id=number)])
        for number, (name, platform) in enumerate(words.OPERATING_SYSTEMS, start=1):
            self._ids["operating_systems", name] = number
            body: dict[str, object] = {"platform-id": self._ids["platforms", platform]}
            self._put([self._record("operating_systems", name, OPENING, body, id=number)])

    def _lookup(self, resource: str, name: str, body: dict[str, object], parent: int | None = None) -> int:
        record = self._record(resource, name, OPENING + self._chance.random() * DAY, body, parent=parent)
        self._put([record])
        self._ids[resource, name] = record.id
        return record.id

    def _lookups(self) -> None:
        for resource, names in LOOKUPS.items():
            for name in names:
                self._lookup(resource, name, {})
        for name, kind, _, _ in words.CONFIGURATION_TYPES:
            self._lookup("configuration_types", name, {"kind": kind})
        for manufacturer, models in words.MANUFACTURERS:
            id = self._lookup("manufacturers", manufacturer, {})
            for model in models:
                self._lookup("models", model, {}, parent=id)

    def _organization_records(self) -> None:
        count = len(words.ORGANIZATIONS)
        step = (LAST_ORGANIZATION - FIRST_ORGANIZATION) / (count - 1)
        for place, (name, short) in enumerate(words.ORGANIZATIONS):
            created = FIRST_ORGANIZATION + step * place - step * 0.6 * self._chance.random()
            test = name.startswith(words.TEST_PREFIX)
            type_ = "Customer" if test or place % 7 else self._chance.choice(words.ORGANIZATION_TYPES[1:])
            status = "Active" if test or place % 9 else "Inactive"
            body: dict[str, object] = {
                "short-name": short,
                "organization-type-id": self._ids["organization_types", type_],
                "organization-status-id": self._ids["organization_statuses", status],
                "primary": place == 0,
                "psa-integration": "enabled" if short in SYNCED else None,
                "sync-active": short in SYNCED,
                "quick-notes": words.QUICK_NOTES if place % 6 == 1 else None,
                "alert": "Payment overdue: ask before starting new work" if place == 10 else None,
                "description": "For trying things out; nothing here is real." if test else None,
            }
            self._organizations.append(self._record("organizations", name, created, body))
        self._put(self._organizations)

    def _shares(self) -> dict[int, tuple[int, int, int]]:
        """How many configurations, contacts and domains each organization has, by its id."""
        fixed = {r.id: TEST_SHARES[str(r.body["short-name"])] for r in self._organizations if r.body["short-name"] in
                 TEST_SHARES}  # fmt: skip
        others = [record.id for record in self._organizations if record.id not in fixed]
        totals = (CONFIGURATION_COUNT, CONTACT_COUNT, DOMAIN_COUNT)
        least = (6, 3, 1)
        counts = {id: list(least) for id in others}
        for column, total in enumerate(totals):
            rest = total - sum(share[column] for share in fixed.values()) - least[column] * len(others)
            # The weights make a few large organizations among many small ones.
            weights = [(1 + place) ** -0.6 for place in range(len(others))]
            order = self._chance.sample(others, len(others))
            for id in self._chance.choices(order, weights, k=rest):
                counts[id][column] += 1
        return {**fixed, **{id: (a, b, c) for id, (a, b, c) in counts.items()}}

    def _locations(self) -> dict[int, list[Record]]:
        found: dict[int, list[Record]] = {}
        country_of = {region: country for country, _, regions in words.COUNTRIES for region in regions}
        for organization in self._organizations:
            born = seconds_of(organization.created_at)
            names = ["Main Office", "Warehouse", "Branch Office"][: self._chance.choice((1, 1, 2, 2, 3))]
            places = self._chance.sample(words.CITIES, len(names))
            for number, (name, (city, region, postal)) in enumerate(zip(names, places)):
                body: dict[str, object] = {
                    "primary": number == 0,
                    "address-1": f"{self._chance.randrange(1, 900)} {self._chance.choice(words.STREETS)}",
                    "city": city,
                    "postal-code": postal,
                    "region-id": self._ids["regions", region],
                    "country-id": self._ids["countries", country_of[region]],
                    "phone": f"206555{self._chance.randrange(1000, 9999)}",
                }
                record = self._record("locations", name, born + DAY * (number + 1), body, organization.id)
                found.setdefault(organization.id, []).append(record)
            self._put(found[organization.id])
        return found

    def _spread(self, shares: Mapping[int, tuple[int, int, int]], column: int) -> list[tuple[float, Record, int]]:
        """For one column of the shares: time, organization and running number of each record, oldest first."""
        made: list[tuple[float, Record, int]] = []
        for organization in self._organizations:
            born = seconds_of(organization.created_at)
            count = shares[organization.id][column]
            # An organization's first records come soon after it, the others whenever.
            for number, when in enumerate(sorted(self._dates(count, lambda i, born=born: born + DAY))):  # type: ignore[misc]
                made.append((born + 2 * DAY + number if number < 3 else when, organization, number))
        made.sort(key=lambda entry: entry[0])
        return made

    def _contacts(self, shares: Mapping[int, tuple[int, int, int]]) -> dict[int, list[Record]]:
        found: dict[int, list[Record]] = {}
        frog = next(r for r in self._organizations if r.body["short-name"] == "FROG")
        for created, organization, number in self._spread(shares, 1):
            known = organization is frog and number < len(words.KNOWN_CONTACTS)
            if known:
                id, first, last = words.KNOWN_CONTACTS[number]
            else:
                id = None
                first, last = self._chance.choice(words.FIRST_NAMES), self._chance.choice(words.LAST_NAMES)
            if number == len(words.KNOWN_CONTACTS) and organization.body["short-name"] in TEST_SHARES:
                first, last = words.SHARED_CONTACT
            mail = f"{name_key(first)}.{name_key(last)}@{domain_of(organization)}"
            phone = f"206555{self._chance.randrange(1000, 9999)}"
            body: dict[str, object] = {
                "first-name": first,
                "last-name": last,
                "title": "Office Manager" if known else self._chance.choice(words.TITLES),
                "contact-type-id": self._ids["contact_types", self._chance.choice(words.CONTACT_TYPES)],
                "important": self._chance.choice((True, False, None)),
                "contact-emails": [{"value": mail, "primary": True, "label-name": "Work"}],
                "contact-phones": [phone_entry(phone, None, True, self._chance.choice(("Work", "Mobile")))],
            }
            record = self._record("contacts", full_name(body), created, body, organization.id, id=id)
            found.setdefault(organization.id, []).append(record)
            self._put([record])
        return found

    def _configurations(
        self,
        shares: Mapping[int, tuple[int, int, int]],
        locations: Mapping[int, list[Record]],
        contacts: Mapping[int, list[Record]],
    ) -> dict[int, list[Record]]:
        chance = self._chance
        found: dict[int, list[Record]] = {}
        kinds = words.CONFIGURATION_TYPES
        server = next(kind for kind in kinds if kind[1] == "server")
        names: set[tuple[int, str]] = set()
        for created, organization, number in self._spread(shares, 0):
            servers = 2 + shares[organization.id][0] // 8
            short = str(organization.body["short-name"])
            if number < servers:
                kind = server
                name = f"{short}-{words.SERVER_ROLES[number % len(words.SERVER_ROLES)]}"
            else:
                others = [entry for entry in kinds if entry is not server]
                kind = chance.choices(others, [entry[2] for entry in others])[0]
                name = f"{short}-{kind[3]}-{number:03d}"
                if kind[1] in ("printer", "wap") and number % 3 == 0:
                    name = {"printer": "Front Desk Printer", "wap": "Conference Room AP, 2nd floor"}[kind[1]]
                if short in TEST_SHARES and number - servers < len(words.SHARED_DEVICES):
                    name = words.SHARED_DEVICES[number - servers]
            if (organization.id, name) in names:
                name = f"{name} ({number})"
            names.add((organization.id, name))
            record = self._configuration(kind, name, created, organization, locations, contacts)
            found.setdefault(organization.id, []).append(record)
            self._put([record])
            if kind is server:
                body: dict[str, object] = {
                    "ip-address": record.body["primary-ip"], "mac-address": record.body["mac-address"], "primary": True,
                }  # fmt: skip
                self._put(
                    [self._record("configuration_interfaces", "Ethernet0", created, body, organization.id, record.id)]
                )
        return found

    def _configuration(
        self,
        kind: tuple[str, str, int, str],
        name: str,
        created: float,
        organization: Record,
        locations: Mapping[int, list[Record]],
        contacts: Mapping[int, list[Record]],
    ) -> Record:
        chance = self._chance
        manufacturer, models = chance.choice(words.MANUFACTURERS)
        systems = [
            s for s, platform in words.OPERATING_SYSTEMS if (platform == "Windows Server") == (kind[1] == "server")
        ]
        computer = kind[1] in ("workstation", "laptop", "server")
        body: dict[str, object] = {
            "hostname": name.split(",")[0].lower().replace(" ", "-"),
            "primary-ip": f"10.{chance.randrange(1, 250)}.{chance.randrange(0, 4)}.{chance.randrange(2, 250)}",
            "mac-address": ":".join(f"{chance.randrange(256):02X}" for _ in range(6)),
            "serial-number": "".join(chance.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", k=7)),
            "asset-tag": f"A{chance.randrange(10000, 99999)}",
            "configuration-type-id": self._ids["configuration_types", kind[0]],
            "configuration-status-id": self._ids[
                "configuration_statuses", chance.choices(words.CONFIGURATION_STATUSES, (85, 5, 4, 6))[0]
            ],
            "manufacturer-id": self._ids["manufacturers", manufacturer],
            "model-id": self._ids["models", chance.choice(models)],
            "operating-system-id": self._ids["operating_systems", chance.choice(systems)] if computer else None,
            "location-id": chance.choice(locations[organization.id]).id,
            "contact-id": chance.choice(contacts[organization.id]).id if kind[1] in ("workstation", "laptop") else None,
            "purchased-at": now_written(created - 20 * DAY)[:10],
            "installed-at": now_written(created)[:10],
            "warranty-expires-at": now_written(created + 1095 * DAY)[:10],
            "archived": chance.random() < 0.04,
        }
        return self._record("configurations", name, created, body, organization.id)

    def _domains(self, shares: Mapping[int, tuple[int, int, int]]) -> dict[int, list[Record]]:
        found: dict[int, list[Record]] = {}
        for created, organization, number in self._spread(shares, 2):
            base = domain_of(organization)
            prefix = ("", "mail.", "portal.", "shop.", "vpn.")[number] if number < 5 else f"site{number}."
            body: dict[str, object] = {
                "registrar-name": self._chance.choice(words.REGISTRARS),
                "expires-on": now_written(CLOSING + self._chance.randrange(30, 900) * DAY)[:10],
            }
            record = self._record("domains", prefix + base, created, body, organization.id)
            found.setdefault(organization.id, []).append(record)
            self._put([record])
        return found

    def _types(self) -> dict[str, list[Record]]:
        """The flexible asset types; their fields in order, by name of the type."""
        ids: dict[str, int] = {}
        fields: dict[str, list[Record]] = {}
        for place, (name, icon, description, rows) in enumerate(TYPES):
            created = OPENING + (20 + 30 * place) * DAY
            body: dict[str, object] = {"icon": icon, "description": description}
            type_ = self._record("flexible_asset_types", name, created, body)
            ids[name] = type_.id
            self._put([type_])
            taken: set[str] = set()
            fields[name] = []
            for order, (label, kind, flags, options, hint) in enumerate(rows, start=1):
                key = free_name_key(label, taken)
                taken.add(key)
                tag_type = options if kind == "Tag" else None
                if tag_type and "{" in tag_type:
                    tag_type = f"FlexibleAssetType: {ids[tag_type.partition('{')[2].rstrip('}')]}"
                digits = [flag for flag in flags if flag.isdigit()]
                sent: dict[str, object] = {
                    "kind": kind,
                    "hint": hint or None,
                    "decimals": int(digits[0]) if digits else 0,
                    "tag-type": tag_type,
                    "required": "r" in flags,
                    "use-for-title": "t" in flags,
                    "expiration": "e" in flags,
                    "show-in-list": "l" in flags,
                    "default-value": options if kind == "Select" else None,
                }
                field = self._record(
                    "flexible_asset_fields", label, created, field_body(sent, key, order), parent=type_.id
                )
                fields[name].append(field)
            self._put(fields[name])
        return fields


def domain_of(organization: Record) -> str:
    """The main domain of an organization, under the top-level domain that is reserved for examples."""
    name = organization.name.removeprefix(f"{words.TEST_PREFIX} - ")
    slug = name_key(name.partition(",")[0]).replace("-", "")
    usable = len(slug) > 3 and organization.name.isprintable() and organization.body["short-name"] != "LMG2"
    return f"{slug if usable else str(organization.body['short-name']).lower()}.example"
