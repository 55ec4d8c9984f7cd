"""What was done in this sitting: every line with its time and ending, and what it named, set and made. In memory only.

A line's secrets are blotted out as soon as it has ended; nothing of it is ever on disk from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glueshell.itglue.drafts import Draft
    from glueshell.itglue.schema import Field
    from glueshell.itglue.snapshot import Name
    from glueshell.session.context import Context

RUNNING, COMPLETED, FAILED, STOPPED = "Running", "Completed", "Failed", "Stopped"
LIMIT = 4096

# A place in a line: from, to.
Span = tuple[int, int]


class Place:
    """Where a line was typed: the account, what was selected, and the draft at hand."""

    __slots__ = ("account", "context", "draft")

    def __init__(self, account: str, context: Context | None, draft: Draft | None) -> None:
        self.account = account
        self.context = context
        self.draft = draft


class Reference:
    """A word that was taken for a record: `resource`, the `text` as it was given, and whom it meant."""

    __slots__ = ("name", "organization_id", "resource", "text")

    def __init__(self, resource: str, text: str, name: Name, organization_id: int | None) -> None:
        self.resource = resource
        self.text = text
        self.name = name
        self.organization_id = organization_id


class Trait:
    """A field of a draft that was given a value, as its kind understood it."""

    __slots__ = ("field", "organization_id", "value")

    def __init__(self, field: Field, value: object, organization_id: int) -> None:
        self.field = field
        self.value = value
        self.organization_id = organization_id


class Restored:
    """A kept draft that was taken up again, as it was then."""

    __slots__ = ("draft",)

    def __init__(self, draft: Draft) -> None:
        self.draft = draft


class Made:
    """A record that was made, or that was found in place of making it."""

    __slots__ = ("adopted", "id", "what")

    def __init__(self, what: str, id: str, adopted: bool) -> None:
        self.what = what
        self.id = id
        self.adopted = adopted


Fact = Reference | Trait | Restored | Made


class Entry:
    """One line: `id` counts from 1, times are seconds since the epoch, `status` is one of this module's.

    `failures` are the places of errors that reached the person; None among them stands for one elsewhere (in a script,
    in a function of an earlier line). `undone` are the numbers of the statements that failed or were never reached,
    known once it has ended. A `private` line was typed with a blank ahead and is written nowhere.
    """

    __slots__ = ("ended", "facts", "failures", "id", "place", "private", "started", "status", "text", "undone")

    def __init__(self, id: int, text: str, place: Place, started: float) -> None:
        self.id = id
        self.text = text
        self.place = place
        self.started = started
        self.ended = started
        self.status = RUNNING
        self.facts: list[Fact] = []
        self.failures: list[Span | None] = []
        self.undone: frozenset[int] = frozenset()
        self.private = text[:1] in (" ", "\t")


class Recording:
    """The lines of one sitting, oldest first; `place` says where a line is typed, `redact` blots its secrets out."""

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        place: Callable[[], Place],
        redact: Callable[[str], str],
        limit: int = LIMIT,
    ) -> None:
        self._clock = clock
        self._place = place
        self._redact = redact
        self._limit = limit
        self._entries: list[Entry] = []
        self._running: Entry | None = None
        self._last_id = 0

    # -- while lines run -----------------------------------------------------------------------------------------

    @property
    def running(self) -> Entry | None:
        """The line that runs now; its text still is as it was typed."""
        return self._running

    def begin(self, text: str) -> Entry:
        """A line begins to run."""
        if self._running is not None:
            self.end(STOPPED)
        self._last_id += 1
        self._running = Entry(self._last_id, text.rstrip(), self._place(), self._clock())
        return self._running

    def end(self, status: str) -> None:
        """The line that runs has ended."""
        entry, self._running = self._running, None
        if entry is not None:
            entry.status, entry.ended = status, self._clock()
            self._keep(entry)

    def discard(self) -> None:
        """The line that runs was none: it could not be read."""
        self._running = None

    def take_the_place(self, text: str) -> None:
        """The line that runs stands for another one, which is what it is remembered as."""
        if self._running is not None:
            self._running.text = text
            self._running.failures.clear()

    def note(self, fact: Fact) -> None:
        """Something was named, set or made by the line that runs."""
        if self._running is not None:
            self._running.facts.append(fact)

    def fail(self, source: str, place: Span | None) -> None:
        """An error reached the person; `source` is the text that `place` is in."""
        if self._running is not None:
            inside = place is not None and source.rstrip() == self._running.text
            self._running.failures.append(place if inside else None)

    # -- afterwards ----------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, id: int) -> Entry | None:
        """The line of this id."""
        return next((entry for entry in self._entries if entry.id == id), None)

    def add(self, text: str, status: str, started: float, ended: float) -> Entry:
        """A line that ran elsewhere."""
        self._last_id += 1
        entry = Entry(self._last_id, text, self._place(), started)
        entry.status, entry.ended = status, ended
        self._keep(entry)
        return entry

    def forget(self, entries: Sequence[Entry]) -> None:
        """Drop these lines."""
        gone = {entry.id for entry in entries}
        self._entries = [entry for entry in self._entries if entry.id not in gone]

    def redacted(self, text: str) -> str:
        """A text without its secrets, as the types known by now tell them."""
        return self._redact(text)

    def _keep(self, entry: Entry) -> None:
        entry.undone = undone_statements(entry)
        entry.text = self._redact(entry.text)
        self._entries.append(entry)
        del self._entries[: -self._limit]


def undone_statements(entry: Entry) -> frozenset[int]:
    """The numbers of the statements of a line that failed, and of those after the one that ended it."""
    if entry.status in (COMPLETED, RUNNING) and not entry.failures:
        return frozenset()
    from glueshell.language import parse

    block = parse(entry.text).ast.end_block
    places = [(node.start, node.end) for node in (block.statements if block is not None else ())]
    everything = frozenset(range(len(places)))
    if None in entry.failures or entry.status == STOPPED or not entry.failures:
        # Where it was stopped nobody knows, so nothing of it counts as done.
        return everything
    failed = {
        number
        for number, (start, end) in enumerate(places)
        if any(span is not None and start <= span[0] < end for span in entry.failures)
    }
    if entry.status == FAILED and failed:
        return frozenset(failed) | frozenset(range(max(failed), len(places)))
    return frozenset(failed) or everything
