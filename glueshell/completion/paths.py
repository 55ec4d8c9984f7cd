"""Candidates that are files and folders, for the parameters that name them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.completion.candidates import CONTAINER, ITEM, Candidate, CompletionContext
from glueshell.completion.ranking import pattern_of

#: Entries of one folder that are looked at; a longer list helps nobody.
MOST = 500


class PathCompleter:
    """Offers what is in the folder that the word names.

    Relative paths start from the session's folder; `endings` are the files wanted (`.csv`), all when empty.
    """

    __slots__ = ("_endings", "_only_folders")

    def __init__(self, *, endings: tuple[str, ...] = (), only_folders: bool = False) -> None:
        self._endings = tuple(ending.lower() for ending in endings)
        self._only_folders = only_folders

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """The entries that begin as the word does, folders with a separator behind them, hidden ones when asked for."""
        found = self.entries(context.word, context.view.folder)
        return plainly(found) if getattr(context.view, "exact", False) else found

    def entries(self, word: str, folder: str) -> Iterator[Candidate]:
        """The entries for a word, seen from a folder."""
        before, separator, begin = _split(word)
        accepts = pattern_of(begin)
        place = os.path.join(folder, os.path.expanduser(before + separator))
        try:
            with os.scandir(place) as found:
                entries = sorted((entry for entry, _ in zip(found, range(MOST))), key=lambda entry: entry.name.lower())
        except OSError:
            return
        for entry in entries:
            if entry.name.startswith(".") and not begin.startswith("."):
                continue
            if not (entry.name.lower().startswith(begin.lower()) or (accepts is not None and accepts(entry.name))):
                continue
            is_folder = _is_folder(entry)
            if not is_folder and (self._only_folders or (self._endings and not self._wanted(entry.name))):
                continue
            text = before + separator + entry.name + ((separator or os.sep) if is_folder else "")
            kind = CONTAINER if is_folder else ITEM
            yield Candidate(text, entry.name, kind, matched=True, tooltip=os.path.join(place, entry.name))

    def _wanted(self, name: str) -> bool:
        return name.lower().endswith(self._endings)


def plainly(found: Iterator[Candidate]) -> Iterator[Candidate]:
    """The entries as PowerShell writes them: no separator behind a folder, a dot before what is in this one."""
    for candidate in found:
        text = candidate.text.rstrip("/\\")
        bare = "/" not in text and "\\" not in text and not text.startswith("~")
        candidate.text = candidate.value = f".{os.sep}{text}" if bare else text
        yield candidate


def _split(word: str) -> tuple[str, str, str]:
    """Folder, separator and beginning of the name; both slashes separate, as in PowerShell."""
    at = max(word.rfind("/"), word.rfind("\\"))
    return (word[:at], word[at], word[at + 1 :]) if at >= 0 else ("", "", word)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
