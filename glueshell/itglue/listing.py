"""Pages read one after another, only as far as somebody asks for records."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from glueshell.http import TransportError
from glueshell.itglue.documents import Document, Resource
from glueshell.itglue.errors import ApiError
from glueshell.itglue.queries import MAX_PAGE, Query

SMALLEST_PAGE = 10
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
    were given out, `complete` whether nothing more is to come. A page that takes too long is asked for in halves.
    """

    __slots__ = ("_fetch", "_query", "_records", "_settled", "complete", "read", "requests", "total")

    def __init__(self, query: Query, fetch: Fetch, order: str | None = None) -> None:
        self._query = query
        self._fetch = fetch
        self._settled = order is not None and order.removeprefix("-") in SETTLED
        self.total: int | None = None
        self.read = 0
        self.complete = False
        self.requests = 0
        self._records = self._read()

    def __iter__(self) -> Iterator[Resource]:
        return self._records

    def __next__(self) -> Resource:
        return next(self._records)

    def close(self) -> None:
        """Ask for no further page."""
        self._records.close()  # type: ignore[attr-defined]

    def _read(self) -> Iterator[Resource]:
        query = self._query
        wanted = query.first
        if wanted is not None and wanted <= 0:
            return
        size = page_size(query)
        position = query.skip
        seen: set[str] = set()
        before: set[str] = set()
        while True:
            page, position, size = self._page(position, size)
            number = position // size + 1
            passed = max(0, query.skip - (number - 1) * size)
            for resource in page.resources[passed:]:
                id = resource.id
                if id:
                    if id in seen or id in before:
                        continue
                    seen.add(id)
                self.read += 1
                if wanted is not None and self.read >= wanted:
                    self.complete = True
                    yield resource
                    return
                yield resource
            if self._settled and len(seen) >= REMEMBERED:
                before, seen = seen, set()
            position = number * size
            more = _more(page, number, size)
            # One page at a time: the next is read after this one is forgotten.
            del page
            if not more:
                self.complete = True
                return

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
