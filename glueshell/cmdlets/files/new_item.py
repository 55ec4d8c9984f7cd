"""New-Item, and mkdir."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.cmdlets.files.set_content import content_text
from glueshell.cmdlets.files.targets import Credentialed, item_at, refuse_credential
from glueshell.cmdlets.files.written_file import writing_problem
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.providers.places import Place
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text

_KINDS = ("file", "directory", "container", "symboliclink", "junction", "hardlink")
_PATH_SET, _NAME_SET = "pathSet", "nameSet"


class _Making(Cmdlet):
    supports_should_process = True

    def _make(self, place: Place, kind: str, value: object, force: bool) -> Iterator[object]:
        try:
            if not place.is_file_system:
                made = self._entry(place, value, force)
            elif kind in ("directory", "container"):
                made = self._folder(place, force)
            elif kind == "file":
                made = self._file(place, value, force)
            else:
                made = self._link(place, kind, to_text(value), force)
        except OSError as error:
            message, exception = writing_problem(error, place.path)
            denied = exception.endswith("UnauthorizedAccessException")
            self.write_error(
                ErrorRecord(
                    PSError(
                        message,
                        "NewItemUnauthorizedAccessError" if denied else "NewItemIOError",
                        "PermissionDenied" if denied else "WriteError",
                        exception,
                        target=place.path,
                    )
                )
            )
            return
        if made:
            yield item_at(place)

    def _folder(self, place: Place, force: bool) -> bool:
        if os.path.isdir(place.path) and not force:
            raise PSError(f"An item with the specified name {place.path} already exists.", "DirectoryExist",
                          "ResourceExists", "System.IO.IOException", target=place.path)  # fmt: skip
        if os.path.lexists(place.path) and not os.path.isdir(place.path):
            raise _exists(place)
        if not self.should_process(f"Destination: {place.shown}", "Create Directory"):
            return False
        os.makedirs(place.path, exist_ok=True)
        return True

    def _file(self, place: Place, value: object, force: bool) -> bool:
        if os.path.lexists(place.path) and not force:
            raise _exists(place)
        if not self.should_process(f"Destination: {place.shown}", "Create File"):
            return False
        if force:
            os.makedirs(os.path.dirname(place.path), exist_ok=True)
        with open(place.path, "wb") as file:
            if value is not None:
                file.write(content_text(value).encode("utf-8"))
        return True

    def _link(self, place: Place, kind: str, target: str, force: bool) -> bool:
        if not target:
            raise PSError(
                'Cannot process argument because the value of argument "value" is null. Change the value of argument'
                ' "value" to a non-null value.',
                "ArgumentNull", "InvalidArgument", "System.Management.Automation.PSArgumentNullException",
            )  # fmt: skip
        if os.path.lexists(place.path):
            if not force or place.is_container:
                raise _exists(place)
            os.remove(place.path)
        source = self.engine.drives.place(target).path
        if kind == "hardlink" and not os.path.isfile(source):
            raise PSError(f"A file is required for the operation. The item '{source}' is not a file.", "ItemNotFile",
                          "InvalidOperation", "System.InvalidOperationException", target=source)  # fmt: skip
        action = {"hardlink": "Create Hard Link", "junction": "Create Junction"}.get(kind, "Create Symbolic Link")
        if not self.should_process(f"Destination: {place.shown}", action):
            return False
        if kind == "hardlink":
            os.link(source, place.path)
        else:
            os.symlink(target, place.path, target_is_directory=os.path.isdir(source))
        return True

    def _entry(self, place: Place, value: object, force: bool) -> bool:
        kind = place.provider.name
        if value is None and kind != "Environment":
            raise PSError(
                'Cannot process argument because the value of argument "value" is null. Change the value of argument'
                ' "value" to a non-null value.',
                "NewItemValueNotSpecified", "InvalidArgument", "System.Management.Automation.PSArgumentNullException",
                target=place.path,
            )  # fmt: skip
        if place.exists and not force:
            raise PSError(f"The item at path '{place.path}' already exists.", "Argument", "InvalidArgument",
                          "System.Management.Automation.PSArgumentException")  # fmt: skip
        if not self.should_process(f"Item: {place.path} Type:  Value: {to_text(value)}", "New Item"):
            return False
        place.provider.write(place.path, value)
        return True


class NewItem(_Making, Credentialed):
    """Makes a file, a folder, a link, or an entry of another drive."""

    name = "New-Item"
    aliases = ("ni",)
    default_set = _PATH_SET
    dotnet_name = "Microsoft.PowerShell.Commands.NewItemCommand"
    output_types = ("System.IO.FileInfo", "System.IO.DirectoryInfo")
    examples = (
        Example("(New-Item notes.txt -Value 'first').Length", "A file with content.", "5"),
        Example("(New-Item -ItemType Directory exports/2024).Name", "A folder, those above it too.", "2024"),
        Example("New-Item a.txt -WhatIf; Test-Path a.txt", "Says what it would do.", "...\nFalse"),
    )
    links = ("Set-Content", "Remove-Item")

    path = Parameter(
        "string[]",
        placements={
            _PATH_SET: Placement(mandatory=True, position=0, from_pipeline_by_name=True),
            _NAME_SET: Placement(position=0, from_pipeline_by_name=True),
        },
        help="The item, or with -Name the folder it goes into.",
    )
    item_name = Parameter(
        "string", name="Name", sets=(_NAME_SET,), mandatory=True, from_pipeline_by_name=True, allow_null=True,
        allow_empty=True, help="The name of the item.",
    )  # fmt: skip
    item_type = Parameter(
        "string", aliases=("Type",), from_pipeline_by_name=True,
        help="File (the default), Directory, SymbolicLink, HardLink, Junction.",
    )  # fmt: skip
    value = Parameter(
        "object", aliases=("Target",), from_pipeline=True, from_pipeline_by_name=True,
        help="The content of a file, the target of a link, the value of another item.",
    )  # fmt: skip
    force = Parameter("switch", help="Over an item that is there; makes the folders above it.")

    def process(self) -> Iterator[object]:
        """Make each item."""
        kind = self._kind()
        refuse_credential(self, [to_text(text) for text in self.path or ["."]])
        for text in self.path or ["."]:
            path = to_text(text)
            if self.item_name:
                path = path if path.endswith(("/", "\\", ":")) else path + "/"
                path += self.item_name
            try:
                place = self.engine.drives.place(path)
                if not kind and place.is_file_system:
                    raise PSError(
                        'The type is not a known type for the file system. Only "file","directory" or "symboliclink"'
                        " can be specified.",
                        "Argument", "InvalidArgument", "System.Management.Automation.PSArgumentException",
                        suggestion=f"One of {', '.join(_KINDS)}.",
                    )  # fmt: skip
                yield from self._make(place, kind, self.value, bool(self.force))
            except PSError as error:
                self.write_error(ErrorRecord(error))

    def _kind(self) -> str:
        """The kind of item, any beginning of its name will do; empty for one nobody knows."""
        if not self.item_type:
            return "file"
        low = self.item_type.lower()
        return next((kind for kind in _KINDS if kind.startswith(low)), "")


class MakeDirectory(_Making):
    """Makes folders, those above them too."""

    name = "mkdir"
    aliases = ("md",)
    dotnet_name = "Microsoft.PowerShell.Commands.NewItemCommand"
    output_types = ("System.IO.DirectoryInfo",)
    examples = (
        Example("(mkdir exports/2024).Name", "A folder.", "2024"),
        Example("md a, b | Out-Null; Test-Path a, b", "Several.", "True\nTrue"),
    )
    links = ("New-Item",)

    path = Parameter("string[]", position=0, mandatory=True, from_pipeline_by_name=True, help="The folders.")
    force = Parameter("switch", help="No error for a folder that is there.")

    def process(self) -> Iterator[object]:
        """Make each folder."""
        for text in self.path:
            try:
                yield from self._make(self.engine.drives.place(to_text(text)), "directory", None, bool(self.force))
            except PSError as error:
                self.write_error(ErrorRecord(error))


def _exists(place: Place) -> PSError:
    return PSError(f"The file '{place.path}' already exists.", "NewItemIOError", "WriteError", "System.IO.IOException",
                   target=place.path)  # fmt: skip
