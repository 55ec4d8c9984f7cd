"""Copy-Item, Move-Item and Rename-Item."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

from glueshell.cmdlets.files.targets import Credentialed, ItemCmdlet, chosen, given_paths, item_at, patterns, targets
from glueshell.cmdlets.files.written_file import writing_problem
from glueshell.engine.cmdlet import Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.places import Place
from glueshell.engine.providers.provider import not_found
from glueshell.objects.errors import PSError
from glueshell.objects.wildcard import Wildcard, has_wildcard


class _Moving(ItemCmdlet):
    supports_should_process = True

    destination = Parameter(
        "string", position=1, from_pipeline_by_name=True,
        help="The folder to put the items into, or the new name (default: the present location).",
    )  # fmt: skip
    pass_thru = Parameter("switch", help="Answers the items where they are now.")

    def process(self) -> Iterator[object]:
        """Take each item to its destination."""
        for place in targets(self):
            try:
                target = self._target(place)
                if self._take(place, target) and self.pass_thru:
                    yield item_at(target)
            except PSError as error:
                self.write_error(ErrorRecord(error))
            except shutil.Error as error:
                self._failed(place, OSError(str(error)), place.path)
            except OSError as error:
                self._failed(place, error, self._target(place).path)

    def _target(self, place: Place) -> Place:
        target = self.engine.drives.place(self.destination or ".")
        if target.provider is not place.provider:
            raise PSError(
                "Source and destination path did not resolve to the same provider.",
                "CopyItemSourceAndDestinationNotSameProvider"
                if self.name == "Copy-Item"
                else "MoveItemSourceAndDestinationNotSameProvider",
                "InvalidArgument",
                "System.Management.Automation.PSArgumentException",
                target=self.destination,
            )
        return target.below(place.name) if target.is_container else target

    def _take(self, place: Place, target: Place) -> bool:
        raise NotImplementedError

    def _failed(self, place: Place, error: OSError, path: str) -> None:
        verb = self.name.partition("-")[0]
        kind = "Directory" if place.is_container else "FileInfo"
        if isinstance(error, FileExistsError):
            message, exception = f"The file '{path}' already exists.", "System.IO.IOException"
        else:
            message, exception = writing_problem(error, path)
        denied = exception.endswith("UnauthorizedAccessException")
        error_id = f"{verb}{kind}Item{'UnauthorizedAccess' if denied else 'IO'}Error"
        category = "PermissionDenied" if denied else "WriteError"
        self.write_error(ErrorRecord(PSError(message, error_id, category, exception, target=place.path)))

    def _entry(self, place: Place, target: Place, action: str) -> bool:
        """An entry of a flat drive, under another name."""
        if not self.should_process(f"Item: {place.path} Destination: {target.path}", action):
            return False
        target.provider.write(target.path, place.provider.read(place.path))
        return True


class CopyItem(_Moving):
    """Copies files and folders; with `-Recurse` a folder goes with all that is in it."""

    name = "Copy-Item"
    aliases = ("ci", "copy", "cp", "cpi")
    dotnet_name = "Microsoft.PowerShell.Commands.CopyItemCommand"
    order = (
        "Path",
        "LiteralPath",
        "Destination",
        "Container",
        "Force",
        "Filter",
        "Include",
        "Exclude",
        "Recurse",
        "PassThru",
        "Credential",
    )
    examples = (
        Example("'x' | Set-Content a.txt; Copy-Item a.txt b.txt; Get-Content b.txt", "Under another name.", "x"),
        Example("'x' | Set-Content a.csv; mkdir keep | Out-Null; Copy-Item *.csv keep; (Get-ChildItem keep).Name",
                "Into a folder.", "a.csv"),
    )  # fmt: skip
    links = ("Move-Item", "Rename-Item")

    container = Parameter("switch", default=True, help="Keeps the folders (the default with -Recurse).")
    recurse = Parameter("switch", help="Folders with all that is in them.")

    def _take(self, place: Place, target: Place) -> bool:
        if not place.is_file_system:
            return self._entry(place, target, "Copy Item")
        if not place.is_container:
            return self._file(place, target)
        if os.path.isfile(target.path):
            raise PSError(
                "Container cannot be copied onto existing leaf item.", "CopyContainerItemToLeafError",
                "InvalidArgument", "System.Management.Automation.PSArgumentException", target=target.path,
            )  # fmt: skip
        if self.recurse and (target.path + os.sep).startswith(place.path + os.sep) and target.path != place.path:
            raise PSError(
                f"Cannot copy the folder {place.path} into itself: {target.path} lies in it.", "CopyError",
                "WriteError", "System.IO.IOException", target=place.path,
            )  # fmt: skip
        if self.recurse and not self.container:
            return self._flattened(place, target)
        return self._folder(place, target)

    def _file(self, place: Place, target: Place) -> bool:
        if os.path.exists(target.path) and os.path.samefile(place.path, target.path):
            raise PSError(f"Cannot overwrite the item {place.path} with itself.", "CopyError", "WriteError",
                          "System.IO.IOException", target=place.path)  # fmt: skip
        if not self.should_process(f"Item: {place.shown} Destination: {target.shown}", "Copy File"):
            return False
        if os.path.exists(target.path) and not os.access(target.path, os.W_OK):
            if not self.force:
                raise PermissionError(target.path)
            os.chmod(target.path, 0o600)
        scratch = f"{target.path}.{os.getpid()}.new"
        try:
            shutil.copy2(place.path, scratch)
            os.replace(scratch, target.path)
        except OSError:
            if os.path.exists(scratch):
                os.remove(scratch)
            raise
        return True

    def _folder(self, place: Place, target: Place) -> bool:
        if not self.should_process(f"Item: {place.shown} Destination: {target.shown}", "Copy Directory"):
            return False
        os.makedirs(target.path, exist_ok=True)
        if self.pass_thru:
            self.write(item_at(target))
        if self.recurse:
            # Files first, then what is in the folders.
            below = [(place.below(name), name) for name in self.engine.drives.files.children(place.path)]
            for inner, name in sorted(below, key=lambda each: each[0].is_container):
                goal = target.below(name)
                if not chosen(name, (), patterns(self, "exclude")):
                    continue
                if not inner.is_container and self.filter and not Wildcard(self.filter).matches(name):
                    continue
                try:
                    if inner.is_container:
                        self._folder(inner, goal)
                    elif self._file(inner, goal) and self.pass_thru:
                        self.write(item_at(goal))
                except OSError as error:
                    self._failed(inner, error, goal.path)
        # What was copied has been written.
        return False

    def _flattened(self, place: Place, target: Place) -> bool:
        done = False
        for folder, _, names in os.walk(place.path):
            for name in sorted(names):
                source = Place(place.drive, os.path.join(folder, name))
                goal = target.below(name) if target.is_container else target
                done = self._file(source, goal) or done
        return done


class MoveItem(_Moving):
    """Moves files and folders."""

    name = "Move-Item"
    aliases = ("mi", "move", "mv")
    dotnet_name = "Microsoft.PowerShell.Commands.MoveItemCommand"
    order = ("Path", "LiteralPath", "Destination", "Force", "Filter", "Include", "Exclude", "PassThru", "Credential")
    examples = (
        Example("'x' | Set-Content a.txt; Move-Item a.txt b.txt; Test-Path a.txt, b.txt", "To another name.",
                "False\nTrue"),
        Example("'x' | Set-Content a.csv; mkdir done | Out-Null; (Move-Item *.csv done -PassThru).Name",
                "Into a folder.", "a.csv"),
    )  # fmt: skip
    links = ("Copy-Item", "Rename-Item")

    def _take(self, place: Place, target: Place) -> bool:
        if not place.is_file_system:
            if not self._entry(place, target, "Move Item"):
                return False
            place.provider.remove(place.path)
            return True
        folder = place.is_container
        if folder and (target.path + os.sep).startswith(place.path + os.sep):
            raise PSError(
                "Destination path cannot be a subdirectory of the source or the source itself:"
                f" {target.path}.", "MoveItemArgumentError", "InvalidArgument", "System.IO.IOException",
                target=target.path,
            )  # fmt: skip
        if folder and os.path.isfile(target.path):
            raise PSError(
                f"An item with the specified name {target.path} already exists.", "DirectoryExist", "ResourceExists",
                "System.IO.IOException", target=target.path,
            )  # fmt: skip
        action = "Move Directory" if folder else "Move File"
        if not self.should_process(f"Item: {place.shown} Destination: {target.shown}", action):
            return False
        move(place.path, target.path, overwrite=bool(self.force) and not folder)
        return True


def move(source: str, target: str, *, overwrite: bool = False) -> None:
    """Move a file or folder; FileExistsError where something else is, unless it may be overwritten."""
    if os.path.lexists(target) and not overwrite:
        # Only the casing of the name changes on a system that does not tell casings apart.
        if not os.path.exists(source) or not os.path.samefile(source, target):
            raise FileExistsError(target)
    if not os.path.isdir(os.path.dirname(target)):
        raise FileNotFoundError(target)
    try:
        os.replace(source, target)
    except PermissionError:
        raise
    except OSError:
        # Another volume: copy, then remove.
        shutil.move(source, target)


class RenameItem(Credentialed):
    """Gives an item another name in the same place."""

    name = "Rename-Item"
    aliases = ("rni", "ren")
    default_set = "ByPath"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.RenameItemCommand"
    examples = (
        Example("'x' | Set-Content a.txt; Rename-Item a.txt b.txt; Test-Path b.txt", "A file.", "True"),
        Example("'x' | Set-Content a.txt; Get-ChildItem *.txt | Rename-Item -NewName { $_.BaseName + '.bak' };"
                " (Get-ChildItem).Name", "By a rule.", "a.bak"),
    )  # fmt: skip
    links = ("Move-Item",)

    path = Parameter(
        "string", sets=("ByPath",), position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True,
        help="The item.",
    )  # fmt: skip
    literal_path = Parameter(
        "string", aliases=("PSPath", "LP"), sets=("ByLiteralPath",), mandatory=True, from_pipeline_by_name=True,
        help="The item, every character meant as it is written.",
    )  # fmt: skip
    new_name = Parameter("string", position=1, mandatory=True, from_pipeline_by_name=True, help="The new name.")
    force = Parameter("switch", help="Hidden and read-only items too.")
    pass_thru = Parameter("switch", help="Answers the item.")

    def process(self) -> Iterator[object]:
        """Rename the item."""
        (text,), literal = given_paths(self)
        try:
            place = self._place(text, literal)
            target = self._renamed(place)
            if target is not None and self.pass_thru:
                yield item_at(target)
        except PSError as error:
            self.write_error(ErrorRecord(error))

    def _place(self, text: str, literal: bool) -> Place:
        drives = self.engine.drives
        if not literal and has_wildcard(text):
            found = drives.expand(text)
            if len(found) != 1:
                raise not_found(text)
            return found[0]
        place = drives.place(text)
        if not place.exists:
            raise not_found(text if literal else place.shown)
        return place

    def _renamed(self, place: Place) -> Place | None:
        new = self.new_name
        if not place.is_file_system:
            if not self.should_process(f"Item: {place.path} NewName: {new}", "Rename Item"):
                return None
            target = place.below(new)
            value = place.provider.read(place.path)
            place.provider.remove(place.path)
            target.provider.write(new, value)
            return target
        folder = os.path.dirname(place.path)
        name = new.removeprefix("./").removeprefix(".\\")
        if os.path.dirname(name) == folder:
            name = os.path.basename(name)
        if "/" in name or "\\" in name or (":" in name and os.name == "nt"):
            raise PSError(
                "Cannot rename the specified target, because it represents a path or device name.", "Argument",
                "InvalidArgument", "System.Management.Automation.PSArgumentException",
            )  # fmt: skip
        target = Place(place.drive, os.path.join(folder, name))
        action = "Rename Directory" if place.is_container else "Rename File"
        if not self.should_process(f"Item: {place.shown} Destination: {target.shown}", action):
            return None
        try:
            move(place.path, target.path)
        except FileExistsError:
            raise self._refused(f"The file '{target.path}' already exists.", place) from None
        except OSError as error:
            raise self._refused(writing_problem(error, place.path)[0], place) from None
        return target

    def _refused(self, message: str, place: Place) -> PSError:
        return PSError(message, "RenameItemIOError", "WriteError", "System.IO.IOException", target=place.path)
