"""JSON Schemas made from recorded bodies: members, kinds of values, and what was seen to be null."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RECORDED: dict[str, Any] = json.loads((Path(__file__).parent / "recorded.json").read_text(encoding="utf-8"))

TIMESTAMP = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$"
DATE = r"^\d{4}-\d{2}-\d{2}$"
ADDRESS = r"^https?://"

# Members whose value is of a kind that no one example can show.
FREE = ("traits", "filters", "meta")

Schema = dict[str, Any]


def schema_of(examples: Sequence[Any], name: str = "", closed: bool = True) -> Schema:
    """The schema that all examples of one thing satisfy; objects have exactly the members that were recorded.

    Without `closed` objects may have more. What is null in every example may be anything.
    """
    known = [example for example in examples if example is not None]
    if name in FREE or not known:
        return {}
    schema = _schema_of_known(known, name, closed)
    return schema if len(known) == len(examples) else {"anyOf": [schema, {"type": "null"}]}


def _schema_of_known(known: Sequence[Any], name: str, closed: bool) -> Schema:
    first = known[0]
    if isinstance(first, dict):
        names = [key for example in known for key in example]
        always = [key for key in dict.fromkeys(names) if names.count(key) == len(known)]
        members = {
            key: schema_of([example[key] for example in known if key in example], key, closed)
            for key in dict.fromkeys(names)
        }
        return {"type": "object", "properties": members, "required": always, "additionalProperties": not closed}
    if isinstance(first, list):
        items = [item for example in known for item in example]
        return {"type": "array", "items": schema_of(items, name, closed) if items else {}}
    if isinstance(first, bool):
        return {"type": "boolean"}
    if isinstance(first, int):
        return {"type": "integer"}
    return _schema_of_texts([str(example) for example in known], name)


def _schema_of_texts(texts: Sequence[str], name: str) -> Schema:
    if name == "type":
        return {"const": texts[0]} if len(set(texts)) == 1 else {"type": "string"}
    for pattern in (TIMESTAMP, DATE, ADDRESS):
        if all(re.search(pattern, text) for text in texts):
            return {"type": "string", "pattern": pattern}
    return {"type": "string", "pattern": r"^\d+$"} if name == "id" else {"type": "string"}


def record_schema(type_: str) -> Schema:
    """The schema of a record of a type, or of an included one; relationships are linkage or nothing."""
    examples = (RECORDED["records"] | RECORDED["included"])[type_]
    schema = schema_of(examples)
    if "relationships" in schema["properties"]:
        schema["properties"]["relationships"] = RELATIONSHIPS
    return schema


LINKAGE: Schema = {
    "type": "object",
    "properties": {"type": {"type": "string"}, "id": {"type": "string", "pattern": r"^\d+$"}},
    "required": ["type", "id"],
    "additionalProperties": False,
}
RELATIONSHIPS: Schema = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {"data": {"anyOf": [LINKAGE, {"type": "array", "items": LINKAGE}, {"type": "null"}]}},
        "required": ["data"],
        "additionalProperties": False,
    },
}


def collection_schema(type_: str) -> Schema:
    """The schema of a page of records of a type."""
    meta, links = RECORDED["envelope"]["meta"], RECORDED["envelope"]["links"]
    page = {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]}
    text = {"anyOf": [{"type": "string", "pattern": ADDRESS}, {"type": "null"}]}
    kinds = {int: {"type": "integer"}, dict: {"type": "object"}, type(None): page}
    return {
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": record_schema(type_)},
            "included": {"type": "array"},
            "meta": {
                "type": "object",
                "properties": {key: kinds[type(value)] for key, value in meta.items()},
                "required": list(meta),
                "additionalProperties": False,
            },
            # Every key of the links is optional: fixtures differ.
            "links": {"type": "object", "properties": dict.fromkeys(links, text), "additionalProperties": False},
        },
        "required": ["data", "meta"],
        "additionalProperties": False,
    }
