"""Get-ChildItem."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from glueshell.cmdlets.files.targets import children, chosen, concealed, given_paths, item_at, patterns
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.invocation import Invocation
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.file_items import FileSystemItem
from glueshell.engine.providers.places import Place
from glueshell.engine.providers.provider import not_found
from glueshell.objects.enums import enum_type
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard, has_wildcard, unescape

_ITEMS, _LITERAL = "Items", "LiteralItems"
_BITS = {"ReadOnly": 1, "Hidden": 2, "System": 4, "Directory": 16}


def attribute_test(text: str) -> Callable[[int], bool]:
    """A test of attribute bits for an expression: `Directory,!Hidden+System` (comma: or, plus: and, !: not).

    Raises PSError for a name that is no attribute.
    """
    enum = enum_type("System.IO.FileAttributes")
    assert enum is not None
    choices: list[list[tuple[bool, int]]] = []
    for choice in text.split(","):
        terms = []
        for term in choice.split("+"):
            word = term.strip()
            wanted = not word.startswith("!")
            found = enum.exact(
                {"d": "Directory", "h": "Hidden", "r": "ReadOnly", "s": "System", "a": "Archive"}.get(
                    word.lstrip("! ").lower(), word.lstrip("! ")
                )
            )
            if found is None:
                raise PSError(
                    f"Unable to match the identifier name {word.lstrip('! ')} to a valid enumerator name. Specify one"
                    f" of the following enumerator names and try again:\n{enum.listed()}",
                    "NoEnumNameMatch",
                    "InvalidArgument",
                    "System.ArgumentException",
                    target=text,
                )
            terms.append((wanted, enum.names[found]))
        choices.append(terms)
    return lambda bits: any(all(bool(bits & bit) is wanted for wanted, bit in terms) for terms in choices)


def _attributes(invocation: Invocation, value: object) -> str:
    """The wish as one text; an array's parts are alternatives. Raises for what is none."""
    text = ",".join(to_text(part) for part in value) if isinstance(value, list) else to_text(value)
    try:
        attribute_test(text)
    except PSError as error:
        raise PSError(
            f"Cannot bind parameter 'Attributes'. Cannot convert value \"{text}\" to type"
            ' "System.Management.Automation.FlagsExpression`1[System.IO.FileAttributes]". Error:'
            f' "{error.message}"',
            "CannotConvertArgumentNoMessage", "InvalidArgument",
            "System.Management.Automation.ParameterBindingException",
        ) from error  # fmt: skip
    return text


class GetChildItem(Cmdlet):
    """Lists what is in a folder or drive: folders first, then files, each by name.

    Hidden items come with `-Force`. `-Recurse` goes into the folders as well; `-Depth` says how far.
    """

    name = "Get-ChildItem"
    aliases = ("gci", "dir", "ls")
    default_set = _ITEMS
    dotnet_name = "Microsoft.PowerShell.Commands.GetChildItemCommand"
    output_types = ("System.IO.FileInfo", "System.IO.DirectoryInfo")
    examples = (
        Example("'x' | Set-Content b.csv, a.csv; (Get-ChildItem *.csv).Name", "By pattern.", "a.csv\nb.csv"),
        Example("New-Item logs/old -ItemType Directory | Out-Null; (Get-ChildItem -Recurse -Directory).Name",
                "Folders, in folders too.", "logs\nold"),
        Example("function tidy { }; (Get-ChildItem function:tidy).Name", "Of another drive.", "tidy"),
    )  # fmt: skip
    links = ("Get-Item", "Test-Path", "Set-Location")

    path = Parameter(
        "string[]", sets=(_ITEMS,), position=0, from_pipeline=True, from_pipeline_by_name=True, wildcards=True,
        help="The folders or items (default: the present location).",
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), sets=(_LITERAL,), mandatory=True, from_pipeline_by_name=True,
        help="The folders, every character meant as it is written.",
    )  # fmt: skip
    filter = Parameter("string", position=1, wildcards=True, help="Only items whose names fit this pattern.")
    include = Parameter("string[]", wildcards=True, help="Only items whose names fit one of these patterns.")
    exclude = Parameter("string[]", wildcards=True, help="No items whose names fit one of these patterns.")
    recurse = Parameter("switch", aliases=("s", "r"), help="What is in the folders too.")
    depth = Parameter("uint", help="So many levels of folders further down.")
    force = Parameter("switch", help="Hidden items too.")
    names_only = Parameter("switch", name="Name", help="Only names, as seen from the folder.")
    attributes = Parameter(
        "string",
        label="FlagsExpression[FileAttributes]",
        transform=_attributes,
        help="Only items with these attributes: Directory, !Hidden, ReadOnly+System.",
    )
    follow_symlink = Parameter("switch", help="Goes into folders that are links.")
    directory = Parameter("switch", aliases=("ad",), help="Only folders.")
    file = Parameter("switch", aliases=("af",), help="Only files.")
    hidden = Parameter("switch", aliases=("ah", "h"), help="Only hidden items.")
    read_only = Parameter("switch", aliases=("ar",), help="Only read-only items.")
    system = Parameter("switch", aliases=("as",), help="Only system items.")

    def begin(self) -> None:
        """Work out which items are wanted."""
        self._test = None if self.attributes is None else attribute_test(self.attributes)
        self._bits = [bit for name, bit in _BITS.items() if getattr(self, _attribute(name))]
        self._all = bool(self.force or self.hidden or "hidden" in (self.attributes or "").lower())
        self._include, self._exclude = patterns(self, "include"), patterns(self, "exclude")
        self._deep = bool(self.recurse) or self.depth is not None
        self._levels = int(self.depth) if self.depth is not None else 1 << 30
        self._reparse = bool(self.follow_symlink)

    def process(self) -> Iterator[object]:
        """List each folder."""
        paths, literal = given_paths(self)
        for text in paths or ["."]:
            if not text and not literal:
                continue
            try:
                for place, base in self._listed(text, literal):
                    yield from self._shown(place, base)
            except PSError as error:
                self.write_error(ErrorRecord(error))

    def _listed(self, text: str, literal: bool) -> Iterator[tuple[Place, str]]:
        """The items, each with the folder its name is seen from."""
        drives = self.engine.drives
        if literal or not has_wildcard(text):
            place = drives.place(text if literal else unescape(text))
            if place.exists and (not concealed(place) or self._all):
                yield from self._at(place)
                return
            if place.exists:
                raise PSError(f"Could not find item {place.path}.", "ItemNotFound", "ObjectNotFound",
                              "System.IO.IOException", target=place.path)  # fmt: skip
            if not self._deep or literal or not place.is_file_system:
                raise not_found(place.shown if place.is_file_system else place.path)
        if self._deep:
            # As in PowerShell, the last part is what to look for in the folder before it.
            place = drives.place(text)
            head, leaf = os.path.split(place.path)
            folders = drives.expand(head) if has_wildcard(head) else [Place(place.drive, unescape(head))]
            for folder in folders:
                if folder.is_container:
                    yield from self._searched(folder, [leaf], folder.path, self._levels)
            return
        single = False
        found = drives.expand(text, hidden=self._all)
        for place in found:
            if self._plain(place) and not single and len(found) == 1 and place.is_container and not text.endswith("*"):
                single = True
                yield from self._at(place)
            elif chosen(place.name, self._include, self._exclude):
                yield place, os.path.dirname(place.path)

    def _plain(self, place: Place) -> bool:
        return place.is_file_system and not self._include

    def _at(self, place: Place) -> Iterator[tuple[Place, str]]:
        if not place.is_container:
            if chosen(place.name, self._include, self._exclude):
                yield place, os.path.dirname(place.path)
            return
        if self._deep and (self._include or self._exclude):
            yield from self._searched(place, self._include, place.path, self._levels)
        elif self._include and self.names_only:
            # With -Name it is the items inside that -Include looks at.
            yield from self._searched(place, self._include, place.path, 0)
        elif self._include:
            # Without -Recurse -Include looks at the folder itself, as in PowerShell.
            if chosen(place.name, self._include, self._exclude):
                yield from ((each, place.path) for each in children(self, place, hidden=self._all))
        else:
            yield from self._below(place, place.path, self._levels if self._deep else 0)

    def _below(self, folder: Place, base: str, levels: int) -> Iterator[tuple[Place, str]]:
        """What is in a folder, then what is in its folders."""
        found = children(self, folder, hidden=self._all)
        for place in found:
            if chosen(place.name, (), self._exclude):
                yield place, base
        if levels:
            for place in found:
                if self._enters(place):
                    yield from self._below(place, base, levels - 1)

    def _searched(self, folder: Place, wanted: list[str], base: str, levels: int) -> Iterator[tuple[Place, str]]:
        """What fits, folder after folder from the inside."""
        for place in children(self, folder, hidden=self._all):
            if chosen(place.name, wanted, self._exclude) and chosen(place.name, self._include, ()):
                yield place, base
            if levels and self._enters(place):
                yield from self._searched(place, wanted, base, levels - 1)

    def _enters(self, place: Place) -> bool:
        if not place.is_file_system or not place.is_container:
            return False
        return self._reparse or not os.path.islink(place.path)

    def _shown(self, place: Place, base: str) -> Iterator[object]:
        if self.filter and not Wildcard(to_text(self.filter)).matches(place.name):
            return
        item = item_at(place)
        if item is None:
            return
        if isinstance(item, FileSystemItem) and not self._wanted(item):
            return
        if not self.names_only:
            yield item
        elif place.is_file_system:
            yield os.path.relpath(place.path, base)
        else:
            yield place.path

    def _wanted(self, item: FileSystemItem) -> bool:
        if self.directory is not self.file and (self.directory or self.file) and item.is_folder is bool(self.file):
            return False
        if not self._bits and self._test is None:
            return True
        bits = item.attributes
        if any(not bits & bit for bit in self._bits if bit != 16):
            return False
        return self._test is None or self._test(bits)


def _attribute(name: str) -> str:
    return {"ReadOnly": "read_only", "Hidden": "hidden", "System": "system", "Directory": "directory"}[name]
