"""The tables of `state.db` as steps: entry n leads from version n to n + 1. Only ever added to.

Statements end with a semicolon; none may hold one inside.
"""

from __future__ import annotations

from collections.abc import Sequence

FIRST = """
CREATE TABLE accounts (
    account TEXT PRIMARY KEY,
    base_url TEXT NOT NULL,
    key_fingerprint TEXT,
    first_seen REAL NOT NULL
);
CREATE TABLE context (
    account TEXT PRIMARY KEY,
    region TEXT,
    organization_id INTEGER,
    organization_name TEXT,
    organization_detail TEXT,
    type_id TEXT,
    draft_id TEXT
);
CREATE TABLE drafts (
    account TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL,
    owner TEXT,
    journal_key TEXT,
    record TEXT NOT NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    PRIMARY KEY (account, id)
);
CREATE TABLE journal (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    owner TEXT,
    started_at REAL NOT NULL,
    operation TEXT NOT NULL,
    resource TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    organization_id TEXT,
    organization_name TEXT,
    title TEXT,
    count INTEGER NOT NULL,
    body_hash TEXT,
    body TEXT,
    reason TEXT,
    status TEXT NOT NULL,
    record_id TEXT,
    message TEXT,
    ended_at REAL
);
CREATE INDEX journal_by_status ON journal (account, status);
CREATE INDEX journal_by_key ON journal (account, key);
CREATE TABLE names (
    account TEXT NOT NULL,
    resource TEXT NOT NULL,
    id INTEGER NOT NULL,
    organization_id INTEGER,
    text TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (account, resource, id)
) WITHOUT ROWID;
CREATE TABLE schemas (
    account TEXT NOT NULL,
    type_id TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (account, type_id)
) WITHOUT ROWID;
CREATE TABLE readings (
    account TEXT NOT NULL,
    resource TEXT NOT NULL,
    organization_id INTEGER NOT NULL,
    read_at REAL NOT NULL,
    PRIMARY KEY (account, resource, organization_id)
) WITHOUT ROWID
"""

# When IT Glue last answered to the account's key.
SECOND = """
ALTER TABLE accounts ADD COLUMN answered_at REAL
"""

MIGRATIONS: Sequence[str] = (FIRST, SECOND)
