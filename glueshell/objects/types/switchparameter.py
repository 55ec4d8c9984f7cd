"""System.Management.Automation.SwitchParameter."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, constant, method, prop


class SwitchParameter:
    """The value of a [switch] parameter: true where it was given."""

    __slots__ = ("present",)
    ps_type_name = "System.Management.Automation.SwitchParameter"

    def __init__(self, present: bool = False) -> None:
        self.present = present

    def __bool__(self) -> bool:
        return self.present

    def ps_truth(self) -> bool:
        """Its truth."""
        return self.present

    def ps_text(self) -> str:
        """True or False."""
        return "True" if self.present else "False"

    def ps_equals(self, other: object) -> bool:
        """Equal to a switch or boolean of the same truth."""
        return bool(other) == self.present


def _convert(value: object) -> object:
    if isinstance(value, SwitchParameter):
        return value
    if isinstance(value, bool):
        return SwitchParameter(value)
    return SwitchParameter(False) if value is None else NotImplemented


TABLES = {
    SwitchParameter.ps_type_name: MemberTable(
        SwitchParameter.ps_type_name,
        prop("IsPresent", "bool", lambda switch: switch.present),
        method("ToBool", lambda switch: switch.present, "bool ToBool()"),
        constant("Present", "switch", lambda: SwitchParameter(True)),
        construct=SwitchParameter,
        constructors=("switch new(bool isPresent)",),
        convert=_convert,
    ),
}
