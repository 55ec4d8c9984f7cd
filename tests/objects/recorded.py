"""The recorded answers of PowerShell 7.6.9, and where ours are listed to differ from them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from glueshell.language import parse
from glueshell.objects import convert, hashtable, operators, typeinfo
from tests.objects.expressions import Walker, names, outcome, run

GOLDEN = Path(__file__).parent / "golden"
KINDS = {
    "+": "Plus", "-": "Minus", "*": "Multiply", "/": "Divide", "%": "Rem", "-eq": "Ieq", "-ceq": "Ceq", "-gt": "Igt",
    "-lt": "Ilt", "-like": "Ilike", "-in": "Iin", "-band": "Band", "-bor": "Bor", "-bxor": "Bxor", "-shl": "Shl",
    "-shr": "Shr", "-join": "Join", "-f": "Format", "-replace": "Ireplace", "-split": "Isplit", "..": "DotDot",
    "-xor": "Xor",
}


def lines(name: str) -> list[dict]:
    """The rows of a recording."""
    with open(GOLDEN / f"{name}.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@cache
def differences() -> dict[str, dict[str, list]]:
    """Recording -> reason -> keys of the answers that differ."""
    with open(GOLDEN / "differences.json", encoding="utf-8") as file:
        return json.load(file)


def listed(name: str) -> set[str]:
    """Every key listed for a recording."""
    return {key for keys in differences().get(name, {}).values() for key in keys}


@cache
def value(source: str, side: str = "") -> object:
    """The value of one recorded operand; the two sides of an operator never share an object."""
    walker = Walker({"true": True, "false": False, "null": None})
    return walker.value_of(parse(source).ast.end_block.statements[0])


def short(answer: str) -> str:
    """An answer with its error cut to the id."""
    return "ERR " + answer.split()[1] if answer.startswith("ERR ") else answer


def operator_answers() -> Iterator[tuple[str, str, str]]:
    """(key, wanted, got) for each operator and pair; keys tell the operator, and for errors the two ids."""
    rows = lines("operators")
    for row in rows[1:]:
        for right, wanted in zip(rows[0]["right"], row["results"]):
            if wanted == "skip":
                continue
            one, two = value(row["left"], "left"), value(right, "right")
            got = short(outcome(lambda: operators.BINARY[KINDS[row["op"]]](one, two)))  # noqa: B023
            if wanted.startswith("ERR"):
                key = f"{row['op']} {wanted[4:]} -> {got[4:] if got.startswith('ERR') else 'a value'}"
            else:
                key = f"{row['left']} {row['op']} {right}"
            yield key, wanted, got


def cast(made: object, info: typeinfo.TypeInfo, written: str) -> object:
    """A cast as a script writes it: only where `pscustomobject` is written does a dictionary become an object."""
    if written == "pscustomobject" and isinstance(made, hashtable.Hashtable):
        return convert.custom_object(made)
    return convert.convert(made, info)


def cast_answers() -> Iterator[tuple[str, str, str]]:
    """(key, wanted, got) for each type and value; errors are compared by id and message."""
    rows = lines("casts")
    for row in rows[1:]:
        info = typeinfo.resolve_type(row["type"])
        assert info is not None
        for source, wanted in zip(rows[0]["values"], row["results"]):
            if wanted != "skip":
                made = value(source)
                yield f"[{row['type']}]{source}", wanted, outcome(lambda: cast(made, info, row["type"]))  # noqa: B023


def member_answers() -> Iterator[tuple[str, str, str]]:
    """(code, wanted, got) of members, statics, indexes and constructors."""
    for row in lines("members"):
        code = row["code"]
        if os.name == "nt" and ("IO.Path" in code or "[environment]" in code):
            continue  # recorded on Linux, whose separators and line ends these show
        yield code, row["result"], outcome(lambda: run(code))  # noqa: B023


def text_answers() -> Iterator[tuple[str, str, str]]:
    """(code, wanted, got) of formats, text, truth, type names, JSON and wildcards."""
    for row in lines("texts"):
        code = row["code"]
        if row["kind"] == "typenames":
            yield code, row["result"], "System.String:" + names(code)
        else:
            yield code, row["result"], outcome(lambda: run(code, {"source": code}))  # noqa: B023


ANSWERS = {"operators": operator_answers, "casts": cast_answers, "members": member_answers, "texts": text_answers}
