"""SecureString, PSCredential, NetworkCredential, and the Marshal calls that read them."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, constant, method, prop, static
from glueshell.objects.errors import NetError
from glueshell.objects.numbers import IntPtr

_P = "System.Management.Automation."


class SecureString:
    """Text that is not shown; only `plain` gives it."""

    __slots__ = ("_chars", "read_only")
    ps_type_name = "System.Security.SecureString"

    def __init__(self, chars: str = "") -> None:
        self._chars = chars
        self.read_only = False

    def plain(self) -> str:
        """The text."""
        return self._chars

    def append(self, char: str) -> None:
        """Add a character."""
        self.change(len(self._chars), 0, char)

    def change(self, index: int, removed: int, text: str) -> None:
        """Put text in place of so many characters at an index."""
        self.require_writable()
        if not 0 <= index <= len(self._chars) - removed:
            raise NetError("System.ArgumentOutOfRangeException",
                           "Index was out of range. Must be non-negative and less than or equal to the size of the"
                           " collection. (Parameter 'index')")
        self._chars = self._chars[:index] + text + self._chars[index + removed :]

    def require_writable(self) -> None:
        """Refuse when MakeReadOnly was called."""
        if self.read_only:
            raise NetError("System.InvalidOperationException", "Instance is read-only.")

    def lock(self) -> None:
        """No change from now on."""
        self.read_only = True

    def clear(self) -> None:
        """Forget the text."""
        self._chars = ""

    def __len__(self) -> int:
        return len(self._chars)

    def __repr__(self) -> str:
        return "SecureString(***)"

    def ps_text(self) -> str:
        """Its type's name."""
        return self.ps_type_name


class Credential:
    """A user name and a secure password."""

    __slots__ = ("password", "user_name")
    ps_type_name = _P + "PSCredential"

    def __init__(self, user_name: str, password: SecureString | None) -> None:
        self.user_name = user_name
        self.password = password

    def ps_text(self) -> str:
        """Its type's name."""
        return self.ps_type_name

    def network(self) -> NetworkCredential:
        """The plain form; `DOMAIN\\user` is taken apart."""
        domain, slash, user = self.user_name.rpartition("\\")
        password = "" if self.password is None else self.password.plain()
        return NetworkCredential(user if slash else self.user_name, password, domain)


class NetworkCredential:
    """A user name and a password as text."""

    __slots__ = ("domain", "password", "user_name")
    ps_type_name = "System.Net.NetworkCredential"

    def __init__(self, user_name: str = "", password: object = "", domain: str = "") -> None:
        self.user_name = user_name
        self.password = password.plain() if isinstance(password, SecureString) else str(password)
        self.domain = domain


class Pointer(IntPtr):
    """What SecureStringToBSTR gives: a handle to the text until it is freed; its number says nothing of it."""

    text: str | None

    def __new__(cls, text: str | None) -> Pointer:
        """With the text it leads to."""
        made = super().__new__(cls)
        made.text = text
        return made


def _credential(user_name: str, password: object) -> Credential:
    if not user_name:
        raise NetError("System.Management.Automation.PSArgumentException",
                       "Cannot process argument because the value of argument \"userName\" is not valid. Change the"
                       " value of the \"userName\" argument and run the operation again.")
    if not isinstance(password, SecureString):
        raise NetError("System.ArgumentException", "The password must be a SecureString.")
    return Credential(user_name, password)


def _secure(value: object = None, *rest: object) -> SecureString:
    return SecureString("" if value is None else "".join(str(char) for char in value))  # type: ignore[attr-defined]


def _free(pointer: object) -> None:
    if isinstance(pointer, Pointer):
        pointer.text = None


def _read(pointer: object) -> object:
    return pointer.text if isinstance(pointer, Pointer) else None


def _point(secret: object) -> Pointer:
    if not isinstance(secret, SecureString):
        raise NetError("System.ArgumentNullException", "Value cannot be null. (Parameter 's')")
    return Pointer(secret.plain())


TABLES = {
    "System.Security.SecureString": MemberTable(
        "System.Security.SecureString",
        prop("Length", "int", len),
        method("AppendChar", lambda secret, char: secret.append(char), "void AppendChar(char c)"),
        method("Clear", lambda secret: (secret.require_writable(), secret.clear())[1], "void Clear()"),
        method("InsertAt", lambda secret, index, char: secret.change(int(index), 0, char),
               "void InsertAt(int index, char c)"),
        method("RemoveAt", lambda secret, index: secret.change(int(index), 1, ""), "void RemoveAt(int index)"),
        method("SetAt", lambda secret, index, char: secret.change(int(index), 1, char),
               "void SetAt(int index, char c)"),
        method("Copy", lambda secret: SecureString(secret.plain()), "securestring Copy()"),
        method("Dispose", lambda secret: secret.clear(), "void Dispose()"),
        method("IsReadOnly", lambda secret: secret.read_only, "bool IsReadOnly()"),
        method("MakeReadOnly", lambda secret: secret.lock(), "void MakeReadOnly()"),
        construct=_secure,
    ),
    _P + "PSCredential": MemberTable(
        _P + "PSCredential",
        prop("UserName", "string", lambda credential: credential.user_name),
        prop("Password", "securestring", lambda credential: credential.password),
        method("GetNetworkCredential", lambda credential: credential.network(),
               "System.Net.NetworkCredential GetNetworkCredential()"),
        constant("Empty", "pscredential", lambda: Credential("", None)),
        construct=_credential,
        constructors=("pscredential new(string userName, securestring password)",),
    ),
    "System.Net.NetworkCredential": MemberTable(
        "System.Net.NetworkCredential",
        prop("UserName", "string", lambda credential: credential.user_name),
        prop("Password", "string", lambda credential: credential.password),
        prop("SecurePassword", "securestring", lambda credential: SecureString(credential.password)),
        prop("Domain", "string", lambda credential: credential.domain),
        construct=NetworkCredential,
    ),
    "System.Runtime.InteropServices.Marshal": MemberTable(
        "System.Runtime.InteropServices.Marshal",
        *[static(name, _point) for name in ("SecureStringToBSTR", "SecureStringToGlobalAllocUnicode",
                                            "SecureStringToCoTaskMemUnicode")],
        *[static(name, _read) for name in ("PtrToStringAuto", "PtrToStringBSTR", "PtrToStringUni")],
        *[static(name, _free, f"void {name}(System.IntPtr s)") for name in (
            "ZeroFreeBSTR", "ZeroFreeGlobalAllocUnicode", "FreeBSTR", "ZeroFreeCoTaskMemUnicode")],
    ),
}
