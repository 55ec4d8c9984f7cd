"""What only the service writes: expirations, activity logs, user metrics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.query import limits
from glueshell.sandbox.rules.plain import Rules

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Filter
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import Call, View
    from glueshell.sandbox.query import Condition
    from glueshell.sandbox.store import Record

DAY = 86400.0
KEPT_DAYS = 30
WEEK_DAYS = 7
METRICS_DATE = "json_extract(records.body, '$.date')"


class Expirations(Rules):
    """What runs out, derived from domains, certificates, warranties and dates of flexible assets."""

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """The address of the record that runs out."""
        return {record.id: {"resource-url": f"{view.account.web}{record.body.get('path')}"} for record in records}


class Logs(Rules):
    """Who did what in the last thirty days."""

    def gate(self, account: Account) -> None:
        """The plan must include them."""
        if not account.features.logs:
            raise refusals.not_in_plan()

    def narrow(self, call: Call, condition: Condition) -> None:
        """Older entries are gone."""
        condition.add("records.created_at >= ?", values.now_written(call.account.clock() - KEPT_DAYS * DAY))


class UserMetrics(Rules):
    """How much each user did each day, by organization and kind of record."""

    bare = True

    def filters(self, call: Call, found: Filter, operator: str, value: str, condition: Condition) -> bool:
        """A range of days: a week at most, and not from the beginning of time."""
        if found.name != "date":
            return False
        first, comma, last = (part.strip() for part in value.partition(","))
        if not comma:
            return False
        try:
            start = None if first == "*" else str(limits("date", first)[0])
            end = None if last == "*" else str(limits("date", last)[1])
        except ValueError:
            condition.add("0")
            return True
        longest = found.longest_days or WEEK_DAYS
        if end is not None and (start is None or (date.fromisoformat(end) - date.fromisoformat(start)).days > longest):
            raise refusals.range_too_long()
        if start is not None:
            condition.add(f"{METRICS_DATE} >= ?", start)
        if end is not None:
            condition.add(f"{METRICS_DATE} <= ?", end)
        return True

    def narrow(self, call: Call, condition: Condition) -> None:
        """Without a range, the last week."""
        if not any(key == "filter[date]" for key, _ in call.pairs):
            start = values.now_written(call.account.clock() - WEEK_DAYS * DAY)[:10]
            condition.add(f"{METRICS_DATE} >= ?", start)
