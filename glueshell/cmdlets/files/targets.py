"""The items a cmdlet is asked to work on: -Path with wildcards, -LiteralPath, -Include, -Exclude, -Filter."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.providers.file_items import file_item
from glueshell.engine.providers.files import is_hidden
from glueshell.engine.providers.places import Place, ProviderInfo
from glueshell.engine.providers.provider import not_found
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import DictionaryEntry
from glueshell.objects.members import get_member
from glueshell.objects.psobject import NOTHING, PSObject, attached
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard, has_wildcard, unescape

PATH = "Path"
LITERAL = "LiteralPath"


class Credentialed(Cmdlet):
    """A cmdlet over items that takes a credential, which no provider here does."""

    credential = Parameter("pscredential", from_pipeline_by_name=True,
                           help="Refused: files and the other drives know no credentials.")  # fmt: skip


class Narrowed(Credentialed):
    """What every cmdlet over items has: -Filter, -Include, -Exclude."""

    filter = Parameter("string", wildcards=True, help="Only items whose names fit this pattern.")
    include = Parameter("string[]", wildcards=True, help="Only items whose names fit one of these patterns.")
    exclude = Parameter("string[]", wildcards=True, help="No items whose names fit one of these patterns.")


class ItemCmdlet(Narrowed):
    """A cmdlet whose items come by path, from the pipeline too."""

    default_set = PATH

    path = Parameter(
        "string[]", sets=(PATH,), position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True,
        wildcards=True, help="The items; wildcards allowed.",
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), sets=(LITERAL,), mandatory=True, from_pipeline_by_name=True,
        help="The items, every character meant as it is written.",
    )  # fmt: skip
    force = Parameter("switch", help="Hidden and read-only items too.")


class ContentCmdlet(Narrowed):
    """A cmdlet whose items come by path, where the pipeline brings something else."""

    default_set = PATH

    path = Parameter(
        "string[]", sets=(PATH,), position=0, mandatory=True, from_pipeline_by_name=True, wildcards=True,
        help="The files or other items; wildcards allowed.",
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), sets=(LITERAL,), mandatory=True, from_pipeline_by_name=True,
        help="The items, every character meant as it is written.",
    )  # fmt: skip
    force = Parameter("switch", help="Hidden and read-only items too.")


def given_paths(cmdlet: Cmdlet) -> tuple[list[str], bool]:
    """The paths the caller gave, and whether they are literal."""
    literal = get_parameter(cmdlet, "literal_path")
    given = literal if literal is not None else get_parameter(cmdlet, "path")
    items = given if isinstance(given, list) else [] if given is None else [given]
    paths = [to_text(item) for item in items]
    refuse_credential(cmdlet, paths)
    return paths, literal is not None


def refuse_credential(cmdlet: Cmdlet, paths: Sequence[str]) -> None:
    """End the statement where a credential was given for an item."""
    given = get_parameter(cmdlet, "credential")
    if given is None or not to_text(get_member(given, "UserName")):
        return
    files = all(cmdlet.engine.drives.place(path).is_file_system for path in paths)
    record = ErrorRecord(
        PSError(
            "The FileSystem provider supports credentials only on the New-PSDrive cmdlet. Perform the operation again"
            " without specifying credentials."
            if files
            else "The provider does not support the use of credentials. Perform the operation again without specifying"
            " credentials.",
            "NotSupported",
            "NotImplemented",
            "System.Management.Automation.PSNotSupportedException",
        )
    )
    # The provider says so, not the cmdlet.
    record.activity = cmdlet.name
    raise Terminating(record)


def get_parameter(cmdlet: Cmdlet, attribute: str) -> object:
    """A parameter's value, None where the cmdlet has no such parameter."""
    return getattr(cmdlet, attribute, None)


def targets(cmdlet: Cmdlet, *, none_fits: bool = False, hidden: bool = False) -> Iterator[Place]:
    """The places that are there; what is not becomes an error of the cmdlet.

    `none_fits`: a pattern that fits nothing is an error too, as for content. `hidden` items fit patterns as well.
    """
    paths, literal = given_paths(cmdlet)
    force = bool(get_parameter(cmdlet, "force")) or hidden
    for text in paths:
        try:
            yield from _targets(cmdlet, text, literal, force, none_fits)
        except PSError as error:
            cmdlet.write_error(ErrorRecord(error))


def resolved(cmdlet: Cmdlet, text: str) -> Iterator[Place]:
    """The places a path means, its wildcards read; PathNotFound where there is none."""
    return _targets(cmdlet, text, False, False, False)


def _targets(cmdlet: Cmdlet, text: str, literal: bool, force: bool, none_fits: bool) -> Iterator[Place]:
    drives = cmdlet.engine.drives
    if literal or not has_wildcard(text):
        place = drives.place(text if literal else unescape(text))
        if not place.exists:
            raise not_found(text if literal else place.shown)
        if fits(cmdlet, place.name):
            yield place
        return
    found = False
    for place in drives.expand(text, hidden=force):
        if fits(cmdlet, place.name):
            found = True
            yield place
    if not found and none_fits:
        raise PSError(
            f"An object at the specified path {text} does not exist, or has been filtered by the -Include or -Exclude"
            " parameter.",
            "ItemNotFound",
            "ObjectNotFound",
            "System.Exception",
            target=text,
        )


def fits(cmdlet: Cmdlet, name: str) -> bool:
    """Whether -Filter, -Include and -Exclude leave a name."""
    filter = get_parameter(cmdlet, "filter")
    if filter and not Wildcard(to_text(filter)).matches(name):
        return False
    return chosen(name, patterns(cmdlet, "include"), patterns(cmdlet, "exclude"))


def patterns(cmdlet: Cmdlet, attribute: str) -> list[str]:
    """The patterns of a parameter."""
    value = get_parameter(cmdlet, attribute)
    items = value if isinstance(value, list) else [] if value is None else [value]
    return [to_text(item) for item in items]


def chosen(name: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Whether a name fits one of the patterns to include (all do without any) and none to exclude."""
    if include and not any(Wildcard(pattern).matches(name) for pattern in include):
        return False
    return not any(Wildcard(pattern).matches(name) for pattern in exclude)


def file_path(cmdlet: Cmdlet, text: str) -> str:
    """The operating system's path for a cmdlet that knows files only; PSError for other drives."""
    place = cmdlet.engine.drives.place(text)
    if not place.is_file_system:
        raise PSError(
            f"Cannot open file because the current provider ({place.provider.name}) cannot open a file.",
            "ReadWriteFileNotFileSystemProvider",
            "InvalidArgument",
            "System.InvalidOperationException",
            target=text,
        )
    return place.path


def concealed(place: Place) -> bool:
    """Whether it is a hidden file or folder."""
    return place.is_file_system and is_hidden(place.path)


def item_at(place: Place) -> object:
    """The object for a place, with the properties that say where it is; None where there is nothing."""
    if place.is_file_system:
        return file_item(place.path, place.drive) if os.path.lexists(place.path) else None
    found = place.provider.item(place.path)
    if found is None:
        return None
    if place.provider.name == "Environment":
        found = PSObject({"Name": place.path}, (), DictionaryEntry(place.path, get_member(found, "Value")))
    shown = attached(found)
    if shown.base is NOTHING:
        shown.set("PSDrive", place.drive)
        shown.set("PSProvider", ProviderInfo(place.provider.name))
        return shown
    for name, value in (
        ("PSPath", place.ps_path), ("PSDrive", place.drive), ("PSProvider", ProviderInfo(place.provider.name)),
        ("PSIsContainer", False),
    ):  # fmt: skip
        shown.add(name, value)
    return shown


def children(cmdlet: Cmdlet, place: Place, *, hidden: bool) -> list[Place]:
    """What lies directly in a container, folders first; a folder that cannot be read becomes an error."""
    if not place.is_file_system:
        return [place.below(name) for name in sorted(place.provider.names(), key=str.lower)]
    try:
        names = cmdlet.engine.drives.files.children(place.path)
    except OSError:
        cmdlet.write_error(denied(place, "DirUnauthorizedAccessError"))
        return []
    found = [place.below(name) for name in names]
    return found if hidden else [each for each in found if not concealed(each)]


def denied(place: Place, error_id: str) -> ErrorRecord:
    """The system does not let us."""
    return ErrorRecord(
        PSError(
            f"Access to the path '{place.path}' is denied.",
            error_id,
            "PermissionDenied",
            "System.UnauthorizedAccessException",
            target=place.path,
        )
    )


def pipeline_placements(*sets: str) -> dict[str, Placement]:
    """The same placement in several sets: first by position, mandatory, from the pipeline by value and by name."""
    return {
        name: Placement(mandatory=True, position=0, from_pipeline=True, from_pipeline_by_name=True) for name in sets
    }
