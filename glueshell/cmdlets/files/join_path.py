"""Join-Path and Split-Path: paths as text."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.cmdlets.files.targets import Credentialed, pipeline_placements, refuse_credential
from glueshell.engine.cmdlet import Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.provider import not_found
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import has_wildcard

_SETS = ("ParentSet", "LeafSet", "LeafBaseSet", "ExtensionSet", "QualifierSet", "NoQualifierSet", "IsAbsoluteSet")


def with_own_separators(path: str) -> str:
    """A path with this system's separators."""
    return path.replace("/", "\\") if os.name == "nt" else path.replace("\\", "/")


def qualifier_of(path: str) -> str:
    """The drive a path names, with its colon; empty where it names none."""
    head, colon, _ = path.partition(":")
    return head + colon if colon and head and "/" not in head and "\\" not in head else ""


class JoinPath(Credentialed):
    """Puts the parts of a path together, with one separator between."""

    name = "Join-Path"
    dotnet_name = "Microsoft.PowerShell.Commands.JoinPathCommand"
    output_types = ("System.String",)
    examples = (
        Example("Join-Path exports assets.csv | Split-Path -Leaf", "Two parts.", "assets.csv"),
        Example("(Join-Path a b c) -replace '\\\\', '/'", "More parts.", "a/b/c"),
    )
    links = ("Split-Path", "Resolve-Path")

    path = Parameter(
        "string[]", aliases=("PSPath",), position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True,
        help="What the path begins with.",
    )  # fmt: skip
    child_path = Parameter(
        "string[]", position=1, mandatory=True, from_pipeline_by_name=True, allow_null=True, allow_empty=True,
        allow_empty_collection=True, help="What follows.",
    )  # fmt: skip
    additional_child_path = Parameter(
        "string[]", position=2, from_pipeline_by_name=True, from_remaining=True, help="And what follows that."
    )
    resolve = Parameter("switch", help="Answers the items that are there; wildcards allowed.")

    def process(self) -> Iterator[object]:
        """Join each path with what follows."""
        refuse_credential(self, _texts(self.path))
        below = [*(_texts(self.child_path) or [""]), *_texts(self.additional_child_path)]
        for text in _texts(self.path):
            try:
                joined = self._joined(text, below)
                yield from self._there(joined) if self.resolve else (joined,)
            except PSError as error:
                self.write_error(ErrorRecord(error))

    def _joined(self, text: str, below: list[str]) -> str:
        drive = qualifier_of(text)
        path = text
        if drive and not text.startswith("::", len(drive) - 1):
            name = self.engine.drives.split(drive)[0].name
            path = f"{name}:{os.sep}" + text[len(drive) :].lstrip("/\\")
        for part in below:
            path = _joined(path, part)
        return with_own_separators(path)

    def _there(self, joined: str) -> Iterator[str]:
        drives = self.engine.drives
        if has_wildcard(joined):
            yield from (place.shown for place in drives.expand(joined))
            return
        place = drives.place(joined)
        if not place.exists:
            raise not_found(place.shown)
        yield place.shown


def _joined(path: str, part: str) -> str:
    head = path.rstrip("/\\") if len(path) > 1 else path
    if not head and path:
        head = path[:1]
    tail = part.lstrip("/\\")
    return f"{head}{tail}" if head.endswith(("/", "\\")) else f"{head}{os.sep}{tail}"


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list) else [] if value is None else [value]
    return [to_text(item) for item in items]


class SplitPath(Credentialed):
    """Answers a part of a path: its parent, its last name, its extension, its drive."""

    name = "Split-Path"
    default_set = "ParentSet"
    dotnet_name = "Microsoft.PowerShell.Commands.SplitPathCommand"
    output_types = ("System.String", "System.Boolean")
    examples = (
        Example("Split-Path exports/assets.csv", "The folder.", "exports"),
        Example("Split-Path exports/assets.csv -Leaf", "The name.", "assets.csv"),
        Example("Split-Path exports/assets.csv -LeafBase", "The name without extension.", "assets"),
    )
    links = ("Join-Path",)

    path = Parameter("string[]", placements=pipeline_placements(*_SETS), help="The paths.")
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), sets=("LiteralPathSet",), mandatory=True, from_pipeline_by_name=True,
        help="The paths, every character meant as it is written.",
    )  # fmt: skip
    qualifier = Parameter(
        "switch", sets=("QualifierSet",), mandatory=True, from_pipeline_by_name=True, help="The drive: `Env:`."
    )
    no_qualifier = Parameter(
        "switch", sets=("NoQualifierSet",), mandatory=True, from_pipeline_by_name=True, help="All but the drive."
    )
    parent = Parameter("switch", sets=("ParentSet",), from_pipeline_by_name=True, help="The folder (the default).")
    leaf = Parameter("switch", sets=("LeafSet",), mandatory=True, from_pipeline_by_name=True, help="The last name.")
    leaf_base = Parameter(
        "switch",
        sets=("LeafBaseSet",),
        mandatory=True,
        from_pipeline_by_name=True,
        help="The last name without extension.",
    )
    extension = Parameter(
        "switch", sets=("ExtensionSet",), mandatory=True, from_pipeline_by_name=True, help="The extension with its dot."
    )
    resolve = Parameter("switch", help="First finds the items that are there; wildcards allowed.")
    is_absolute = Parameter("switch", sets=("IsAbsoluteSet",), mandatory=True, help="Whether the path is absolute.")

    def process(self) -> Iterator[object]:
        """The part of each path."""
        for text in _texts(self.literal_path if self.literal_path is not None else self.path):
            try:
                for path in self._found(text) if self.resolve else (text,):
                    yield from self._part(path)
            except PSError as error:
                self.write_error(ErrorRecord(error))

    def _found(self, text: str) -> list[str]:
        drives = self.engine.drives
        if self.literal_path is None and has_wildcard(text):
            return [place.shown for place in drives.expand(text)]
        place = drives.place(text)
        if not place.exists:
            raise not_found(place.shown)
        return [place.shown]

    def _part(self, path: str) -> Iterator[object]:
        drive = qualifier_of(path)
        if self.is_absolute:
            yield bool(drive) or os.path.isabs(path) or path.startswith(("/", "\\"))
        elif self.qualifier:
            if not drive:
                raise PSError(
                    f"Cannot parse path because path '{path}' does not have a qualifier specified.",
                    "ParsePathFormatError",
                    "InvalidArgument",
                    "System.FormatException",
                    target=path,
                )
            yield drive
        elif self.no_qualifier:
            yield path[len(drive) :]
        elif self.leaf or self.leaf_base or self.extension:
            name = with_own_separators(path).rstrip(os.sep).rpartition(os.sep)[2] if path else path
            if drive and name == path:
                name = path[len(drive) :]
            stem, dot, ending = name.rpartition(".")
            if self.leaf:
                yield name
            elif self.leaf_base:
                yield stem if dot else name
            else:
                yield dot + ending if dot and ending else ""
        else:
            yield parent_of(path)


def parent_of(path: str) -> str:
    """The path of the folder something lies in: empty for a name alone and for what lies in a root.

    PSError Argument for a root, which lies in nothing.
    """
    path = with_own_separators(path)
    drive = qualifier_of(path)
    trimmed = path[len(drive) :].rstrip(os.sep)
    if not trimmed and path and not drive:
        raise PSError(
            'Cannot process argument because the value of argument "path" is not valid. Change the value of the "path"'
            " argument and run the operation again.",
            "Argument",
            "InvalidArgument",
            "System.Management.Automation.PSArgumentException",
        )
    head, separator, _ = trimmed.rpartition(os.sep)
    if not separator:
        return ""
    return drive + head if head else (drive + separator if drive else "")
