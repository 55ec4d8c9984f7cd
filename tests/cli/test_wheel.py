"""The wheel holds all that a start needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_an_installed_wheel_runs_the_example(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    # A build leaves things beside what it builds.
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".*", "tests", "docs", "build", "*.egg-info"))
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(source)], check=True)
    (wheel,) = tmp_path.glob("glueshell-*.whl")
    installed = tmp_path / "installed"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(installed), str(wheel)], check=True)
    ran = subprocess.run(
        [sys.executable, "-m", "glueshell", "--sandbox", "--fresh", "run", "api-email-example"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "GLUESHELL_HOME": str(tmp_path / "home")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    where = [sys.executable, "-c", "import glueshell; print(glueshell.__file__)"]
    found = subprocess.run(
        where, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, encoding="utf-8"
    )
    assert Path(found.stdout.strip()).is_relative_to(installed)
    assert "https://" in ran.stdout.splitlines()[-1]
