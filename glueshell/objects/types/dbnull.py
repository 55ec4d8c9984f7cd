"""System.DBNull: the null of databases, a value of its own."""

from __future__ import annotations

from typing import Final

from glueshell.objects.declaration import MemberTable, constant, method


class DBNull:
    """What stands for a missing value in rows of a database; there is one."""

    __slots__ = ()
    ps_type_name = "System.DBNull"

    def ps_text(self) -> str:
        """Nothing."""
        return ""


VALUE: Final = DBNull()

TABLES = {
    "System.DBNull": MemberTable(
        "System.DBNull",
        method("ToString", lambda value: "", "string ToString()",
               "string ToString(System.IFormatProvider provider)"),
        method("GetTypeCode", lambda value: _type_code(), "System.TypeCode GetTypeCode()"),
        constant("Value", "System.DBNull", lambda: VALUE),
    ),
}  # fmt: skip


def _type_code() -> object:
    from glueshell.objects.convert import cast

    return cast("DBNull", "System.TypeCode")
