"""System.Management.Automation.PSReference: what [ref] makes."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, prop


class Reference:
    """A place a method can write to; subclasses may be a variable of a script."""

    __slots__ = ("held",)
    ps_type_name = "System.Management.Automation.PSReference"

    def __init__(self, held: object = None) -> None:
        self.held = held

    def take(self) -> object:
        """What it holds."""
        return self.held

    def ps_reference(self) -> object:
        """What it holds, by whose type a method's overload is chosen."""
        return self.take()

    def put(self, value: object) -> None:
        """Write it."""
        self.held = value


TABLES = {
    Reference.ps_type_name: MemberTable(
        Reference.ps_type_name,
        prop("Value", "System.Object", lambda ref: ref.take(), lambda ref, value: ref.put(value)),
        construct=Reference,
        constructors=("ref new(System.Object value)",),
        convert=Reference,
    ),
}
