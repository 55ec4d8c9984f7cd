"""System.Management.Automation.VariablePath: the name of a variable, as errors about variables have it."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, prop

_SCOPES = ("global", "local", "private", "script")


class VariablePath:
    """A variable as it was named: `name`, `scope:name` or `drive:name`."""

    __slots__ = ("name",)
    ps_type_name = "System.Management.Automation.VariablePath"

    def __init__(self, name: str) -> None:
        self.name = name

    def ps_text(self) -> str:
        """The name, with its scope or drive."""
        return self.name

    @property
    def qualifier(self) -> str:
        """What stands before the colon, in lower case; '' without one."""
        return self.name.rpartition(":")[0].lower()

    @property
    def drive(self) -> str | None:
        """The drive the name is in; None for a variable."""
        head = self.name.rpartition(":")[0]
        return None if not head or head.lower() in (*_SCOPES, "variable") else head


TABLES = {
    VariablePath.ps_type_name: MemberTable(
        VariablePath.ps_type_name,
        prop("UserPath", "System.String", lambda path: path.name),
        prop("IsGlobal", "System.Boolean", lambda path: path.qualifier == "global"),
        prop("IsLocal", "System.Boolean", lambda path: path.qualifier == "local"),
        prop("IsPrivate", "System.Boolean", lambda path: path.qualifier == "private"),
        prop("IsScript", "System.Boolean", lambda path: path.qualifier == "script"),
        prop("IsUnqualified", "System.Boolean", lambda path: not path.qualifier),
        prop("IsUnscopedVariable", "System.Boolean", lambda path: not path.qualifier),
        prop("IsVariable", "System.Boolean", lambda path: path.drive is None),
        prop("IsDriveQualified", "System.Boolean", lambda path: path.drive is not None),
        prop("DriveName", "System.String", lambda path: path.drive),
    ),
}
