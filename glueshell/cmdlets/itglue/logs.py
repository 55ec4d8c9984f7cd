"""The activity log: IT Glue ends every list of it after a few pages, so it is walked by date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glueshell.cmdlets.itglue.reading import GetRecords
from glueshell.itglue.client import Query
from glueshell.itglue.documents import Resource

CREATED_AT = "created-at"


class GetLogs(GetRecords):
    """Base of the cmdlet that reads the activity log."""

    def listed(self, query: Query) -> Iterable[Resource]:
        """The entries, oldest first, asked for again from the last date on where a list was cut off."""
        cap = self.kind.page_cap
        if cap is None or (query.sort is not None and query.sort.startswith("-")):
            return super().listed(query)
        return self._walked(query, cap)

    def _walked(self, query: Query, cap: int) -> Iterator[Resource]:
        filters, wanted, skip = dict(query.filters), query.first, query.skip
        given = filters.get("created_at")
        end = given[1] if isinstance(given, list) and len(given) > 1 else None
        seen: set[str] = set()
        while True:
            listing = self.sitting.client.list(Query(query.resource, filters, sort="created_at", include=query.include))
            last, fresh = "", 0
            for entry in listing:
                last = str(entry.attributes.get(CREATED_AT) or last)
                if entry.id in seen:
                    continue
                seen.add(entry.id)
                fresh += 1
                if skip:
                    skip -= 1
                    continue
                yield entry
                if wanted is not None:
                    wanted -= 1
                    if wanted <= 0:
                        return
            # Entries of one second may stand on both sides of the cut, so the last date is asked for once more.
            if listing.requests < cap or not fresh or not last:
                return
            filters["created_at"] = [last, end if end is not None else None]
