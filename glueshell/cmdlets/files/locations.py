"""Get-Location, Set-Location, Push-Location and Pop-Location."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.drives import Drives
from glueshell.engine.providers.places import PathInfo, Place
from glueshell.engine.providers.provider import not_found
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import has_wildcard, unescape

_KEPT = 20


def container_at(drives: Drives, text: str, literal: bool) -> Place:
    """The folder or drive a path leads to; PSError PathNotFound where there is none."""
    if not literal and has_wildcard(text):
        found = [place for place in drives.expand(text) if place.is_container]
        if len(found) == 1:
            return found[0]
        if found:
            raise PSError(
                f"Cannot set the location because path '{text}' resolved to multiple containers. You can only the set"
                " location to a single container at a time.",
                "Argument", "InvalidArgument", "System.Management.Automation.PSArgumentException", target=text,
            )  # fmt: skip
        raise not_found(text)
    place = drives.place(text if literal else unescape(text))
    if not place.is_container:
        raise not_found(text if place.exists else place.shown)
    return place


def go(drives: Drives, place: Place) -> None:
    """Make a place the location, and remember the one before for `Set-Location -`."""
    drives.before.append(drives.here)
    del drives.before[:-_KEPT]
    drives.after.clear()
    drives.stand(place)


class GetLocation(Cmdlet):
    """Answers where the session stands: the folder that relative paths begin in."""

    name = "Get-Location"
    aliases = ("gl", "pwd")
    default_set = "Location"
    dotnet_name = "Microsoft.PowerShell.Commands.GetLocationCommand"
    output_types = ("System.Management.Automation.PathInfo",)
    examples = (
        Example("(Get-Location).Provider.Name", "The present location.", "FileSystem"),
        Example("mkdir a | Out-Null; Set-Location a; Split-Path (Get-Location) -Leaf", "After going there.", "a"),
    )
    links = ("Set-Location", "Push-Location")

    ps_provider = Parameter("string[]", name="PSProvider", sets=("Location",), from_pipeline_by_name=True,
                            help="The location in the drives of these providers.")  # fmt: skip
    ps_drive = Parameter("string[]", name="PSDrive", sets=("Location",), from_pipeline_by_name=True,
                         help="The location in these drives.")  # fmt: skip
    stack = Parameter("switch", sets=("Stack",), help="The locations Push-Location put aside.")
    stack_name = Parameter("string[]", sets=("Stack",), from_pipeline_by_name=True, help="Those of these stacks.")

    def process(self) -> Iterator[object]:
        """The location."""
        drives = self.engine.drives
        if self.parameter_set == "Stack":
            for name in self.stack_name or (drives.stack,):
                stack = drives.stacks.get(to_text(name))
                if stack is None:
                    self.write_error(ErrorRecord(no_stack(to_text(name))))
                    continue
                yield from (PathInfo(place) for place in reversed(stack))
        elif self.ps_drive or self.ps_provider:
            yield from self._of_drives(drives)
        else:
            yield drives.location

    def _of_drives(self, drives: Drives) -> Iterator[object]:
        for name in self.ps_drive or ():
            try:
                drive = drives.require(to_text(name))
            except PSError as error:
                self.write_error(ErrorRecord(error))
                continue
            path = drives.files.folder if drive is drives.current else drive.root
            yield PathInfo(Place(drive, path))
        for name in self.ps_provider or ():
            provider = drives.provider_named(to_text(name))
            if provider is None:
                self.write_error(ErrorRecord(no_provider(to_text(name))))
            elif provider is drives.files:
                home = drives.current if drives.current.provider is provider else drives.place("/").drive
                yield PathInfo(Place(home, drives.files.folder))
            else:
                yield PathInfo(Place(next(drive for drive in drives.all() if drive.provider is provider), ""))


class SetLocation(Cmdlet):
    """Makes a folder or drive the one that relative paths begin in.

    Without a path it is the home folder; `-` goes back to where the session was before, `+` forward again.
    """

    name = "Set-Location"
    aliases = ("sl", "cd", "chdir")
    default_set = "Path"
    dotnet_name = "Microsoft.PowerShell.Commands.SetLocationCommand"
    output_types = ("System.Management.Automation.PathInfo",)
    examples = (
        Example("mkdir a/b | Out-Null; Set-Location a/b; Set-Location ..; Split-Path $PWD -Leaf", "And up.", "a"),
        Example("Set-Location env:; (Get-Location).Path", "Into another drive.", "Env:/"),
    )
    links = ("Get-Location", "Push-Location")

    path = Parameter("string", sets=("Path",), position=0, from_pipeline=True, from_pipeline_by_name=True,
                     wildcards=True, help="The folder or drive (default: the home folder).")  # fmt: skip
    literal_path = Parameter("string", aliases=("PSPath", "LP"), sets=("LiteralPath",), mandatory=True,
                             from_pipeline_by_name=True,
                             help="The folder, every character meant as it is written.")  # fmt: skip
    pass_thru = Parameter("switch", help="Answers the location.")
    stack_name = Parameter("string", sets=("Stack",), from_pipeline_by_name=True,
                           help="The stack Push-Location and Pop-Location use from now on.")  # fmt: skip

    def process(self) -> Iterator[object]:
        """Go there."""
        drives = self.engine.drives
        if self.parameter_set == "Stack":
            name = self.stack_name or "default"
            if name not in drives.stacks:
                raise PSError(f"Cannot find path '{name}' because it does not exist.", "StackNotFound",
                              "ObjectNotFound", "System.Management.Automation.ItemNotFoundException",
                              target=name)  # fmt: skip
            drives.stack = name
            return
        literal = self.literal_path is not None
        text = self.literal_path if literal else self.path
        try:
            if text in ("-", "+") and not literal:
                self._back(drives, text == "+")
            else:
                go(drives, container_at(drives, text or os.path.expanduser("~"), literal))
        except PSError as error:
            self.write_error(ErrorRecord(error))
            return
        if self.pass_thru:
            yield drives.location

    def _back(self, drives: Drives, forward: bool) -> None:
        taken, given = (drives.after, drives.before) if forward else (drives.before, drives.after)
        if not taken:
            way = "forwards" if forward else "backwards"
            raise PSError(f"There is no location history left to navigate {way}.", "InvalidOperation",
                          "InvalidOperation", "System.InvalidOperationException")  # fmt: skip
        given.append(drives.here)
        drives.stand(taken.pop())


class PushLocation(Cmdlet):
    """Puts the present location aside and goes somewhere else; Pop-Location comes back."""

    name = "Push-Location"
    aliases = ("pushd",)
    default_set = "Path"
    dotnet_name = "Microsoft.PowerShell.Commands.PushLocationCommand"
    output_types = ("System.Management.Automation.PathInfo",)
    examples = (
        Example("mkdir a | Out-Null; Push-Location a; Split-Path $PWD -Leaf; Pop-Location", "There and back.", "a"),
        Example("(Push-Location . -PassThru).Provider.Name; Pop-Location", "The new location.", "FileSystem"),
    )
    links = ("Pop-Location", "Set-Location")

    path = Parameter("string", sets=("Path",), position=0, from_pipeline=True, from_pipeline_by_name=True,
                     wildcards=True, help="Where to go (default: nowhere else).")  # fmt: skip
    literal_path = Parameter("string", aliases=("PSPath", "LP"), sets=("LiteralPath",), from_pipeline_by_name=True,
                             help="The folder, every character meant as it is written.")  # fmt: skip
    pass_thru = Parameter("switch", help="Answers the new location.")
    stack_name = Parameter("string", from_pipeline_by_name=True, help="The stack to put it on.")

    def process(self) -> Iterator[object]:
        """Put the location aside and go."""
        drives = self.engine.drives
        drives.stacks.setdefault(self.stack_name or drives.stack, []).append(drives.here)
        literal = self.literal_path is not None
        text = self.literal_path if literal else self.path
        if text:
            try:
                go(drives, container_at(drives, text, literal))
            except PSError as error:
                self.write_error(ErrorRecord(error))
                return
        if self.pass_thru:
            yield drives.location


class PopLocation(Cmdlet):
    """Goes back to the location Push-Location put aside last."""

    name = "Pop-Location"
    aliases = ("popd",)
    dotnet_name = "Microsoft.PowerShell.Commands.PopLocationCommand"
    output_types = ("System.Management.Automation.PathInfo",)
    examples = (
        Example('mkdir a | Out-Null; $was = "$PWD"; Push-Location a; Pop-Location; $was -eq $PWD', "Back.", "True"),
        Example("Push-Location env:; (Pop-Location -PassThru).Provider.Name", "Where that is.", "FileSystem"),
    )
    links = ("Push-Location",)

    pass_thru = Parameter("switch", help="Answers the location.")
    stack_name = Parameter("string", from_pipeline_by_name=True, help="The stack to take it from.")

    def process(self) -> Iterator[object]:
        """Go back."""
        drives = self.engine.drives
        stack = drives.stacks.get(self.stack_name or drives.stack)
        if stack is None:
            self.write_error(ErrorRecord(no_stack(self.stack_name)))
            return
        if stack:
            place = stack.pop()
            if not place.is_container:
                self.write_error(ErrorRecord(not_found(place.shown)))
                return
            drives.stand(place)
        if self.pass_thru:
            yield drives.location


def no_stack(name: str) -> PSError:
    """There is no stack of that name."""
    return PSError(
        f"Cannot find location stack '{name}'. It does not exist or it is not a container.", "Argument",
        "InvalidArgument", "System.Management.Automation.PSArgumentException",
    )  # fmt: skip


def no_provider(name: str, error_id: str = "ProviderNotFound") -> PSError:
    """There is no provider of that name."""
    return PSError(
        f"Cannot find a provider with the name '{name}'.", error_id, "ObjectNotFound",
        "System.Management.Automation.ProviderNotFoundException", target=name,
    )  # fmt: skip
