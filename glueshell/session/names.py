"""The names and schemas of one account on disk, between runs: what a snapshot is loaded from and saved to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glueshell.itglue.schema import TypeSchema
    from glueshell.itglue.snapshot import Name, Snapshot
    from glueshell.session.store import Store

# Rows a transaction: a draft that is saved meanwhile must not wait for a large account.
CHUNK = 2000
# `organization_id` of a reading that covered the whole account.
WHOLE_ACCOUNT = 0


class StoredNames:
    """The names, schemas and reading times of one account in the store."""

    def __init__(self, store: Store, account: str) -> None:
        self._store = store
        self._account = account

    def load(self) -> Snapshot:
        """Everything that is kept, as a snapshot read when its oldest account-wide list was."""
        from glueshell.itglue.snapshot import Name, NameList, Snapshot

        lists: dict[str, list[Name]] = {}
        for key, id, organization_id, text, detail in self._store.query(
            "SELECT resource, id, organization_id, text, detail FROM names WHERE account = ?", (self._account,)
        ):
            lists.setdefault(key, []).append(Name(id, text, organization_id, detail))
        rows = self._store.query("SELECT type_id, record FROM schemas WHERE account = ?", (self._account,))
        times = self._store.query(
            "SELECT min(read_at) FROM readings WHERE account = ? AND organization_id = ?",
            (self._account, WHOLE_ACCOUNT),
        )
        return Snapshot(
            {key: NameList(names) for key, names in lists.items()},
            {type_id: _schema(record) for type_id, record in rows},
            times[0][0] or 0.0,
        )

    def schema(self, type_id: str) -> TypeSchema | None:
        """The kept schema of one type."""
        rows = self._store.query(
            "SELECT record FROM schemas WHERE account = ? AND type_id = ?", (self._account, type_id)
        )
        return _schema(rows[0][0]) if rows else None

    def save_names(self, key: str, names: Iterable[Name]) -> None:
        """Keep these names, in place of those with the same ids."""
        rows = [(self._account, key, name.id, name.organization_id, name.text, name.detail) for name in names]
        for chunk in _chunks(rows):
            with self._store.transaction() as connection:
                connection.executemany("INSERT OR REPLACE INTO names VALUES (?, ?, ?, ?, ?, ?)", chunk)

    def remove_names(self, key: str, ids: Iterable[int]) -> None:
        """Forget these records."""
        rows = [(self._account, key, id) for id in ids]
        for chunk in _chunks(rows):
            with self._store.transaction() as connection:
                connection.executemany("DELETE FROM names WHERE account = ? AND resource = ? AND id = ?", chunk)

    def save_schemas(self, schemas: Mapping[str, TypeSchema]) -> None:
        """Keep these schemas."""
        import json

        rows = [
            (self._account, type_id, json.dumps(schema.to_record(), ensure_ascii=False))
            for type_id, schema in schemas.items()
        ]
        with self._store.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO schemas VALUES (?, ?, ?)", rows)

    def remove_schemas(self, type_ids: Iterable[str]) -> None:
        """Forget the schemas of types that are gone."""
        with self._store.transaction() as connection:
            connection.executemany(
                "DELETE FROM schemas WHERE account = ? AND type_id = ?", [(self._account, id) for id in type_ids]
            )

    def mark_read(self, key: str, organization_id: int | None, read_at: float) -> None:
        """Note that a list was read completely, of the account or of one organization."""
        self._store.execute(
            "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)",
            (self._account, key, WHOLE_ACCOUNT if organization_id is None else organization_id, read_at),
        )

    def clear(self) -> None:
        """Forget every name and schema of the account."""
        with self._store.transaction() as connection:
            for table in ("names", "schemas", "readings"):
                connection.execute(f"DELETE FROM {table} WHERE account = ?", (self._account,))


def _schema(record: str) -> TypeSchema:
    import json

    from glueshell.itglue.schema import TypeSchema

    return TypeSchema.from_record(json.loads(record))


def _chunks(rows: Sequence[tuple]) -> Iterable[Sequence[tuple]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))
