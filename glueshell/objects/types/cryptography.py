"""MD5, SHA1, SHA256 and SHA512 for fingerprints."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.objects.declaration import MemberTable, method, prop, static
from glueshell.objects.typeinfo import TypedArray
from glueshell.objects.types.conversion import byte_array, raw

_C = "System.Security.Cryptography."


class Hasher:
    """A hash algorithm by Python's name for it."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def ps_type_name(self) -> str:
        """Its .NET type."""
        return _C + self.name.upper()

    def compute(self, data: list) -> TypedArray:
        """The digest of bytes."""
        import hashlib

        return byte_array(hashlib.new(self.name, raw(data), usedforsecurity=False).digest())


def _table(name: str) -> MemberTable:
    make: Callable[[], Hasher] = lambda: Hasher(name)  # noqa: E731
    return MemberTable(
        _C + name.upper(),
        static("Create", make, f"{_C}{name.upper()} Create()"),
        static("HashData", lambda data: Hasher(name).compute(data), "byte[] HashData(byte[] source)"),
        construct=make,
    )


TABLES = {
    _C + "HashAlgorithm": MemberTable(
        _C + "HashAlgorithm",
        prop("HashSize", "int", lambda hasher: len(hasher.compute([])) * 8),
        method("ComputeHash", lambda hasher, data: hasher.compute(data), "byte[] ComputeHash(byte[] buffer)"),
        method("Dispose", lambda hasher: None, "void Dispose()"),
        static("Create", lambda name="SHA256": Hasher(str(name).lower().replace("-", "")),
               f"{_C}HashAlgorithm Create(string hashName)"),
    ),
    **{_C + name.upper(): _table(name) for name in ("md5", "sha1", "sha256", "sha512")},
}
