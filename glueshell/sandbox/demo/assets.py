"""The flexible assets of the demo account: for every field a believable value of its kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence

from glueshell.sandbox.account import Account
from glueshell.sandbox.demo.types import TYPES
from glueshell.sandbox.demo.words import TEST_PREFIX
from glueshell.sandbox.store import Record
from glueshell.sandbox.traits import (
    Asset,
    Field,
    Password,
    Tag,
    Upload,
    asset_name,
    embedded_password,
    file_entry,
    tag_target,
)
from glueshell.sandbox.values import moment, now_written

# How the assets are shared among the types, in the order of `TYPES`.
SHARES = (28, 62, 30, 28, 32, 20)

APPLICATIONS = (
    "QuickBooks Enterprise", "Dentrix", "Sage 300", "AutoCAD LT", "Clio", "Epic Hyperspace", "SolidWorks",
    "FileMaker Pro", "Adobe Acrobat Pro", "Practice-Web", "NetDocuments", "Fishbowl Inventory",
)  # fmt: skip
NETWORKS = ("Corporate Network", "Guest Network", "Voice", "Server Network", "IoT", "Warehouse Wi-Fi")
SOFTWARE = (
    "Microsoft 365 Business Premium",
    "Windows Server 2022 CALs",
    "Adobe Creative Cloud",
    "Veeam Backup",
    "Duo MFA",
)
NOTES = (
    "<p>Documented during onboarding.</p>",
    '<p>Call the vendor before any update: <a href="https://support.example.com">support</a>.</p>',
    "<ul><li>Reboot monthly</li><li>Check the logs</li></ul>",
)

DAY = 86400.0


class AssetBuilder:
    """Makes assets, oldest first, each in an organization that existed by then."""

    def __init__(
        self,
        account: Account,
        chance: random.Random,
        next_id: Callable[[str], int],
        organizations: Sequence[Record],
        fields: Mapping[str, Sequence[Record]],
        tagged: Mapping[str, Mapping[int, Sequence[Record]]],
    ) -> None:
        self._account = account
        self._chance = chance
        self._next_id = next_id
        self._organizations = organizations
        self._type_ids = {name: records[0].parent_id or 0 for name, records in fields.items()}
        self._fields = {name: [Field(record) for record in records] for name, records in fields.items()}
        self._tagged = tagged
        self._assets: dict[tuple[int, int], list[int]] = {}

    def build(self, count: int, first: float, last: float) -> Iterator[Record]:
        """Yields the assets, and before each the password records that its traits point at."""
        chance = self._chance
        types = [TYPES[place][0] for place, share in enumerate(SHARES) for _ in range(share)]
        chance.shuffle(types)
        tests = [record for record in self._organizations if record.name.startswith(TEST_PREFIX)]
        born = {record.id: seconds_of(record.created_at) for record in self._organizations}
        newest = max(born[record.id] for record in tests) + 3 * DAY
        # The last of them go to the test organizations in turn.
        reserved = 18
        times = sorted(first + (newest - first) * chance.random() for _ in range(count - reserved))
        times += sorted(newest + (last - newest) * chance.random() for _ in range(reserved))
        for place, (name, when) in enumerate(zip(types, times)):
            if place >= count - reserved:
                organization = tests[place % len(tests)]
            else:
                organization = chance.choice([r for r in self._organizations if born[r.id] < when])
            yield from self._asset(name, organization, when)

    def _asset(self, name: str, organization: Record, when: float) -> Iterator[Record]:
        type_id = self._type_ids[name]
        id = self._next_id("flexible_assets")
        stamp = now_written(float(int(when)))
        traits: dict[str, object] = {}
        for field in self._fields[name]:
            if not field.kind.has_trait or not (field.required or self._chance.random() < 0.75):
                continue
            if isinstance(field.kind, Password):
                secret = "".join(self._chance.choices("abcdefghjkmnpqrstuvwxyz23456789!%", k=14))
                own = self._next_id("passwords")
                password = embedded_password(own, organization.id, field.name, id, own, secret, stamp)
                yield password
                traits[field.key] = password.id
                continue
            value = self._value(field, organization)
            if value is not None:
                traits[field.key] = value
        asset = Asset(self._account, id, organization.id, {})
        title = asset_name(self._fields[name], traits, asset)
        self._assets.setdefault((organization.id, type_id), []).append(id)
        changed = now_written(float(int(when + 5 * DAY * self._chance.random())))
        body: dict[str, object] = {"traits": traits, "archived": self._chance.random() < 0.03}
        yield Record("flexible_assets", id, organization.id, type_id, title, stamp, changed, body)

    def _value(self, field: Field, organization: Record) -> object:
        chance = self._chance
        if isinstance(field.kind, Tag):
            return self._tag(field, organization)
        if isinstance(field.kind, Upload):
            name = "network diagram.pdf" if field.name == "Diagram" else "setup notes.txt"
            return [file_entry(self._next_id("uploads"), name)]
        if field.options:
            return chance.choice(field.options)
        maker = MAKERS.get(field.name)
        if maker is not None:
            return maker(chance, str(organization.body["short-name"]).lower())
        if field.name.endswith("?"):
            return chance.random() < 0.6
        return now_written(1704067200.0 + chance.randrange(0, 900) * DAY)[:10]

    def _tag(self, field: Field, organization: Record) -> list[int] | None:
        chance = self._chance
        resource, type_id = tag_target(field.tag_type)
        if type_id is not None:
            ids = self._assets.get((organization.id, type_id), [])
        elif resource == "organizations":
            ids = [record.id for record in self._organizations]
        else:
            ids = [record.id for record in self._tagged[resource].get(organization.id, ())]
        if not ids:
            return None
        single = field.name in ("Location", "Vendor", "Router", "Domain", "Relative ID (RID) Master")
        return chance.sample(ids, 1 if single else min(len(ids), chance.randrange(1, 4)))


def seconds_of(stamp: str) -> float:
    """A stored timestamp in seconds since 1970."""
    return moment(stamp[:19]).timestamp()


Maker = Callable[[random.Random, str], object]

MAKERS: Mapping[str, Maker] = {
    "AD Full Name": lambda chance, short: f"{chance.choice(('corp', 'ad', 'int'))}.{short}.example",
    "AD Short Name": lambda chance, short: short.upper()[:15],
    "Application Name": lambda chance, short: chance.choice(APPLICATIONS),
    "Application URL (if available)": lambda chance, short: f"https://app.{short}.example/login",
    "Number of Licenses": lambda chance, short: chance.randrange(1, 120),
    "Notes": lambda chance, short: chance.choice(NOTES),
    "Backup Name": lambda chance, short: f"{short.upper()} {chance.choice(('nightly', 'hourly', 'weekly full'))}",
    "Retention (days)": lambda chance, short: chance.choice((14, 30, 90, 365)),
    "Success Rate": lambda chance, short: round(chance.uniform(88, 100), 1),
    "Account Number": lambda chance, short: f"{chance.randrange(10**7, 10**8)}-{chance.randrange(10, 99)}",
    "Download (Mbit/s)": lambda chance, short: chance.choice((50, 100, 250, 500, 1000)),
    "Uptime Guarantee": lambda chance, short: chance.choice((99, 99.5, 99.9, 99.95)),
    "Static IP Range": lambda chance, short: f"203.0.113.{chance.randrange(0, 31) * 8}/29",
    "Network Name": lambda chance, short: chance.choice(NETWORKS),
    "Subnet": lambda chance, short: f"10.{chance.randrange(1, 250)}.{chance.randrange(0, 250)}.0/24",
    "VLAN ID": lambda chance, short: chance.randrange(1, 4094),
    "Software": lambda chance, short: chance.choice(SOFTWARE),
    "Seats": lambda chance, short: chance.randrange(1, 200),
    "Cost share": lambda chance, short: chance.choice((25, 33.3, 50, 100)),
}
