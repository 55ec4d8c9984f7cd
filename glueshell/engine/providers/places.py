"""Places: what a path leads to, and a location as scripts see it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from glueshell.engine.lazy_members import LazyMembers

if TYPE_CHECKING:
    from glueshell.engine.providers.provider import Drive, Provider


class Place:
    """One path that has been worked out: the drive, and the provider's own path below it.

    For files `path` is the operating system's full path, elsewhere the item's name. There need be nothing there.
    """

    __slots__ = ("drive", "path")

    def __init__(self, drive: Drive, path: str) -> None:
        self.drive = drive
        self.path = path

    @property
    def provider(self) -> Provider:
        """The provider behind the drive."""
        return self.drive.provider

    @property
    def is_file_system(self) -> bool:
        """Whether it is a file or folder, there or not."""
        return self.drive.provider.name == "FileSystem"

    @property
    def exists(self) -> bool:
        """Whether there is something."""
        return self.drive.provider.exists(self.path)

    @property
    def is_container(self) -> bool:
        """Whether it is a folder, or the drive itself."""
        return self.drive.provider.is_container(self.path)

    @property
    def shown(self) -> str:
        """The path as PowerShell prints it: `/srv/a.txt`, `Env:/HOME`, `Work:/a.txt`."""
        if not self.is_file_system:
            return f"{self.drive.name}:/{self.path}"
        root = self.drive.root
        if self.drive.is_home or not root:
            return self.path
        below = os.path.relpath(self.path, root)
        return f"{self.drive.name}:/" + ("" if below == "." else below.replace(os.sep, "/"))

    @property
    def name(self) -> str:
        """The last part of the path."""
        return os.path.basename(self.path) or self.path

    @property
    def ps_path(self) -> str:
        """The path with its provider, as PSPath has it."""
        return f"Microsoft.PowerShell.Core\\{self.provider.name}::{self.path}"

    @property
    def ps_parent(self) -> str:
        """PSParentPath: the folder with its provider; empty for a root and for flat drives."""
        if not self.is_file_system:
            return ""
        parent = os.path.dirname(self.path)
        return "" if parent == self.path else f"Microsoft.PowerShell.Core\\{self.provider.name}::{parent}"

    def below(self, name: str) -> Place:
        """The place of that name inside this one."""
        return Place(self.drive, os.path.join(self.path, name) if self.is_file_system else name)


class PathInfo:
    """A location or a resolved path: its drive, provider and both ways of writing it."""

    __slots__ = ("place",)
    ps_type_name = "System.Management.Automation.PathInfo"
    ps_members = LazyMembers("providers.item_surface", "PATH_INFO")

    def __init__(self, place: Place) -> None:
        self.place = place

    def ps_text(self) -> str:
        """The path."""
        return self.place.shown

    def ps_equals(self, other: object) -> bool:
        """The same path."""
        return isinstance(other, PathInfo) and other.place.shown == self.place.shown

    def __str__(self) -> str:
        return self.place.shown


class ProviderInfo:
    """A provider as PSProvider shows it."""

    __slots__ = ("name",)
    ps_type_name = "System.Management.Automation.ProviderInfo"
    ps_members = LazyMembers("providers.item_surface", "PROVIDER_INFO")

    def __init__(self, name: str) -> None:
        self.name = name

    def ps_text(self) -> str:
        """Its full name."""
        return f"Microsoft.PowerShell.Core\\{self.name}"

    def ps_equals(self, other: object) -> bool:
        """The same provider."""
        return isinstance(other, ProviderInfo) and other.name == self.name
