"""System.Net.Mail.MailAddress."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.errors import NetError, PSError, problem

_NAME = "System.Net.Mail.MailAddress"


class MailAddress:
    """An e-mail address with the name of whom it belongs to."""

    __slots__ = ("display", "host", "user")
    ps_type_name = _NAME

    def __init__(self, address: object, display: object = "") -> None:
        text = str(address).strip()
        shown = str(display)
        if text.endswith(">") and "<" in text:
            before, _, text = text[:-1].rpartition("<")
            shown = shown or before.strip().strip('"')
        user, at, host = text.strip().rpartition("@")
        if not at or not user or not host or any(blank in user + host for blank in " \t,;"):
            raise NetError(
                "System.FormatException", "The specified string is not in the form required for an e-mail address."
            )
        self.user, self.host, self.display = user, host, shown

    @property
    def address(self) -> str:
        """user@host."""
        return f"{self.user}@{self.host}"

    def ps_text(self) -> str:
        """The address, with the name before it where there is one."""
        return f'"{self.display}" <{self.address}>' if self.display else self.address

    def ps_equals(self, other: object) -> bool:
        """The same text, in any casing."""
        return isinstance(other, MailAddress) and other.ps_text().lower() == self.ps_text().lower()


def _convert(value: object) -> object:
    if not isinstance(value, str):
        return NotImplemented
    try:
        return MailAddress(value)
    except PSError as error:
        raise problem("ConstructorTarget", value, _NAME, error.message, target=value, inner=error) from None


TABLES = {
    _NAME: MemberTable(
        _NAME,
        prop("DisplayName", "string", lambda mail: mail.display),
        prop("User", "string", lambda mail: mail.user),
        prop("Host", "string", lambda mail: mail.host),
        prop("Address", "string", lambda mail: mail.address),
        method("ToString", lambda mail: mail.ps_text(), "string ToString()"),
        constructors=(
            "System.Net.Mail.MailAddress new(string address)",
            "System.Net.Mail.MailAddress new(string address, string displayName)",
        ),
        construct=MailAddress,
        convert=_convert,
    ),
}
