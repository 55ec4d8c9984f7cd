"""Values on their way in: what a body or a filter may say for an integer, a boolean, a date, a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

INTEGER = re.compile(r"-?\d{1,18}")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Unreadable(Exception):
    """A value that is not of its type; the text is the detail of the error."""


def integer(value: object) -> int:
    """An integer from an integer or a numeric string."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, str) and INTEGER.fullmatch(value.strip()):
        return int(value)
    raise Unreadable("is not a number")


def number(value: object) -> int | float:
    """A number from a number or a numeric string."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value != value or value in (float("inf"), float("-inf")):
            raise Unreadable("is not a number")
        return value
    if isinstance(value, str):
        text = value.strip()
        if re.fullmatch(r"-?\d{1,18}", text):
            return int(text)
        if re.fullmatch(r"-?\d{1,18}\.\d{1,18}", text):
            return float(text)
    raise Unreadable("is not a number")


def boolean(value: object) -> bool:
    """A boolean from true, false, 1, 0 or one of these as a string, lower case."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | str) and value in (1, 0, "1", "0", "true", "false"):
        return value in (1, "1", "true")
    raise Unreadable("is not included in the list")


def sent_boolean(value: object) -> bool:
    """A boolean of a body; unlike filters, bodies take the words in any case, as clients write them."""
    return boolean(value.lower() if isinstance(value, str) else value)


def text(value: object) -> str:
    """A string; numbers and booleans are written out."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    raise Unreadable("is invalid")


def calendar_date(value: object) -> str:
    """A date `yyyy-mm-dd` from a date or a timestamp."""
    if isinstance(value, str):
        try:
            if DATE.fullmatch(value.strip()):
                return date.fromisoformat(value.strip()).isoformat()
            return moment(value).date().isoformat()
        except ValueError:
            pass
    raise Unreadable("is not a valid date")


def timestamp(value: object) -> str:
    """A timestamp in IT Glue's form from an RFC 3339 text."""
    if isinstance(value, str):
        try:
            return written(moment(value))
        except ValueError:
            pass
    raise Unreadable("is not a valid date")


def moment(value: str) -> datetime:
    """The UTC time of an RFC 3339 text whose time and zone may be left out; ValueError for anything else."""
    found = datetime.fromisoformat(value.strip())
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        raise ValueError(value) from None


def written(when: datetime) -> str:
    """A UTC time as IT Glue writes it: `2019-06-11T23:57:04.000Z`."""
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03d}Z"


def span(value: str) -> tuple[str, str]:
    """First and last timestamp of a filter value: a day for a date, a second for a time without a fraction."""
    stripped = value.strip()
    start = moment(stripped)
    if DATE.fullmatch(stripped):
        length = timedelta(days=1)
    else:
        length = timedelta(milliseconds=1 if "." in stripped else 1000)
    try:
        return written(start), written(start + length - timedelta(milliseconds=1))
    except OverflowError:
        raise ValueError(value) from None


def now_written(seconds: float) -> str:
    """Seconds since 1970 as IT Glue writes a timestamp."""
    whole = int(seconds)
    return f"{datetime.fromtimestamp(whole, UTC).isoformat()[:19]}.{int((seconds - whole) * 1000):03d}Z"


def blank(value: object) -> bool:
    """Whether a value counts as not given: null, an empty or white text, an empty list or object; never false."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == [] or value == {}


READERS = {
    "integer": integer,
    "string": text,
    "boolean": sent_boolean,
    "date": calendar_date,
    "datetime": timestamp,
}


def converted(kind: str, value: object) -> object:
    """A body value as the catalog's type; lists and objects pass, null stays."""
    reader = READERS.get(kind)
    return value if value is None or reader is None else reader(value)


def id_in(body: Mapping[str, object], attribute: str) -> int:
    """An id that a body holds, or 0, which no record has."""
    found = body.get(attribute)
    return found if isinstance(found, int) else 0


def ids_in(stored: object) -> list[int]:
    """The ids of a stored list."""
    return [entry for entry in stored if isinstance(entry, int)] if isinstance(stored, list) else []


def file_in(value: object) -> tuple[str, bytes] | None:
    """Name and bytes of an uploaded file, `{content, file_name}` with strict base64; None for anything else."""
    import binascii

    if not isinstance(value, dict):
        return None
    sent = {str(key).replace("-", "_"): part for key, part in value.items()}
    content, name = sent.get("content"), sent.get("file_name")
    if not isinstance(content, str) or not isinstance(name, str) or not name.strip():
        return None
    try:
        return name, binascii.a2b_base64(content.encode("ascii"), strict_mode=True)
    except (binascii.Error, ValueError):
        return None
