"""One request to a resource, and the view that its answer is made for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.names import dashed
from glueshell.sandbox.query import Condition, Pairs, column, filters_from
from glueshell.sandbox.routes import HOLDER

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account, Key
    from glueshell.sandbox.rules.plain import Rules
    from glueshell.sandbox.store import Record

Document = dict[str, object]


class View:
    """Whom and what an answer is for: a list or one record, with or without the secrets, at which address.

    `origin` is scheme, host and port of the request, on which downloads lie.
    """

    __slots__ = ("account", "listing", "origin", "secrets")

    def __init__(self, account: Account, *, listing: bool, secrets: bool = False, origin: str = "") -> None:
        self.account = account
        self.listing = listing
        self.secrets = secrets
        self.origin = origin

    def as_list(self) -> View:
        """The view in which included records stand: that of a list."""
        return View(self.account, listing=True, origin=self.origin)


class Call:
    """One request to a resource: the path's parameters, the query, the body and the list's own address."""

    __slots__ = ("account", "address", "body", "key", "operation", "origin", "pairs", "parameters", "rules", "table")

    def __init__(
        self,
        account: Account,
        rules: Rules,
        operation: str,
        parameters: Mapping[str, str],
        pairs: Pairs,
        body: object,
        address: str,
        origin: str,
        key: Key,
    ) -> None:
        self.account = account
        self.rules = rules
        self.table = rules.table
        self.operation = operation
        self.parameters = parameters
        self.pairs = pairs
        self.body = body
        self.address = address
        self.origin = origin
        self.key = key

    @property
    def creates(self) -> bool:
        """Whether records are made."""
        return self.operation in ("create", "bulk_create")

    def view(self, *, listing: bool) -> View:
        """The view of this request's answer."""
        return View(self.account, listing=listing, secrets=not listing and self._secrets(), origin=self.origin)

    def _secrets(self) -> bool:
        """Whether the answer shows secrets: the key must be allowed to, and the query or the operation must want it."""
        if not self.key.password_access:
            return False
        for parameter in self.rules.resource.query_parameters:
            if parameter.name == "show_password":
                asked = self.parameter("show_password")
                default = bool(parameter.default.get(self.operation, False))
                return default if asked not in ("true", "false") else asked == "true"
        return True

    def parameter(self, name: str) -> str | None:
        """The last value of a key of the query, or None."""
        found = [value for key, value in self.pairs if key == name]
        return found[-1] if found else None

    def parents(self) -> dict[str, int]:
        """The parents that the path names, as attribute and id; each must exist."""
        found: dict[str, int] = {}
        for parameter, text in self.parameters.items():
            if parameter not in ("id", HOLDER, "resource_id"):
                attribute = dashed(parameter)
                owner = self.account.rules[self.rules.references[attribute]].table
                found[attribute] = number_in_path(text)
                if self.account.store.get(owner, found[attribute]) is None:
                    raise refusals.unauthorized()
        return found

    def holder(self) -> Record | None:
        """The record that the path hangs others on, or None on other paths; it must exist."""
        kind = self.parameters.get(HOLDER)
        if kind is None:
            return None
        found = self.account.store.get(self.account.table_of(kind), number_in_path(self.parameters["resource_id"]))
        if found is None:
            raise refusals.unauthorized()
        return found

    def record(self) -> Record:
        """The record that the path names, below the parents that it names."""
        found = self.account.store.get(self.table, number_in_path(self.parameters["id"]))
        if found is None or any(self.rules.value(found, a) != id for a, id in self.parents().items()):
            raise refusals.not_found()
        holder = self.holder()
        if holder is not None and (found.parent_id, found.body.get("on")) != (holder.id, holder.resource):
            raise refusals.not_found()
        return found

    def scope(self, *, filtered: bool) -> Condition:
        """What the path's parents and, if asked for, the query's filters keep."""
        condition = Condition()
        for attribute, id in self.parents().items():
            condition.add(f"{column(self.rules.resource, self.rules, attribute)} = ?", id)
        holder = self.holder()
        if holder is not None:
            hangs_on(holder, condition)
        if filtered:
            filters_from(self, condition)
        return condition


def hangs_on(holder: Record, condition: Condition) -> None:
    """Keeps what hangs on one record."""
    condition.add("parent_id = ?", holder.id)
    condition.add("json_extract(records.body, '$.on') = ?", holder.resource)


def number_in_path(text: str) -> int:
    """An id of a path; one that is no number belongs to no record."""
    try:
        return values.integer(text)
    except values.Unreadable:
        raise refusals.not_found() from None


def distinct(included: Sequence[Document]) -> list[Document]:
    """Included records without repetitions."""
    return list({(entry["type"], entry["id"]): entry for entry in included}.values())
