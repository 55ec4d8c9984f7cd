"""What a write would do, in lines for a person: method, path, and each value as `+ key value`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glueshell.itglue.plans import RequestPlan
    from glueshell.session.redaction import Redactor

LONGEST_VALUE = 160
MOST_PLANS = 10
OWNER = "organization-id"
# Of a record that comes along, these stand in columns.
_LEADING = ("name", "kind")
SIGNS: Mapping[str, str] = {"create": "+", "update": "~", "delete": "-"}


def preview_lines(plans: Sequence[RequestPlan], account: str, redactor: Redactor) -> list[str]:
    """The preview of one plan in full, of several as one line each; no control character and no secret is in it."""
    from glueshell.objects.neutral import neutralise

    raw = _one(plans[0], redactor) if len(plans) == 1 else _several(plans)
    lines = [redactor.redact(neutralise(line, newlines=True)) for line in raw]
    return [*lines, f"  account: {neutralise(account, newlines=True)}"]


def named_records(plan: RequestPlan) -> Iterator[str]:
    """What the records of a bulk request are called, one a line; nothing of a request for one."""
    if plan.count > 1:
        for id, name in plan.readings.items():
            yield f"{name} {_numbers(id)}"


def _one(plan: RequestPlan, redactor: Redactor) -> Iterator[str]:
    yield f"{plan.method} {plan.target()}"
    sign = _sign(plan)
    if plan.body is None:
        yield f"  {sign} {plan.title or plan.summary}"
        if plan.raw:
            yield f"    {plan.content_type or 'no content type'}: {_short(plan.raw.decode('utf-8', 'replace'))}"
        return
    body = redactor.redact_value(plan.body)
    data = body.get("data") if isinstance(body, dict) else None
    if isinstance(data, dict):
        yield from _values(data, sign, _readings(plan))
    elif isinstance(data, list):
        for row in data[:MOST_PLANS]:
            yield f"  {sign} {_row(row, plan)}"
        if len(data) > MOST_PLANS:
            yield f"  … and {len(data) - MOST_PLANS} more"


def _readings(plan: RequestPlan) -> Mapping[str, str]:
    """What a person reads instead of the ids: the plan's own, and its organization's name."""
    if plan.organization_id is None or not plan.organization_name or OWNER in plan.readings:
        return plan.readings
    data = plan.body.get("data") if isinstance(plan.body, dict) else None
    attributes = data.get("attributes") if isinstance(data, dict) else None
    owner = attributes.get(OWNER) if isinstance(attributes, dict) else None
    return {OWNER: plan.organization_name, **plan.readings} if owner == plan.organization_id else plan.readings


def _several(plans: Sequence[RequestPlan]) -> Iterator[str]:
    count = sum(plan.count for plan in plans)
    yield f"{len(plans)} requests, {count} records"
    for plan in plans[:MOST_PLANS]:
        yield f"  {_sign(plan)} {plan.summary}   {plan.method} {plan.target()}"
    if len(plans) > MOST_PLANS:
        yield f"  … and {len(plans) - MOST_PLANS} more"


def _sign(plan: RequestPlan) -> str:
    return SIGNS.get(plan.operation.removeprefix("bulk_"), "~")


def _values(data: Mapping[str, object], sign: str, readings: Mapping[str, str]) -> Iterator[str]:
    attributes = data.get("attributes")
    pairs = list(_flat(attributes)) if isinstance(attributes, Mapping) else []
    width = max((len(key) for key, _ in pairs), default=0)
    for key, value in pairs:
        reading = readings.get(key)
        shown = _short(value) if reading is None else f"{_short(reading)} {_numbers(value)}"
        yield f"  {sign} {key.ljust(width)}  {shown}"
    relationships = data.get("relationships")
    if isinstance(relationships, Mapping):
        for name, value in relationships.items():
            yield from _related(name, value, sign)


def _related(name: str, value: object, sign: str) -> Iterator[str]:
    """Records that come along, one a line: name and kind first, then what else is said of it."""
    rows = value.get("data") if isinstance(value, Mapping) else None
    if not isinstance(rows, list):
        yield f"  {sign} {name}: {_short(value)}"
        return
    yield f"  {sign} {name}: {len(rows)}"
    attributes = [row.get("attributes") if isinstance(row, Mapping) else None for row in rows]
    known = [row for row in attributes if isinstance(row, Mapping)]
    widths = {key: max((len(_plain(row.get(key))) for row in known), default=0) for key in _LEADING}
    for row in attributes:
        if not isinstance(row, Mapping):
            yield f"      {sign} {_short(row)}"
            continue
        leading = "  ".join(_plain(row.get(key)).ljust(widths[key]) for key in _LEADING)
        others = [_said(key, item) for key, item in row.items() if key not in (*_LEADING, "order")]
        yield f"      {sign} {leading}  {', '.join(part for part in others if part)}".rstrip()


def _numbers(value: object) -> str:
    """The ids behind names, in short."""
    return "(" + ", ".join(f"#{id}" for id in (value if isinstance(value, list) else [value])) + ")"


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _said(key: str, value: object) -> str:
    """An attribute in few words: a flag by its name, a list of lines on one, the rest as `name value`."""
    if value is True:
        return key.replace("-", " ")
    if value is False or value is None:
        return ""
    if isinstance(value, str) and "\n" in value.strip():
        return " | ".join(value.strip().splitlines())
    return f"{key.replace('-', ' ')} {_short(value)}"


def _flat(attributes: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in attributes.items():
        if key == "traits" and isinstance(value, Mapping):
            yield from value.items()
        else:
            yield key, value


def _row(row: object, plan: RequestPlan) -> str:
    """A record of a bulk request: its name with the id behind it where one is known, then the first few values.

    The one organization of them all is said in the question.
    """
    readings = plan.readings
    attributes = row.get("attributes") if isinstance(row, Mapping) else None
    if not isinstance(attributes, Mapping):
        return _short(row)
    owner = plan.organization_id if plan.organization_name else None
    pairs = [pair for pair in _flat(attributes) if owner is None or pair != (OWNER, owner)][:4]
    said = [f"{key} {_short(value)}" for key, value in pairs]
    if pairs and pairs[0][0] == "id" and (reading := readings.get(str(pairs[0][1]))):
        said[0] = f"{_short(reading)} {_numbers(pairs[0][1])}"
    return ", ".join(said)


def _short(value: object) -> str:
    if isinstance(value, str):
        text = value
    else:
        import json

        text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
