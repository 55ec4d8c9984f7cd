"""The drives of a runspace: by name, with the present location, and the content behind `$drive:name`."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

from glueshell.engine.providers.aliases import AliasProvider
from glueshell.engine.providers.environment import EnvironmentProvider
from glueshell.engine.providers.files import FileSystemProvider
from glueshell.engine.providers.functions import FunctionProvider
from glueshell.engine.providers.places import PathInfo, Place
from glueshell.engine.providers.provider import Drive, Provider, not_found
from glueshell.engine.providers.variables import VariableProvider
from glueshell.objects.errors import PSError
from glueshell.objects.wildcard import Wildcard

if TYPE_CHECKING:
    from glueshell.engine.runtime import Engine


class Drives:
    """Which drives there are, and where the runspace stands.

    `environ` and `folder` (the folder it starts in) are the world's, given by who builds the runspace.
    """

    def __init__(self, engine: Engine, environ: MutableMapping[str, str], folder: str) -> None:
        self._engine = engine
        self.files = FileSystemProvider(engine, folder)
        flat: list[tuple[str, Provider, str]] = [
            ("Alias", AliasProvider(engine), "the aliases stored in a session state"),
            ("Env", EnvironmentProvider(engine, environ), "the environment variables for the process"),
            ("Function", FunctionProvider(engine), "the functions stored in a session state"),
            ("Variable", VariableProvider(engine), "those variables stored in a session state"),
        ]
        self._drives: dict[str, Drive] = {
            name.lower(): Drive(name, provider, "", f"Drive that contains a view of {what}")
            for name, provider, what in flat
        }
        letter = os.path.splitdrive(folder)[0].rstrip(":")
        self._home = Drive(letter or "/", self.files, f"{letter}:\\" if letter else "/", is_home=True)
        self._drives[self._home.name.lower()] = self._home
        self.current: Drive = self._home
        # Names of stacks of locations -> places, the latest last; the one in use is `stack`.
        self.stacks: dict[str, list[Place]] = {"default": []}
        self.stack = "default"
        # Where `Set-Location -` and `+` lead.
        self.before: list[Place] = []
        self.after: list[Place] = []

    def all(self) -> list[Drive]:
        """Every drive, by name."""
        return sorted(self._drives.values(), key=lambda drive: drive.name.lower())

    def get(self, name: str) -> Drive | None:
        """The drive of that name, any casing."""
        return self._drives.get(name.lower())

    def require(self, name: str) -> Drive:
        """The drive of that name; PSError DriveNotFound."""
        drive = self.get(name)
        if drive is None:
            explain = self._engine.commands.explain
            why = explain("drive", name) if explain is not None else None
            raise PSError(
                f"Cannot find drive. A drive with the name '{name}' does not exist." + (f" {why}" if why else ""),
                "DriveNotFound",
                "ObjectNotFound",
                "System.Management.Automation.DriveNotFoundException",
                target=name,
            )
        return drive

    # -- $drive:name --------------------------------------------------------------------------------------------------

    def read(self, drive: str, name: str) -> object:
        """What `$drive:name` is; null for an unknown drive or name."""
        found = self.get(drive)
        return None if found is None else found.provider.read(name)

    def write(self, drive: str, name: str, value: object) -> None:
        """`$drive:name = value`; PSError DriveNotFound."""
        self.require(drive).provider.write(name, value)

    # -- paths --------------------------------------------------------------------------------------------------------

    def split(self, path: str) -> tuple[Drive, str]:
        """The drive of a path and what follows its colon; a path without a drive is one of the present location."""
        head, colon, rest = path.partition(":")
        if colon and head and "/" not in head and "\\" not in head:
            if os.name == "nt" and len(head) == 1:
                return self._letter(head), path
            return self.require(head), rest.strip("/\\")
        if os.path.isabs(path) or path.startswith(("~", "/", "\\")):
            return self._home, path
        return self.current, path

    def _letter(self, letter: str) -> Drive:
        found = self.get(letter)
        if found is None:
            found = self._drives[letter.lower()] = Drive(letter.upper(), self.files, f"{letter}:\\", is_home=True)
        return found

    def place(self, path: str) -> Place:
        """The place a path leads to, whether or not there is something; PSError DriveNotFound, ProviderNotFound."""
        provider, colons, rest = path.partition("::")
        if colons:
            return self._of_provider(provider.rpartition("\\")[2], rest)
        drive, rest = self.split(path)
        if drive.provider is not self.files:
            return Place(drive, rest.strip("/\\"))
        if not drive.is_home and rest is not path and ":" in path:
            rest = os.path.join(drive.root, rest)
        return Place(drive, self.files.resolve(rest))

    def _of_provider(self, name: str, rest: str) -> Place:
        if name.lower() == "filesystem":
            return Place(self._home, self.files.resolve(rest))
        for drive in self.all():
            if drive.provider.name.lower() == name.lower():
                return Place(drive, rest.strip("/\\"))
        raise PSError(
            f"Cannot find a provider with the name '{name}'.",
            "ProviderNotFound",
            "ObjectNotFound",
            "System.Management.Automation.ProviderNotFoundException",
            target=name,
        )

    def expand(self, pattern: str, *, hidden: bool = False) -> list[Place]:
        """The places that fit a path with wildcards, folders first; `hidden` ones only when asked for."""
        place = self.place(pattern)
        if place.provider is self.files:
            return [Place(place.drive, path) for path in self.files.matching(place.path, hidden=hidden)]
        matcher = Wildcard(place.path)
        names = sorted((name for name in place.provider.names() if matcher.matches(name)), key=str.lower)
        return [Place(place.drive, name) for name in names]

    @property
    def here(self) -> Place:
        """The present location."""
        if self.current.provider is self.files:
            return Place(self.current, self.files.folder)
        return Place(self.current, "")

    @property
    def location(self) -> Any:
        """Where the runspace stands, as `$PWD` and Get-Location show it: a PathInfo."""
        return PathInfo(self.here)

    def go(self, path: str) -> None:
        """Make a folder or drive the location; PSError PathNotFound."""
        place = self.place(path)
        if not place.is_container:
            raise not_found(place.shown)
        self.stand(place)

    def stand(self, place: Place) -> None:
        """Make a container the location."""
        self.current = place.drive
        if place.provider is self.files:
            self.files.folder = place.path
            root = self.files.resolve(place.drive.root or os.sep)
            below = os.path.relpath(place.path, root) if place.path.startswith(root) else "."
            place.drive.current_location = "" if below == "." else below

    # -- mounting -----------------------------------------------------------------------------------------------------

    def provider_named(self, name: str) -> Provider | None:
        """The provider of that name, any casing."""
        return next((drive.provider for drive in self.all() if drive.provider.name.lower() == name.lower()), None)

    def mount(self, drive: Drive) -> None:
        """Add a drive."""
        self._drives[drive.name.lower()] = drive

    def unmount(self, drive: Drive) -> None:
        """Take a drive away; the location must not be in it."""
        self._drives.pop(drive.name.lower(), None)
