"""Files, folders, names in drives and programs, as PowerShell itself writes them (`TabExpansion2`)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import Any

from glueshell.completion.candidates import COMMAND, CONTAINER, ITEM, Candidate
from glueshell.completion.quoting import DOUBLE_QUOTES, SINGLE_QUOTES
from glueshell.completion.ranking import pattern_of
from glueshell.objects.collation import sort_text

_DRIVE = re.compile(r"^(\w+):[/\\]?(.*)$")
# The drives whose names are no files, as PowerShell spells them.
_DRIVES = {"env": "Env", "variable": "Variable", "function": "Function", "alias": "Alias"}
# What no bare argument may hold; `[` and `]` are patterns there, which a backtick takes literally.
_NEEDS_QUOTES = re.compile(r"[\s`&@'\"#{}()$,;|<>\u2018-\u201f\[\]]")
_PATTERNS = re.compile(r"[\[\]*?]")


def files(
    word: str,
    view: Any,
    opened: str = "",
    *,
    only_folders: bool = False,
    endings: tuple[str, ...] = (),
    literal: bool = False,
) -> list[Candidate]:
    """The files and folders, or names in a drive, that begin as the word does.

    `opened` is the quote the word began with; `endings` are the files wanted, all when empty; `literal` says that the
    name stands for itself, whatever it looks like.
    """
    drive = _DRIVE.match(word)
    if drive is not None and drive[1].lower() in _DRIVES:
        return [] if only_folders else list(_names(_DRIVES[drive[1].lower()], drive[2], view, opened))
    found = []
    for entry, text in _entries(word, view.folder):
        is_folder = _is_folder(entry)
        if not is_folder and (only_folders or (endings and not entry.name.lower().endswith(endings))):
            continue
        kind = CONTAINER if is_folder else ITEM
        path = os.path.normpath(entry.path)
        found.append(Candidate(_written(text, opened, literal), entry.name, kind, value=text, tooltip=path))
    return found


def programs(word: str) -> Iterator[Candidate]:
    """The programs in the folders of PATH whose names begin so; one that another hides is written with its folder."""
    accepts = pattern_of(word)
    found: dict[str, list[str]] = {}
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        for entry in _scan(folder):
            name = entry.name
            if (_begins(name, word) if accepts is None else accepts(name)) and _runs(entry):
                found.setdefault(name, []).append(os.path.join(folder, name))
    for name in sorted(found, key=sort_text):
        for at, path in enumerate(found[name]):
            yield Candidate(path if at else name, name, COMMAND, value=name, tooltip=path)


def _begins(name: str, word: str) -> bool:
    """Whether a file's name begins so, told as its system tells files apart."""
    return os.path.normcase(name).startswith(os.path.normcase(word))


def _runs(entry: os.DirEntry[str]) -> bool:
    if os.name == "nt":
        return os.path.splitext(entry.name)[1].lower() in (".exe", ".cmd", ".bat", ".com")
    return os.access(entry.path, os.X_OK) and not _is_folder(entry)


def _entries(word: str, folder: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    """The entries that answer to the word, with the paths that lead to them from the folder."""
    at = max(word.rfind("/"), word.rfind("\\"))
    before, begin = (word[: at + 1].replace("\\", os.sep), word[at + 1 :]) if at >= 0 else ("", word)
    if begin in ("..", "~"):
        return
    drive = _DRIVE.match(word)
    lead = ""
    if drive is not None and drive[1].lower() == "temp":
        from tempfile import gettempdir

        lead, place = "Temp:/", gettempdir()
        begin = drive[2] if at < 0 else begin
    elif before.startswith("~"):
        lead, place = before, os.path.expanduser(before)
    else:
        place = os.path.normpath(os.path.join(folder, before))
    accepts, low = pattern_of(begin), begin.lower()
    every = [each for each in _scan(place) if each.name.lower().startswith(low) or (accepts and accepts(each.name))]
    for entry in sorted(every, key=lambda each: sort_text(each.name)):
        if lead:
            text = lead + entry.name
        elif os.path.isabs(before):
            text = os.path.join(place, entry.name)
        else:
            relative = os.path.relpath(os.path.join(place, entry.name), folder)
            text = before + entry.name if relative == "." else relative
            text = text if text.startswith("..") else os.path.join(".", text)
        yield entry, text


def _scan(folder: str) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except (OSError, ValueError):
        return ()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _names(drive: str, begin: str, view: Any, opened: str) -> Iterator[Candidate]:
    low, accepts = begin.lower(), pattern_of(begin)
    known = view.variables() if drive == "Variable" else view.drive_names(drive.lower())
    names = set(known)
    if drive == "Variable":
        from glueshell.completion.powershell import OWN_TYPES

        low_names = {name.lower() for name in names}
        names |= {name for name in (*OWN_TYPES, "?", "^", "$") if name.lower() not in low_names}
    for name in sorted(names, key=sort_text):
        if name.lower().startswith(low) or (accepts is not None and accepts(name)):
            path = f"{drive}:/{name}"
            yield Candidate(_written(path, opened, False), name, ITEM, value=path, tooltip=path)


def _written(text: str, opened: str, literal: bool) -> str:
    """A path as an argument: bare, or in quotes where it needs them."""
    wild = not literal and ("[" in text or "]" in text)
    if wild:
        text = _PATTERNS.sub(r"`\g<0>", text)
    if not opened and not wild and not _NEEDS_QUOTES.search(text.replace("[", "").replace("]", "")):
        return text
    if opened and opened in DOUBLE_QUOTES:
        return '"' + text.replace("`", "``").replace("$", "`$").replace('"', '`"') + '"'
    return "'" + "".join(char * 2 if char in SINGLE_QUOTES else char for char in text) + "'"
