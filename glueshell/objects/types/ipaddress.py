"""System.Net.IPAddress."""

from __future__ import annotations

import re

from glueshell.objects.convert import culture_text
from glueshell.objects.declaration import Member, MemberTable, constant, method, prop, static
from glueshell.objects.enums import enum_value
from glueshell.objects.errors import NetError, PSError, net_problem, problem
from glueshell.objects.numbers import Byte, Int64, UInt64
from glueshell.objects.typeinfo import TypedArray, type_named
from glueshell.objects.types.boolean import store

_PART = re.compile(r"0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*")
_BRACKETS = re.compile(r"\[([^\]]*)\](?::\d+)?")


class IPAddress:
    """An IPv4 or IPv6 address, kept as its bytes."""

    __slots__ = ("packed",)
    ps_type_name = "System.Net.IPAddress"

    def __init__(self, packed: bytes) -> None:
        self.packed = packed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IPAddress) and other.packed == self.packed

    def __hash__(self) -> int:
        return hash(self.packed)

    def ps_text(self) -> str:
        """Dotted or colon form."""
        from ipaddress import ip_address

        return str(ip_address(self.packed))

    def ps_equals(self, other: object) -> bool:
        """Same bytes."""
        return isinstance(other, IPAddress) and other.packed == self.packed


def parse(text: str) -> IPAddress:
    """IPAddress.Parse; short IPv4 forms such as '10.1' are filled as .NET does, its parts hexadecimal or octal too."""
    from ipaddress import ip_address

    if ":" in text:
        found = _BRACKETS.fullmatch(text)
        try:
            return IPAddress(ip_address((text if found is None else found[1]).partition("%")[0]).packed)
        except ValueError:
            raise net_problem("IPAddressFormat") from None
    parts = text.split(".")
    if not all(map(_PART.fullmatch, parts)) or len(parts) > 4:
        raise net_problem("IPAddressFormat")
    numbers = [int(part, 16 if part[1:2] in ("x", "X") else 8 if part[0] == "0" else 10) for part in parts]
    total = sum(number << (24 - 8 * at) for at, number in enumerate(numbers[:-1])) + numbers[-1]
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 1 << (8 * (5 - len(numbers))):
        raise net_problem("IPAddressFormat")
    return IPAddress(total.to_bytes(4, "big"))


def _try(text: str | None, result: object) -> bool:
    try:
        store(result, parse(text or ""))
    except PSError:
        store(result, None)
        return False
    return True


def _construct(value: object) -> IPAddress:
    if isinstance(value, int):
        return IPAddress(int(value).to_bytes(4, "little"))
    return IPAddress(bytes(int(byte) for byte in value))  # type: ignore[attr-defined]


def _convert(value: object) -> object:
    if isinstance(value, (str, UInt64)):
        try:
            return parse(str(value) if isinstance(value, str) else str(int(value)))
        except PSError as error:
            raise problem("ParseTarget", value, IPAddress.ps_type_name, error.message, target=value,
                          inner=error) from None
    if isinstance(value, int) and not isinstance(value, bool):
        number = int(value)
        if 0 <= number < 2**32:
            return _construct(number)
        unsigned = number % 2**64
        raise problem(
            "ConstructorTarget", culture_text(value), IPAddress.ps_type_name,
            f"newAddress ('{unsigned}') must be less than or equal to '4294967295'. (Parameter 'newAddress')\n"
            f"Actual value was {unsigned}.", target=value,
        )  # fmt: skip
    if isinstance(value, TypedArray) and value.element_type.full_name == "System.Byte":
        if len(value) not in (4, 16):
            raise problem("ConstructorTarget", "System.Byte[]", IPAddress.ps_type_name,
                          "An invalid IP address was specified. (Parameter 'address')", target=value)
        return _construct(value)
    return NotImplemented


def _family(address: object) -> object:
    return enum_value("System.Net.Sockets.AddressFamily", 2 if len(address.packed) == 4 else 23)  # type: ignore[attr-defined]


def _six(address: object, beginning: bytes) -> bool:
    packed: bytes = address.packed  # type: ignore[attr-defined]
    return len(packed) == 16 and packed.startswith(beginning)


def _number(address: object) -> object:
    packed: bytes = address.packed  # type: ignore[attr-defined]
    if len(packed) != 4:
        raise NetError("System.Net.Sockets.SocketException", "Operation not supported")
    return Int64(int.from_bytes(packed, "little"))


TABLES = {
    "System.Net.IPAddress": MemberTable(
        "System.Net.IPAddress",
        prop("AddressFamily", "System.Net.Sockets.AddressFamily", _family),
        prop("ScopeId", "long", lambda address: None if len(address.packed) == 4 else Int64(0)),
        prop("IsIPv6Multicast", "bool", lambda address: _six(address, b"\xff")),
        prop("IsIPv6LinkLocal", "bool", lambda address: _six(address, b"\xfe\x80")),
        prop("IsIPv6SiteLocal", "bool", lambda address: _six(address, b"\xfe\xc0")),
        prop("IsIPv6Teredo", "bool", lambda address: _six(address, b"\x20\x01\0\0")),
        prop("IsIPv6UniqueLocal", "bool", lambda address: _six(address, b"\xfc") or _six(address, b"\xfd")),
        prop("IsIPv4MappedToIPv6", "bool", lambda address: _six(address, bytes(10) + b"\xff\xff")),
        prop("Address", "long", _number),
        Member("IPAddressToString", "ScriptProperty", "string", lambda address: address.ps_text()),
        method("GetAddressBytes", lambda address: TypedArray([Byte(byte) for byte in address.packed],
                                                            type_named("System.Byte")), "byte[] GetAddressBytes()"),
        method("ToString", lambda address: address.ps_text(), "string ToString()"),
        constant("Any", "ipaddress", lambda: IPAddress(bytes(4))),
        constant("Loopback", "ipaddress", lambda: IPAddress(b"\x7f\0\0\1")),
        constant("None", "ipaddress", lambda: IPAddress(b"\xff\xff\xff\xff")),
        static("Parse", parse, "ipaddress Parse(string ipString)"),
        static("TryParse", _try, "bool TryParse(string ipString, [ref] ipaddress address)"),
        static("IsLoopback", lambda address: address.packed[0] == 127 or address.packed == bytes(15) + b"\1",
               "bool IsLoopback(ipaddress address)"),
        constructors=("ipaddress new(byte[] address)", "ipaddress new(long newAddress)"),
        construct=_construct,
        convert=_convert,
    ),
}
