"""Pages read one after another, only as far as somebody asks for records."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import chain

from glueshell.http import TransportError
from glueshell.itglue.documents import Document, Resource
from glueshell.itglue.errors import ApiError
from glueshell.itglue.queries import MAX_PAGE, Query

SMALLEST_PAGE = 10
# After so many pages in time, one twice as large is tried again.
PATIENCE = 4
# In these orders a record never changes its place: what comes twice comes on the next page, so only the last pages
# are remembered and a list of any length needs the memory of a few.
SETTLED = frozenset({"id", "created-at", "created_at"})
REMEMBERED = 5 * MAX_PAGE

# (page number, page size) -> the page
Fetch = Callable[[int, int], Document]


class Listing:
    """A lazy, single pass over the records of a query, in stable order and without a record seen twice.

    `order` is the sort that the request carries.
    `total` is what the server counted (None before the first page, or where it does not say), `read` how many records
    were taken from its pages, `complete` whether nothing more is to come. A page that takes too long is asked for in
    halves, and later ones are larger again.
    """

    __slots__ = ("_fetch", "_pages", "_query", "_records", "_settled", "complete", "read", "requests", "total")

    def __init__(self, query: Query, fetch: Fetch, order: str | None = None) -> None:
        self._query = query
        self._fetch = fetch
        self._settled = order is not None and order.removeprefix("-") in SETTLED
        self.total: int | None = None
        self.read = 0
        self.complete = False
        self.requests = 0
        self._pages = self._read()
        self._records: Iterator[Resource] = chain.from_iterable(self._pages)

    def __iter__(self) -> Iterator[Resource]:
        return self._records

    def __next__(self) -> Resource:
        return next(self._records)

    def close(self) -> None:
        """Ask for no further page."""
        self._pages.close()
        self._records = iter(())

    def _read(self) -> Generator[Sequence[Resource], None, None]:
        query = self._query
        left = query.first
        if left is not None and left <= 0:
            return
        most = size = page_size(query)
        position = query.skip
        passed = Passed(self._settled)
        in_time = 0
        while True:
            page, position, now = self._page(position, size)
            in_time = in_time + 1 if now == size else 1
            size = now
            number = position // size + 1
            resources: Sequence[Resource] = page.resources
            if position < query.skip:
                resources = resources[query.skip - position :]
            more = _more(page, number, size)
            # One page at a time: the next is read after this one is forgotten.
            del page
            resources = passed.fresh(resources)
            if left is not None:
                resources = resources[:left]
                left -= len(resources)
            self.read += len(resources)
            self.complete = not more or left == 0
            yield resources
            del resources
            if self.complete:
                return
            position = number * size
            if in_time >= PATIENCE and size < most and position % (2 * size) == 0:
                size = min(most, 2 * size)
                in_time = 0

    def _page(self, position: int, size: int) -> tuple[Document, int, int]:
        while True:
            # After a halving the page may begin before the position; what is read again is dropped as seen.
            number = position // size + 1
            self.requests += 1
            try:
                page = self._fetch(number, size)
            except (TransportError, ApiError) as error:
                if not _too_slow(error) or size <= SMALLEST_PAGE:
                    raise
                size = max(SMALLEST_PAGE, size // 2)
                continue
            if page.total_count is not None:
                self.total = page.total_count
            return page, (number - 1) * size, size


class Passed:
    """The ids that have passed; in a settled order only those of the last pages."""

    __slots__ = ("_before", "_seen", "_settled")

    def __init__(self, settled: bool) -> None:
        self._settled = settled
        self._seen: set[str] = set()
        self._before: set[str] = set()

    def fresh(self, resources: Sequence[Resource]) -> Sequence[Resource]:
        """Those that have not passed yet, now they have; what has no id is always fresh."""
        seen, before = self._seen, self._before
        if self._settled and len(seen) >= REMEMBERED:
            before = self._before = seen
            seen = self._seen = set()
        ids = {resource.id for resource in resources}
        if len(ids) == len(resources) and "" not in ids and ids.isdisjoint(seen) and ids.isdisjoint(before):
            seen |= ids
            return resources
        fresh = []
        for resource in resources:
            id = resource.id
            if id:
                if id in seen or id in before:
                    continue
                seen.add(id)
            fresh.append(resource)
        return fresh


def page_size(query: Query) -> int:
    """The size of the first page: as large as the API gives, or just what `first` (with `skip`) needs."""
    if query.page_size is not None:
        return max(1, min(MAX_PAGE, query.page_size))
    if query.first is None:
        return MAX_PAGE
    if query.skip % query.first == 0:
        return min(MAX_PAGE, query.first)
    return min(MAX_PAGE, query.skip + query.first)


def _more(page: Document, number: int, size: int) -> bool:
    if not page.resources:
        return False
    if page.has_next is not None:
        return page.has_next
    if page.total_pages is not None:
        return number < page.total_pages
    if page.total_count is not None:
        return number * size < page.total_count
    return len(page.resources) >= size


def _too_slow(error: TransportError | ApiError) -> bool:
    if isinstance(error, TransportError):
        return error.kind == "timeout"
    return error.error_id == "TookTooLong"
