"""A crowd of organizations for trying out what a large account is like: `scale` times as many as the demo has.

Each brings a location, a contact, two configurations and a password; they are written row by row, without going through
the rules, so that fifty thousand of them load in seconds.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from glueshell.sandbox.demo import words
from glueshell.sandbox.demo.account import CLOSING, DAY, FIRST_ORGANIZATION
from glueshell.sandbox.names import name_key
from glueshell.sandbox.store import ENCODER, Store
from glueshell.sandbox.values import now_written

FIRST_WORDS = (
    "Amber", "Arrow", "Ashford", "Beacon", "Birchwood", "Bluestone", "Bridgeport", "Brookside", "Canyon", "Cedar",
    "Clearwater", "Copper", "Crestview", "Delta", "Eastgate", "Elmwood", "Evergreen", "Fairfield", "Falcon", "Foxglove",
    "Glacier", "Golden", "Greenfield", "Harbor", "Hawthorn", "Heritage", "Highland", "Hillcrest", "Ironwood", "Juniper",
    "Kingsley", "Lakeview", "Laurel", "Liberty", "Linden", "Magnolia", "Maple", "Meadow", "Meridian", "Milestone",
    "Northgate", "Oakmont", "Orchard", "Pacific", "Parkside", "Pioneer", "Prairie", "Quarry", "Ridgeline", "Riverbend",
    "Rosewood", "Sandstone", "Sierra", "Silverlake", "Southport", "Stonebridge", "Sunrise", "Timber", "Valley",
    "Westbrook",
)  # fmt: skip
SECOND_WORDS = (
    "Accounting", "Architects", "Auto Group", "Bakery", "Builders", "Capital", "Chiropractic", "Clinic", "Credit Union",
    "Dental", "Distribution", "Engineering", "Eye Care", "Farms", "Financial", "Fitness", "Foods", "Freight",
    "Funeral Home",
    "Hotels", "Insurance", "Investments", "Landscaping", "Law Office", "Logistics", "Manufacturing", "Marine", "Market",
    "Media", "Medical", "Orthopedics", "Packaging", "Pharmacy", "Plumbing", "Printing", "Properties", "Realty",
    "Roofing", "Schools", "Veterinary",
)  # fmt: skip
ENDINGS = ("", " Group", " Inc.", " LLC", " Partners", " & Sons", " Associates", " Co-op", " Ltd", " Services")

Row = tuple[str, int, int | None, int | None, str, str, str, str]


def fill_crowd(store: Store, seed: int, scale: int) -> None:
    """Adds `scale - 1` times the number of the demo's organizations, inside the caller's transaction."""
    count = len(words.ORGANIZATIONS) * (scale - 1)
    crowd = Crowd(store, random.Random(f"crowd of {seed}"))
    store.put_rows(row for place in range(count) for row in crowd.rows(place, count))
    for resource, last in crowd.last.items():
        store.set_last_id(resource, last)


class Crowd:
    """Makes one organization after the other with what it owns."""

    def __init__(self, store: Store, chance: random.Random) -> None:
        self._chance = chance
        self.last = {
            resource: store.last_id(resource)
            for resource in ("organizations", "locations", "contacts", "configurations", "passwords")
        }
        self._templates = {resource: template(store, resource) for resource in self.last}
        self._names = [f"{a} {b}{c}" for c in ENDINGS for b in SECOND_WORDS for a in FIRST_WORDS]
        chance.shuffle(self._names)

    def _next(self, resource: str) -> int:
        self.last[resource] += 1 + int(self._chance.random() * 20)
        return self.last[resource]

    def _row(self, resource: str, owner: int | None, name: str, stamp: str, id: int, **own: object) -> Row:
        body = self._templates[resource]({key.replace("_", "-"): value for key, value in own.items()})
        return resource, id, owner, None, name, stamp, stamp, body

    def rows(self, place: int, count: int) -> Iterator[Row]:
        """The rows of one organization and of what it owns."""
        chance = self._chance
        base = self._names[place % len(self._names)]
        name = base if place < len(self._names) else f"{base} {place // len(self._names) + 1}"
        short = "".join(word[0] for word in base.split() if word[0].isalnum()).upper() + str(place % 1000)
        born = FIRST_ORGANIZATION + (CLOSING - 30 * DAY - FIRST_ORGANIZATION) * place / count
        stamp, later = now_written(float(int(born))), now_written(float(int(born + 2 * DAY)))
        owner = self._next("organizations")
        yield self._row("organizations", None, name, stamp, owner, short_name=short)
        number = int(chance.random() * 9000) + 1000
        location = self._next("locations")
        yield self._row("locations", owner, "Main Office", later, location, phone=f"206555{number}", primary=True)
        first, last = chance.choice(words.FIRST_NAMES), chance.choice(words.LAST_NAMES)
        mail = {"value": f"{name_key(first)}@{name_key(base)}.example", "primary": True, "label-name": "Work"}
        yield self._row(
            "contacts", owner, f"{first} {last}", later, self._next("contacts"),
            first_name=first, last_name=last, contact_emails=[mail], contact_phones=[],
        )  # fmt: skip
        for kind in ("SRV-01", "WS-001"):
            yield self._row(
                "configurations", owner, f"{short}-{kind}", later, self._next("configurations"),
                hostname=f"{short}-{kind}".lower(), location_id=location, contact_id=None,
                serial_number=f"{place:06d}{number}", asset_tag=f"A{number}{place % 100:02d}",
            )  # fmt: skip
        yield self._row(
            "passwords", owner, "Domain Administrator", later, self._next("passwords"),
            username=f"{short.lower()}\\administrator", password=f"{number}-{short}-{place}", url=None,
        )  # fmt: skip


def template(store: Store, resource: str) -> Callable[[dict[str, object]], str]:
    """How a body is written: like that of a plain record of the demo, with some attributes of its own."""
    general = "parent_id IS NULL AND json_extract(body, '$.\"psa-id\"') IS NULL"
    model = store.select(resource, general, limit="LIMIT 1", order="id DESC")[0].body
    kept = {
        key: value for key, value in model.items() if key not in ("location-id", "contact-id", "password-folder-id")
    }
    return lambda own: ENCODER.encode({**kept, **own})
