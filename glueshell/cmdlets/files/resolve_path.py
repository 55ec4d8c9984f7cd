"""Resolve-Path and Convert-Path: the paths of items that are there."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.cmdlets.files.targets import LITERAL, PATH, Credentialed, targets
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.places import PathInfo, Place


class _Resolving(Cmdlet):
    default_set = PATH

    path = Parameter(
        "string[]", sets=(PATH,), position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True,
        wildcards=True, help="The items; wildcards allowed.",
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), sets=(LITERAL,), mandatory=True, from_pipeline_by_name=True,
        help="The items, every character meant as it is written.",
    )  # fmt: skip
    force = Parameter("switch", help="Patterns fit hidden items too.")


class ResolvePath(_Resolving, Credentialed):
    """Answers the full paths of the items a path, with or without wildcards, stands for."""

    name = "Resolve-Path"
    aliases = ("rvpa",)
    dotnet_name = "Microsoft.PowerShell.Commands.ResolvePathCommand"
    output_types = ("System.Management.Automation.PathInfo", "System.String")
    examples = (
        Example("'x' | Set-Content a.txt; Resolve-Path *.txt -Relative | Split-Path -Leaf", "By pattern.", "a.txt"),
        Example("(Resolve-Path .).Provider.Name", "What it belongs to.", "FileSystem"),
    )
    links = ("Convert-Path", "Test-Path")

    relative = Parameter("switch", sets=(PATH, LITERAL), help="As seen from the present location.")
    relative_base_path = Parameter("string", help="The folder to see from instead.")

    def process(self) -> Iterator[object]:
        """The path of each item."""
        if self.relative_base_path is not None:
            base = self.engine.drives.place(self.relative_base_path).path
            for attribute in ("path", "literal_path"):
                texts = getattr(self, attribute)
                if texts:
                    setattr(self, attribute, [text if ":" in text else os.path.join(base, text) for text in texts])
        for place in targets(self):
            if self.relative and place.is_file_system:
                yield self._seen(place)
            else:
                yield PathInfo(place)

    def _seen(self, place: Place) -> str:
        drives = self.engine.drives
        base = drives.files.folder
        if self.relative_base_path is not None:
            base = drives.place(self.relative_base_path).path
        try:
            seen = os.path.relpath(place.path, base)
        except ValueError:
            # Another drive of Windows cannot be seen from here.
            return place.path
        if seen == ".":
            return os.path.join("..", os.path.basename(base))
        if set(seen.split(os.sep)) == {".."} and os.path.basename(place.path):
            # A folder above is seen from the one it lies in.
            return os.path.join(seen, "..", os.path.basename(place.path))
        return seen if seen.startswith("..") else os.path.join(".", seen)


class ConvertPath(_Resolving):
    """Answers the operating system's paths of items."""

    name = "Convert-Path"
    aliases = ("cvpa",)
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertPathCommand"
    output_types = ("System.String",)
    examples = (
        Example("(Convert-Path .) -eq (Get-Location).Path", "The present location.", "True"),
        Example("'x' | Set-Content a.txt; Convert-Path a.* | Split-Path -Leaf", "By pattern.", "a.txt"),
    )
    links = ("Resolve-Path",)

    def process(self) -> Iterator[object]:
        """The path of each item."""
        for place in targets(self):
            yield place.path
