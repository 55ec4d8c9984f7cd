"""Test-Path."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.cmdlets.files.targets import LITERAL, PATH, Narrowed, fits, given_paths
from glueshell.engine.cmdlet import Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.file_items import file_item
from glueshell.engine.providers.places import Place
from glueshell.objects.errors import PSError
from glueshell.objects.wildcard import has_wildcard, unescape


class TestPath(Narrowed):
    """Tells whether a file, folder or other item is there."""

    name = "Test-Path"
    default_set = PATH
    dotnet_name = "Microsoft.PowerShell.Commands.TestPathCommand"
    order = (
        "Path",
        "LiteralPath",
        "Filter",
        "Include",
        "Exclude",
        "PathType",
        "IsValid",
        "Credential",
        "OlderThan",
        "NewerThan",
    )
    output_types = ("System.Boolean",)
    examples = (
        Example("Test-Path ./nowhere.csv", "A file.", "False"),
        Example("Test-Path . -PathType Container", "A folder.", "True"),
        Example("$env:SITE = 'HQ'; Test-Path env:SITE", "A variable of the environment.", "True"),
    )
    links = ("Get-Item", "New-Item")

    path = Parameter(
        "string[]", sets=(PATH,), position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True,
        wildcards=True, allow_null=True, allow_empty=True, allow_empty_collection=True,
        help="The items; wildcards allowed.",
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), sets=(LITERAL,), mandatory=True, from_pipeline_by_name=True,
        allow_null=True, allow_empty=True, allow_empty_collection=True,
        help="The items, every character meant as it is written.",
    )  # fmt: skip
    path_type = Parameter(
        "string", label="Microsoft.PowerShell.Commands.TestPathType", aliases=("Type",),
        values=("Any", "Container", "Leaf"), default="Any",
        help="Container: only a folder counts; Leaf: only what is none.",
    )  # fmt: skip
    is_valid = Parameter("switch", help="Only whether the path could be one.")
    older_than = Parameter("datetime", help="Only what was written before.")
    newer_than = Parameter("datetime", help="Only what was written after.")

    def process(self) -> Iterator[object]:
        """True or false for every path."""
        paths, literal = given_paths(self)
        if not paths:
            self.write_error(
                ErrorRecord(
                    PSError(
                        "Value cannot be null. (Parameter 'The provided Path argument was null or an empty"
                        " collection.')",
                        "NullPathNotPermitted",
                        "InvalidArgument",
                        "System.ArgumentNullException",
                    )
                )
            )
            return
        for text in paths:
            yield self._test(text, literal)

    def _test(self, text: str, literal: bool) -> bool:
        if not text.strip():
            return False
        drives = self.engine.drives
        try:
            if self.is_valid:
                drives.place(text)
                return "\0" not in text
            if literal or not has_wildcard(text):
                found = [drives.place(text if literal else unescape(text))]
            else:
                found = drives.expand(text)
        except PSError:
            return False
        return any(self._counts(place) for place in found)

    def _counts(self, place: Place) -> bool:
        if not (os.path.exists(place.path) if place.is_file_system else place.exists):
            return False
        if not fits(self, place.name):
            return False
        kind = self.path_type.lower()
        if kind != "any" and place.is_container is not (kind == "container"):
            return False
        if place.is_file_system and (self.older_than is not None or self.newer_than is not None):
            written = file_item(place.path, place.drive).moment("written").ticks
            if self.older_than is not None and written >= self.older_than.ticks:
                return False
            if self.newer_than is not None and written <= self.newer_than.ticks:
                return False
        return True
