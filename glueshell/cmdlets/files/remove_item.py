"""Remove-Item."""

from __future__ import annotations

import os
import shutil

from glueshell.cmdlets.files.targets import ItemCmdlet, children, concealed, targets
from glueshell.engine.cmdlet import Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.places import Place
from glueshell.objects.errors import PSError


class RemoveItem(ItemCmdlet):
    """Removes files, folders, variables, functions, aliases and environment variables.

    A folder that is not empty goes with `-Recurse`; without it the question is asked.
    """

    name = "Remove-Item"
    aliases = ("ri", "rm", "del", "erase", "rd", "rmdir")
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.RemoveItemCommand"
    order = ("Path", "LiteralPath", "Filter", "Include", "Exclude", "Recurse", "Force", "Credential")
    examples = (
        Example("'x' | Set-Content a.tmp; Remove-Item *.tmp; Test-Path a.tmp", "By pattern.", "False"),
        Example("mkdir old/deep | Out-Null; Remove-Item old -Recurse; Test-Path old", "A folder.", "False"),
        Example("'x' | Set-Content a.txt; Remove-Item a.txt -WhatIf; Test-Path a.txt", "Says what it would do.",
                "...\nTrue"),
    )  # fmt: skip
    links = ("New-Item", "Clear-Content")

    recurse = Parameter("switch", help="Folders with all that is in them.")

    def process(self) -> None:
        """Remove each item."""
        for place in targets(self, hidden=bool(self.force)):
            try:
                if place.is_file_system:
                    self._remove(place)
                elif not place.path:
                    self.invocation.should_continue(self._question(place))
                elif self.should_process(f"Item: {place.path}", "Remove Item"):
                    place.provider.remove(place.path)
            except PSError as error:
                self.write_error(ErrorRecord(error))
            except OSError as error:
                self._failed(place, error)

    def _remove(self, place: Place) -> None:
        folder = place.is_container and not os.path.islink(place.path)
        here = self.engine.drives.files.folder
        if folder and (here + os.sep).startswith(place.path.rstrip(os.sep) + os.sep):
            raise PSError(f"Cannot remove the item at '{place.path}' because it is in use.", "InvalidOperation",
                          "InvalidOperation", "System.Management.Automation.PSInvalidOperationException")  # fmt: skip
        if not self.force and (concealed(place) or not self._writable(place)):
            raise PSError(
                "You do not have sufficient access rights to perform this operation or the item is hidden, system, or"
                " read only.",
                "RemoveFileSystemItemUnAuthorizedAccess", "PermissionDenied", "System.IO.IOException",
                target=place.path,
            )  # fmt: skip
        if folder and not self.recurse and os.listdir(place.path):
            what_if = self.is_bound("WhatIf") and self.invocation.bound["WhatIf"]
            if not what_if and not self.invocation.should_continue(self._question(place)):
                return
        if not self.should_process(place.shown, "Remove Directory" if folder else "Remove File"):
            return
        if folder:
            self._folder(place)
        else:
            self._unlink(place)

    def _folder(self, place: Place) -> None:
        """Everything inside, then the folder; what is hidden stays without -Force, and the folder with it."""
        if self.force:
            shutil.rmtree(place.path, onerror=_try_again)
            return
        for each in children(self, place, hidden=True):
            try:
                if each.is_container and not os.path.islink(each.path):
                    self._folder(each)
                elif concealed(each) or not self._writable(each):
                    raise PSError(
                        "You do not have sufficient access rights to perform this operation or the item is hidden,"
                        " system, or read only.",
                        "RemoveFileSystemItemUnAuthorizedAccess", "PermissionDenied", "System.IO.IOException",
                        target=each.path,
                    )  # fmt: skip
                else:
                    self._unlink(each)
            except PSError as error:
                self.write_error(ErrorRecord(error))
        os.rmdir(place.path)

    def _unlink(self, place: Place) -> None:
        if self.force and os.name == "nt":
            os.chmod(place.path, 0o600)
        if os.path.islink(place.path) and os.name == "nt" and place.is_container:
            os.rmdir(place.path)
        else:
            os.remove(place.path)

    def _writable(self, place: Place) -> bool:
        # A read-only file can be removed on POSIX systems as far as the system is concerned; PowerShell wants -Force.
        if os.path.islink(place.path) or not os.path.isfile(place.path):
            return True
        return bool(os.stat(place.path).st_mode & 0o200)

    def _question(self, place: Place) -> str:
        return (
            f"The item at {place.shown} has children and the Recurse parameter was not specified. If you continue, all"
            " children will be removed with the item. Are you sure you want to continue?"
        )

    def _failed(self, place: Place, error: OSError) -> None:
        if isinstance(error, PermissionError):
            message, category = f"Access to the path '{place.path}' is denied.", "PermissionDenied"
        elif place.is_container:
            message, category = f"Directory {place.path} cannot be removed because it is not empty.", "WriteError"
        else:
            message, category = f"Cannot remove item {place.path}: {error.strerror or error}.", "WriteError"
        error_id = "DirectoryNotEmpty" if "not empty" in message else "RemoveFileSystemItemIOError"
        self.write_error(ErrorRecord(PSError(message, error_id, category, "System.IO.IOException", target=place.path)))


def _try_again(function: object, path: str, failure: object) -> None:
    """A read-only entry is made writable and removed once more."""
    os.chmod(os.path.dirname(path), 0o700)
    os.chmod(path, 0o700)
    if os.path.isdir(path):
        os.rmdir(path)
    else:
        os.remove(path)
