"""Get-Culture, Get-UICulture, Get-TimeZone and Get-Host: where the session is."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNull
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text


class GetCulture(Cmdlet):
    """Answers the session's culture, or the cultures of names."""

    name = "Get-Culture"
    default_set = "CurrentCulture"
    dotnet_name = "Microsoft.PowerShell.Commands.GetCultureCommand"
    output_types = ("System.Globalization.CultureInfo",)
    examples = (
        Example("(Get-Culture en-GB).DisplayName", "By name.", "English (United Kingdom)"),
        Example("(Get-Culture).DateTimeFormat.GetMonthName(3)", "The name of a month.", "March"),
    )
    links = ("Get-UICulture",)

    culture = Parameter(
        "string[]",
        name="Name",
        sets=("Name",),
        position=0,
        from_pipeline=True,
        validators=(ValidateNotNull(),),
        help="Names.",
    )
    no_user_overrides = Parameter("switch", sets=("CurrentCulture", "Name"),
                                  help="Has no effect: there are no overrides.")  # fmt: skip
    list_available = Parameter("switch", sets=("ListAvailable",), help="All that are known by name.")

    def process(self) -> Iterator[object]:
        """The cultures."""
        from glueshell.objects.ambient import culture_name
        from glueshell.objects.types.culture import NAMES, Culture, find

        if self.list_available:
            yield from (Culture(name) for name in sorted(NAMES))
        elif self.culture is None:
            yield Culture(self.engine.culture or culture_name())
        else:
            for name in self.culture:
                try:
                    yield find(to_text(name))
                except PSError as error:
                    self.write_error(
                        ErrorRecord(PSError(error.message, "ItemNotFoundException", "ObjectNotFound",
                                            "System.Globalization.CultureNotFoundException", target=name))
                    )  # fmt: skip


class GetUICulture(Cmdlet):
    """Answers the culture of messages, which is English."""

    name = "Get-UICulture"
    dotnet_name = "Microsoft.PowerShell.Commands.GetUICultureCommand"
    output_types = ("System.Globalization.CultureInfo",)
    examples = (
        Example("(Get-UICulture).Name", "Its name.", "en-US"),
        Example("(Get-UICulture).TextInfo.ToTitleCase('abc def')", "What it can do.", "Abc Def"),
    )
    links = ("Get-Culture",)

    def process(self) -> Iterator[object]:
        """The culture."""
        from glueshell.objects.types.culture import Culture

        yield Culture("en-US")


class GetTimeZone(Cmdlet):
    """Answers the session's time zone, or the zones of ids."""

    name = "Get-TimeZone"
    aliases = ("gtz",)
    default_set = "Name"
    dotnet_name = "Microsoft.PowerShell.Commands.GetTimeZoneCommand"
    output_types = ("System.TimeZoneInfo",)
    examples = (
        Example("(Get-TimeZone -Id UTC).BaseUtcOffset.TotalHours", "By id.", "0"),
        Example("(Get-TimeZone).GetType().Name", "The session's own.", "TimeZoneInfo"),
    )
    links = ("Get-Date", "Get-Culture")

    identity = Parameter("string[]", name="Id", sets=("Id",), mandatory=True, from_pipeline_by_name=True,
                         help="Ids, of Windows or of the zone data.")  # fmt: skip
    list_available = Parameter("switch", sets=("ListAvailable",), mandatory=True, help="All there are.")
    zone_name = Parameter("string[]", name="Name", sets=("Name",), position=0, from_pipeline=True, help="Ids as well.")

    def process(self) -> Iterator[object]:
        """The zones."""
        from glueshell.objects.types.timezone import TimeZone, find

        if self.list_available:
            from zoneinfo import available_timezones

            yield from (TimeZone(name) for name in sorted(available_timezones()))
            return
        wanted = self.identity or self.zone_name
        if wanted is None:
            yield TimeZone("")
            return
        for name in wanted:
            try:
                yield find(to_text(name))
            except PSError:
                what = "ID" if self.identity else "name"
                self.write_error(
                    ErrorRecord(
                        PSError(f"The time zone {what} '{to_text(name)}' was not found on the local computer.",
                                "TimeZoneNotFound", "ObjectNotFound", "System.TimeZoneNotFoundException", target=name)
                    )
                )  # fmt: skip


class GetHost(Cmdlet):
    """Answers the shell itself: its name, its cultures."""

    name = "Get-Host"
    dotnet_name = "Microsoft.PowerShell.Commands.GetHostCommand"
    examples = (
        Example("(Get-Host).Name", "Its name.", "glueshell"),
        Example("(Get-Host).CurrentUICulture", "The culture of messages."),
    )

    def process(self) -> Iterator[object]:
        """The shell."""
        yield self.engine.get_variable("Host")
