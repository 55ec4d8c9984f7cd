"""System.TimeZoneInfo, from the system's zone data."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, constant, method, prop, static
from glueshell.objects.errors import net_problem
from glueshell.objects.types.datetime import (
    EPOCH_TICKS,
    LOCAL,
    TICKS_PER_SECOND,
    UNSPECIFIED,
    UTC,
    DateTime,
    local_offset,
)
from glueshell.objects.types.timespan import TimeSpan

# The Windows names technicians write, as the zone data calls them.
_WINDOWS = {
    "Eastern Standard Time": "America/New_York", "Central Standard Time": "America/Chicago",
    "Mountain Standard Time": "America/Denver", "Pacific Standard Time": "America/Los_Angeles",
    "US Mountain Standard Time": "America/Phoenix", "Alaskan Standard Time": "America/Anchorage",
    "Hawaiian Standard Time": "Pacific/Honolulu", "Atlantic Standard Time": "America/Halifax",
    "GMT Standard Time": "Europe/London", "W. Europe Standard Time": "Europe/Berlin",
    "Romance Standard Time": "Europe/Paris", "Central Europe Standard Time": "Europe/Budapest",
    "AUS Eastern Standard Time": "Australia/Sydney", "E. Australia Standard Time": "Australia/Brisbane",
    "W. Australia Standard Time": "Australia/Perth", "Cen. Australia Standard Time": "Australia/Adelaide",
    "New Zealand Standard Time": "Pacific/Auckland", "Tokyo Standard Time": "Asia/Tokyo",
    "Singapore Standard Time": "Asia/Singapore", "India Standard Time": "Asia/Kolkata",
    "South Africa Standard Time": "Africa/Johannesburg", "China Standard Time": "Asia/Shanghai",
}


class TimeZone:
    """A zone by id; '' is the local one."""

    __slots__ = ("name",)
    ps_type_name = "System.TimeZoneInfo"

    def __init__(self, name: str) -> None:
        self.name = name

    def offset(self, ticks: int, utc: bool) -> int:
        """Distance from UTC in ticks at a moment in UTC or in the zone's own time."""
        if self.name == "UTC":
            return 0
        if not self.name:
            return local_offset(ticks, utc)
        import datetime as calendar
        from zoneinfo import ZoneInfo

        zone = ZoneInfo(_WINDOWS.get(self.name, self.name))
        moment = calendar.datetime(1970, 1, 1) + calendar.timedelta(microseconds=(ticks - EPOCH_TICKS) // 10)
        aware = moment.replace(tzinfo=calendar.UTC).astimezone(zone) if utc else moment.replace(tzinfo=zone)
        span = aware.utcoffset()
        return 0 if span is None else int(span.total_seconds()) * TICKS_PER_SECOND

    def ps_text(self) -> str:
        """(UTC+01:00) and its id."""
        ticks = self.base()
        minutes = ticks // (60 * TICKS_PER_SECOND)
        shown = "" if not minutes else f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
        return f"(UTC{shown}) {self.standard_name()}"

    def standard_name(self) -> str:
        """What its standard time is called; known of UTC, elsewhere the id."""
        name = self.identity()
        return "Coordinated Universal Time" if name == "UTC" else name

    def base(self) -> int:
        """The standard distance from UTC in ticks."""
        january = DateTime.of(2024, 1, 1).ticks
        return min(self.offset(january, True), self.offset(DateTime.of(2024, 7, 1).ticks, True))

    def identity(self) -> str:
        """The id; the local zone says the system's."""
        if self.name:
            return self.name
        import time

        return time.tzname[0]

    def ps_equals(self, other: object) -> bool:
        """Same zone."""
        return isinstance(other, TimeZone) and other.identity() == self.identity()


def find(name: str) -> TimeZone:
    """The zone of an id, Windows' or the zone data's."""
    if name.upper() == "UTC":
        return TimeZone("UTC")
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(_WINDOWS.get(name, name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise net_problem("TimeZone", name) from None
    return TimeZone(name)


def from_utc(date: DateTime, zone: TimeZone) -> DateTime:
    """A moment in UTC as the zone's own time."""
    moved = date.plus(zone.offset(date.ticks, True))
    kind = UTC if zone.name == "UTC" else LOCAL if not zone.name else UNSPECIFIED
    return DateTime(moved.ticks, kind)


def to_utc(date: DateTime, zone: TimeZone | None = None) -> DateTime:
    """A zone's own time as UTC."""
    if date.kind == UTC:
        return date
    found = zone if zone is not None else TimeZone("")
    return DateTime(date.plus(-found.offset(date.ticks, False)).ticks, UTC)


def _convert_time(date: DateTime, *zones: TimeZone) -> DateTime:
    if len(zones) == 2:
        return from_utc(to_utc(DateTime(date.ticks), zones[0]), zones[1])
    return from_utc(to_utc(date), zones[0])


def _daylight(zone: TimeZone, date: DateTime) -> bool:
    return zone.offset(date.ticks, date.kind == UTC) != zone.base()


TABLES = {
    "System.TimeZoneInfo": MemberTable(
        "System.TimeZoneInfo",
        prop("Id", "string", lambda zone: zone.identity()),
        prop("HasIanaId", "bool", lambda zone: zone.name not in _WINDOWS),
        prop("DisplayName", "string", lambda zone: zone.ps_text()),
        prop("StandardName", "string", lambda zone: zone.standard_name()),
        prop("DaylightName", "string", lambda zone: zone.identity()),
        prop("BaseUtcOffset", "timespan", lambda zone: TimeSpan(zone.base())),
        prop("SupportsDaylightSavingTime", "bool", lambda zone: zone.offset(DateTime.of(2024, 1, 1).ticks, True)
             != zone.offset(DateTime.of(2024, 7, 1).ticks, True)),
        method("GetUtcOffset", lambda zone, date: TimeSpan(zone.offset(date.ticks, date.kind == UTC)),
               "timespan GetUtcOffset(datetime dateTime)"),
        method("IsDaylightSavingTime", _daylight, "bool IsDaylightSavingTime(datetime dateTime)"),
        method("ToString", lambda zone: zone.ps_text(), "string ToString()"),
        constant("Local", "System.TimeZoneInfo", lambda: TimeZone("")),
        constant("Utc", "System.TimeZoneInfo", lambda: TimeZone("UTC")),
        static("FindSystemTimeZoneById", find, "System.TimeZoneInfo FindSystemTimeZoneById(string id)"),
        static("ConvertTimeFromUtc", from_utc,
               "datetime ConvertTimeFromUtc(datetime dateTime, System.TimeZoneInfo destinationTimeZone)"),
        static("ConvertTimeToUtc", to_utc, "datetime ConvertTimeToUtc(datetime dateTime)",
               "datetime ConvertTimeToUtc(datetime dateTime, System.TimeZoneInfo sourceTimeZone)"),
        static("ConvertTime", _convert_time,
               "datetime ConvertTime(datetime dateTime, System.TimeZoneInfo destinationTimeZone)",
               "datetime ConvertTime(datetime dateTime, System.TimeZoneInfo sourceTimeZone,"
               " System.TimeZoneInfo destinationTimeZone)"),
        static("ConvertTimeBySystemTimeZoneId", lambda date, name: _convert_time(date, find(name)),
               "datetime ConvertTimeBySystemTimeZoneId(datetime dateTime, string destinationTimeZoneId)"),
    ),
}
