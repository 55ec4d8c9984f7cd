"""System.Boolean."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, constant, static
from glueshell.objects.errors import net_problem
from glueshell.objects.types.object import COMPARE_TO, PLAIN_TEXT


def parse(text: str) -> bool:
    """Boolean.Parse."""
    word = text.strip().lower()
    if word not in ("true", "false"):
        raise net_problem("BoolFormat", text)
    return word == "true"


def try_parse(text: str | None, result: object) -> bool:
    """Boolean.TryParse; `result` is the [ref]."""
    word = (text or "").strip().lower()
    store(result, word == "true")
    return word in ("true", "false")


def store(reference: object, value: object) -> None:
    """Give a [ref] its value; anything else is let go."""
    put = getattr(reference, "put", None)
    if put is not None:
        put(value)


TABLES = {
    "System.Boolean": MemberTable(
        "System.Boolean",
        COMPARE_TO,
        PLAIN_TEXT,
        constant("TrueString", "string", lambda: "True"),
        constant("FalseString", "string", lambda: "False"),
        static("Parse", parse, "bool Parse(string value)", "bool Parse(System.ReadOnlySpan[char] value)"),
        static("TryParse", try_parse, "bool TryParse(string value, [ref] bool result)",
               "bool TryParse(System.ReadOnlySpan[char] value, [ref] bool result)"),
    ),
}
