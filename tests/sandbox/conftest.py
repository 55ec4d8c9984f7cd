from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from glueshell.sandbox import Sandbox
from tests.sandbox.client import Client, World


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh account in a file; copying it is quicker than filling a new one."""
    path = tmp_path_factory.mktemp("sandbox") / "template.db"
    Sandbox(path).close()
    return path


@pytest.fixture
def sandbox(clock: Clock, template: Path, tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox(shutil.copy(template, tmp_path / "account.db"), clock=clock) as made:
        yield made


@pytest.fixture
def client(sandbox: Sandbox) -> Client:
    return Client(sandbox)


@pytest.fixture
def world(client: Client) -> World:
    return World(client)


@pytest.fixture(scope="session")
def reading(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client for tests that only read."""
    with Sandbox(shutil.copy(template, tmp_path_factory.mktemp("sandbox") / "reading.db")) as made:
        yield Client(made)
