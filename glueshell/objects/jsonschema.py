"""JSON Schema: whether a JSON value keeps to a schema, and in which places it does not.

The vocabulary of drafts 6 to 2020-12 without remote references: `$ref` finds what lies in the schema itself. `format`
is an annotation, as PowerShell takes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Complaint = tuple[str, str]
_DEEPEST = 64


def complaints(value: object, schema: object) -> Iterator[Complaint]:
    """(sentence, JSON pointer) of every place where `value` does not keep to `schema`; none where it does."""
    return _Check(schema).run(value, schema, "", 0)


class SchemaError(ValueError):
    """A schema that is none."""


class _Check:
    def __init__(self, root: object) -> None:
        self.root = root

    def run(self, value: object, schema: object, place: str, depth: int) -> Iterator[Complaint]:
        """What is wrong with one value by one schema."""
        if schema is True or schema == {}:
            return
        if schema is False:
            yield "All values fail against the false schema", place
            return
        if not isinstance(schema, dict):
            raise SchemaError
        if depth > _DEEPEST:
            raise SchemaError
        if "$ref" in schema:
            yield from self.run(value, self._find(str(schema["$ref"])), place, depth + 1)
        for word, wanted in schema.items():
            rule = _RULES.get(word)
            text = "" if rule is None else rule(value, wanted)
            if text:
                yield text, place
        for part in (_object, _array, _combined):
            yield from part(self, value, schema, place, depth + 1)

    def fits(self, value: object, schema: object, depth: int) -> bool:
        """Whether a value keeps to a schema."""
        return next(self.run(value, schema, "", depth), None) is None

    def _find(self, reference: str) -> object:
        if not reference.startswith("#"):
            raise SchemaError
        found: Any = self.root
        for step in reference[1:].split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            try:
                found = found[int(key)] if isinstance(found, list) else found[key]
            except (LookupError, TypeError, ValueError):
                raise SchemaError from None
        return found


def _object(check: _Check, value: object, schema: Mapping[str, Any], place: str, depth: int) -> Iterator[Complaint]:
    if not isinstance(value, dict):
        return
    named = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    for key, item in value.items():
        here = f"{place}/{key.replace('~', '~0').replace('/', '~1')}"
        known = key in named
        if known:
            yield from check.run(item, named[key], here, depth)
        for pattern, rule in patterns.items():
            if _search(pattern, key):
                known = True
                yield from check.run(item, rule, here, depth)
        if not known and "additionalProperties" in schema:
            yield from check.run(item, schema["additionalProperties"], here, depth)
        if "propertyNames" in schema:
            yield from check.run(key, schema["propertyNames"], here, depth)
    missing = {
        key: [other for other in others if other not in value]
        for key, others in (schema.get("dependentRequired") or {}).items()
        if key in value
    }
    missing = {key: others for key, others in missing.items() if others}
    if missing:
        yield f"Some required property dependencies are missing: {_json(missing)}", place
    for key, rule in (schema.get("dependentSchemas") or {}).items():
        if key in value:
            yield from check.run(value, rule, place, depth)


def _array(check: _Check, value: object, schema: Mapping[str, Any], place: str, depth: int) -> Iterator[Complaint]:
    if not isinstance(value, list):
        return
    items = schema.get("items")
    leading = schema.get("prefixItems", items if isinstance(items, list) else [])
    rest = schema.get("additionalItems") if isinstance(items, list) else items
    for position, item in enumerate(value):
        rule = leading[position] if position < len(leading) else rest
        if rule is not None:
            yield from check.run(item, rule, f"{place}/{position}", depth)
    if "contains" in schema:
        count = sum(check.fits(item, schema["contains"], depth) for item in value)
        least = schema.get("minContains", 1)
        if count < least:
            yield f"Value should contain at least {least} matching items", place
        most = schema.get("maxContains")
        if most is not None and count > most:
            yield f"Value should contain at most {most} matching items", place


def _combined(check: _Check, value: object, schema: Mapping[str, Any], place: str, depth: int) -> Iterator[Complaint]:
    for rule in schema.get("allOf", ()):
        yield from check.run(value, rule, place, depth)
    several = schema.get("anyOf")
    if several is not None and not any(check.fits(value, rule, depth) for rule in several):
        for rule in several:
            yield from check.run(value, rule, place, depth)
    one = schema.get("oneOf")
    if one is not None:
        count = sum(check.fits(value, rule, depth) for rule in one)
        if count != 1:
            yield f"Expected 1 matching subschema but found {count}", place
    if "not" in schema and check.fits(value, schema["not"], depth):
        yield "", place
    if "if" in schema:
        branch = schema.get("then" if check.fits(value, schema["if"], depth) else "else")
        if branch is not None:
            yield from check.run(value, branch, place, depth)


# -- single words ----------------------------------------------------------------------------------------------


def kind_of(value: object) -> str:
    """The JSON type of a value; a number without fraction is an integer."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return "integer"
    if isinstance(value, float):
        return "number"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"


def _json(value: object) -> str:
    text = json.dumps(value, separators=(",", ":"))
    return re.sub(r"[&<>+']", lambda sign: f"\\u{ord(sign[0]):04X}", text.replace('\\"', "\\u0022"))


def _search(pattern: str, text: str) -> bool:
    from glueshell.objects.patterns import compiled

    return compiled(pattern, 0).search(text) is not None


def _type(value: object, wanted: object) -> str:
    names = wanted if isinstance(wanted, list) else [wanted]
    kind = kind_of(value)
    if kind in names or (kind == "integer" and "number" in names):
        return ""
    return f'Value is "{kind}" but should be "{", ".join(map(str, names))}"'


def _same(left: object, right: object) -> bool:
    if isinstance(left, bool) is not isinstance(right, bool):
        return False
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(_same(a, b) for a, b in zip(left, right, strict=True))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    return left == right


def _required(value: object, names: Any) -> str:
    missing = [name for name in names if isinstance(value, dict) and name not in value]
    return f"Required properties {_json(missing)} are not present" if missing else ""


def _enum(value: object, choices: Any) -> str:
    fits = any(_same(value, choice) for choice in choices)
    return "" if fits else "Value should match one of the values specified by the enum"


def _const(value: object, wanted: object) -> str:
    said = re.sub(r'"', r"\\u0022", _json(wanted))
    return "" if _same(value, wanted) else f'Expected "{said}"'


def _pattern(value: object, pattern: str) -> str:
    if not isinstance(value, str) or _search(pattern, value):
        return ""
    return "The string value is not a match for the indicated regular expression"


def _unique(value: object, wanted: object) -> str:
    if not wanted or not isinstance(value, list):
        return ""
    pairs = [
        f"({first}, {second})"
        for first in range(len(value))
        for second in range(first + 1, len(value))
        if _same(value[first], value[second])
    ]
    return f'Found duplicates at the following index pairs: "{", ".join(pairs)}"' if pairs else ""


def _multiple(value: object, of: Any) -> str:
    from fractions import Fraction

    if not _is_number(value) or Fraction(str(value)) % Fraction(str(of)) == 0:
        return ""
    return f"{value} should be a multiple of {of}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _bound(fits: Callable[[Any, Any], bool], words: str) -> Callable[[Any, Any], str]:
    def rule(value: Any, limit: Any) -> str:
        if not _is_number(value) or not _is_number(limit) or fits(value, limit):
            return ""
        return f"{value} should be {words} {limit}"

    return rule


def _size(kind: type, most: bool, verb: str, what: str) -> Callable[[Any, Any], str]:
    def rule(value: Any, limit: Any) -> str:
        if not isinstance(value, kind):
            return ""
        count = len(value)  # type: ignore[arg-type]
        if count <= limit if most else count >= limit:
            return ""
        return f"Value should {verb} at {'most' if most else 'least'} {limit} {what}"

    return rule


_RULES: Mapping[str, Callable[[Any, Any], str]] = {
    "type": _type,
    "required": _required,
    "enum": _enum,
    "const": _const,
    "maximum": _bound(lambda value, limit: bool(value <= limit), "at most"),
    "minimum": _bound(lambda value, limit: bool(value >= limit), "at least"),
    "exclusiveMaximum": _bound(lambda value, limit: bool(value < limit), "less than"),
    "exclusiveMinimum": _bound(lambda value, limit: bool(value > limit), "greater than"),
    "multipleOf": _multiple,
    "minLength": _size(str, False, "be", "characters"),
    "maxLength": _size(str, True, "be", "characters"),
    "pattern": _pattern,
    "uniqueItems": _unique,
    "minItems": _size(list, False, "have", "items"),
    "maxItems": _size(list, True, "have", "items"),
    "minProperties": _size(dict, False, "have", "properties"),
    "maxProperties": _size(dict, True, "have", "properties"),
}
