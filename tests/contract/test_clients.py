"""Two clients that others wrote, as they are published, work against the sandbox as against IT Glue."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest

from glueshell.sandbox import Sandbox

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PROGRAMS = Path(__file__).parent / "clients"


def told(package: str, program: str, folder: Path) -> dict[str, Any]:
    """What a program prints that runs with a package in an environment of its own, against a fresh sandbox."""
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    install = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if install.returncode != 0:
        pytest.skip(f"{package} cannot be installed here: {install.stderr.strip().splitlines()[-1:]}")
    with Sandbox() as sandbox:
        server = sandbox.serve()
        address = {"ITGLUE_API_KEY": sandbox.key, "ITGLUE_API_URL": server.url, "ITGLUE_BASE_URL": server.url}
        ran = subprocess.run(
            [python, PROGRAMS / program],
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=300,
            env={**os.environ, **address, "NO_PROXY": "127.0.0.1", "PYTHONPATH": "", "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert sandbox.failures == []
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def test_itglue_lists_filters_pages_creates_updates_and_deletes(tmp_path: Path) -> None:
    assert told("itglue==0.2.0", "with_itglue.py", tmp_path) == {
        "every organization": 40,
        "filtered": "Test Organization - Happy Frog",
        "found by id": "FROG",
        "comma in a filter": ["Kub, Reynolds and Gibson"],
        "nested list": True,
        "every configuration": 600,
        "created": "Made by itglue",
        "updated": "changed",
        "bulk created": ["bulk-0", "bulk-1", "bulk-2"],
        "bulk updated": ["all of them"] * 3,
        "after the bulk delete": 0,
        "first or create": True,
        "asset": ["alpha", "alpha"],
        "assets left": 0,
        "refused": 422,
    }


def test_py_itglue_lists_filters_pages_creates_updates_and_deletes(tmp_path: Path) -> None:
    assert told("py-itglue==0.2.6", "with_py_itglue.py", tmp_path) == {
        "connected": True,
        "every organization": 40,
        "pages": [250, 250, 100],
        "one by one": 300,
        "filtered": "FROG",
        "sorted": "한빛 데이터",
        "typed": True,
        "typed list": 5,
        "users": 12,
        "created": "Made by py-itglue",
        "updated": "changed",
        "password": "hush",
        "deleted": True,
        "gone": True,
        "refused": "/data/attributes/name",
    }
