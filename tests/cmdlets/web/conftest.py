"""One server for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cmdlets.web.server import Server, serving


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """A loopback server."""
    with serving() as started:
        yield started
