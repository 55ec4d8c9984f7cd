"""What a provider offers, and the drives it is mounted as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from glueshell.engine.lazy_members import LazyMembers
from glueshell.objects.errors import PSError, with_properties
from glueshell.objects.psobject import PSObject

if TYPE_CHECKING:
    from glueshell.engine.runtime import Engine


class Drive:
    """A drive: its name as it is shown, the provider behind it, the provider's path it begins at.

    `is_home` marks the file system itself (`/`, `C:`), whose paths are written without the drive's name.
    `current_location` is where in it the session last stood, seen from its root.
    """

    __slots__ = ("current_location", "description", "is_home", "name", "provider", "root")
    ps_type_name = "System.Management.Automation.PSDriveInfo"
    ps_members = LazyMembers("providers.item_surface", "DRIVE")

    def __init__(
        self, name: str, provider: Provider, root: str = "", description: str = "", *, is_home: bool = False
    ) -> None:
        self.name = name
        self.provider = provider
        self.root = root
        self.description = description
        self.is_home = is_home
        self.current_location = ""

    def ps_text(self) -> str:
        """Its name."""
        return self.name


class Provider:
    """Things under paths. A path is what follows the drive's colon; flat providers take it as a name.

    Reading what does not exist gives None; `item` and `items` make the objects Get-Item and Get-ChildItem show.
    """

    name = ""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def read(self, path: str) -> object:
        """The content: a variable's value, a function's block, a file's text."""
        raise NotImplementedError

    def write(self, path: str, value: object) -> None:
        """Set the content, making the item where needed; None removes it where the drive has no null."""
        raise NotImplementedError

    def exists(self, path: str) -> bool:
        """Whether there is an item; the empty path is the drive itself."""
        return path == "" or any(name.lower() == path.lower() for name in self.names())

    def is_container(self, path: str) -> bool:
        """Whether items can lie below it."""
        return path == ""

    def names(self, path: str = "") -> Iterator[str]:
        """The names directly below a path."""
        raise NotImplementedError

    def item(self, path: str) -> object | None:
        """The object for a path, or None."""
        raise NotImplementedError

    def items(self, path: str = "") -> Iterator[object]:
        """The objects directly below a path."""
        for name in sorted(self.names(path), key=str.lower):
            found = self.item(f"{path}/{name}" if path else name)
            if found is not None:
                yield found

    def remove(self, path: str) -> None:
        """Remove an item; PSError where there is none."""
        raise NotImplementedError

    def entry(self, drive: str, name: str, type_name: str, **properties: object) -> PSObject:
        """An item as an object, with the properties every item has."""
        provider = f"Microsoft.PowerShell.Core\\{self.name}"
        item = PSObject(
            {"PSPath": f"{provider}::{name}", "PSDrive": drive, "PSProvider": provider, "PSIsContainer": False},
            (type_name, "System.Object"),
        )
        for key, value in properties.items():
            item.set(key, value) if item.find(key) else item.add(key, value)
        return item


def not_found(path: str) -> PSError:
    """The error for a path that leads nowhere."""
    error = PSError(
        f"Cannot find path '{path}' because it does not exist.",
        "PathNotFound",
        "ObjectNotFound",
        "System.Management.Automation.ItemNotFoundException",
        target=path,
    )
    return with_properties(error, ItemName=path)
