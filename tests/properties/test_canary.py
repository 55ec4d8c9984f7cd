"""The API key is nowhere but in memory and in the request: whole sessions, then every byte they left is searched."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from glueshell.sandbox import Sandbox

KEY = "ITG.CANARY" + "0" * 26 + ".Canary_-" + "aB3_-xYz" * 7
# Any piece of the key that long is the key; its ending of four characters is what may be shown.
PIECES = [KEY[start : start + 12] for start in range(0, len(KEY) - 12, 4)]
TYPE = "New-FlexibleAssetType 'T' -Fields @(@{Name='A';Kind='Text';Required=$true;UseForTitle=$true;ShowInList=$true})"
SESSION = f"""
Get-Context; Get-Account
Get-Organization -First 2
Use-Organization 'Test Organization - Happy Frog'
{TYPE}
Use-FlexibleAssetType 'T'
New-Draft
Set-Trait a 'a note'
Get-Draft; Save-Draft saved.gsh
try {{ Submit-Draft -Confirm:$false }} catch {{ "$_" }}
Get-Journal
Get-ChildItem Env: | Format-List; $env:ITGLUE_API_KEY
Get-Variable | Out-String -Width 200 | Out-Null
try {{ Get-Nothing -Thing '{KEY}' }} catch {{ Write-Error $_ }}
"""
MISTAKES = (
    f"Get-Date; Connect-ITGlue -Key '{KEY}'",
    f"$a = 'a text that fills the line up to where the window begins'; Get-Nothing '{KEY}' and more, and more, and",
    f"Set-Trait '{KEY}",
    "throw 'x'",
    "Get-Organization -Id 1",
    "Connect-ITGlue -Region our-company",
)


class Place:
    """A sandbox that stands in for IT Glue, a home, a folder for everything else, and what was captured."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder = folder
        self.sandbox = sandbox
        self.url = sandbox.serve().url
        self.home, self.temporary, self.work = (folder / name for name in ("home", "tmp", "work"))
        for path in (self.temporary, self.work):
            path.mkdir()
        self.processes: list[str] = []
        self.environ = {
            **{name: text for name, text in os.environ.items() if not name.startswith(("ITGLUE_", "GLUESHELL_"))},
            "GLUESHELL_HOME": str(self.home),
            "ITGLUE_BASE_URL": self.url,
            "TMPDIR": str(self.temporary),
            "TEMP": str(self.temporary),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        }
        sandbox.app.faults.add("hook", count=10_000, hook=self.look_around)

    def look_around(self) -> None:
        """Keep the command lines of all processes, as another user of the machine could see them now."""
        if sys.platform == "linux":
            for entry in Path("/proc").iterdir():
                if entry.name.isdigit():
                    try:
                        self.processes.append((entry / "cmdline").read_bytes().decode("utf-8", "replace"))
                    except OSError:
                        continue

    def run(self, *arguments: str, stdin: str = "", **environ: str) -> int:
        """Run the program; what it writes is captured."""
        done = subprocess.run(
            [sys.executable, "-m", "glueshell", *arguments],
            input=stdin.encode(),
            capture_output=True,
            cwd=self.work,
            env={**self.environ, **environ},
            timeout=120,
            check=False,
        )
        self._capture(done.stdout + b"\n" + done.stderr)
        return done.returncode

    def here(self, *arguments: str, stdin: str = "", **environ: str) -> int:
        """The same in this process, where waiting takes no time; a traceback counts as output."""
        from glueshell.cli import run
        from tests.cli.running import Hurried, TestWorld

        out, err = io.StringIO(), io.StringIO()
        world = TestWorld(self.sandbox, Hurried(), {**self.environ, **environ}, io.StringIO(stdin), out, err)
        try:
            status = run(list(arguments), world)
        except Exception:
            err.write(traceback.format_exc())
            status = 1
        self._capture((out.getvalue() + "\n" + err.getvalue()).encode())
        return status

    def _capture(self, said: bytes) -> None:
        number = len(list(self.folder.glob("captured-*")))
        (self.folder / f"captured-{number}").write_bytes(said)

    def captured(self) -> str:
        """Everything that the runs wrote."""
        return "\n".join(path.read_text("utf-8", "replace") for path in sorted(self.folder.glob("captured-*")))

    def leaks(self, *spared: Path) -> list[str]:
        """Where the key, a piece of it or its base64 form can be found."""
        wanted = [piece.encode() for piece in PIECES] + [b64encode(KEY.encode())[:40]]
        found = [
            f"{path.relative_to(self.folder)}: {piece!r}"
            for path in self.folder.rglob("*")
            if path.is_file() and path not in spared
            for piece in wanted
            if piece in path.read_bytes()
        ]
        return found + [f"process list: {line!r}" for line in self.processes for piece in PIECES if piece in line]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with Sandbox(key=KEY, subdomain="contoso") as sandbox:
        yield Place(tmp_path, sandbox)


def answered(place: Place) -> int:
    return len([seen for seen in place.sandbox.app.requests if seen.status in (200, 201)])


def test_a_script_with_the_key_in_the_environment(place: Place) -> None:
    assert place.run("--allow-write", stdin=SESSION, ITGLUE_API_KEY=KEY) != 3
    assert answered(place) > 5, place.captured()
    for line in MISTAKES:
        assert place.here("--debug", stdin=line, ITGLUE_API_KEY=KEY) != 0
    text = "Connect-ITGlue -Account contoso; Get-Organization -First 1"
    assert place.here("-c", text, ITGLUE_API_KEY=f'"{KEY}"\n') == 0
    place.sandbox.app.faults.clear()
    place.sandbox.app.faults.add("status", status=401, body='{"message": "Unauthorized"}', count=99)
    assert place.here("-c", "Get-Organization", ITGLUE_API_KEY=KEY) == 3
    place.sandbox.app.faults.clear()
    place.sandbox.app.faults.add("garbage", count=99)
    assert place.here("--debug", "-c", "Get-Organization", ITGLUE_API_KEY=KEY) != 0
    assert place.here("-c", "Get-Organization", ITGLUE_API_KEY=KEY, ITGLUE_BASE_URL="http://127.0.0.1:1") == 8
    assert "contoso" in (place.home / "config.toml").read_text("utf-8") and "•••" in place.captured()
    assert place.leaks() == []


def test_transcripts_and_scripts_of_rows(place: Place) -> None:
    script, rows = place.work / "each.gsh", place.work / "rows.csv"
    script.write_text(
        "param([Organization]$Organization, $Token)\nStart-Transcript (Join-Path $PWD 'shown.txt') -Append\n"
        '"$Organization $Token"; Get-ChildItem Env: | Format-List; $env:ITGLUE_API_KEY\nthrow $Token\n',
        encoding="utf-8",
    )
    rows.write_text(f"Token,Organization\n{KEY},Test Organization - Happy Frog\n", encoding="utf-8")
    words = ["run", "--for-each", str(rows), str(script)]
    assert place.run("--allow-write", *words, ITGLUE_API_KEY=KEY) == 1, place.captured()
    assert "each.gsh" in place.captured() and "•••" in (place.work / "shown.txt").read_text("utf-8")
    assert "•••" in (place.work / "rows.results.csv").read_text("utf-8")
    line = f"Start-Transcript shown2.txt; Invoke-Script each.gsh -Token '{KEY}'"
    assert place.run("--debug", "-c", line, ITGLUE_API_KEY=KEY) != 0
    # What the script itself was told to say is the script's affair; nothing else may hold the key.
    spared = [rows, *place.folder.glob("captured-*")]
    assert place.leaks(*spared) == []


def test_a_command_that_prints_the_key(place: Place) -> None:
    vault = place.folder / "vault.py"
    seen = place.work / "child-environment.json"
    vault.write_text(
        f"import json, os\nopen({str(seen)!r}, 'w').write(json.dumps(dict(os.environ)))\nprint({KEY!r})\n",
        encoding="utf-8",
    )
    command = f'"{sys.executable}" "{vault}"'
    assert place.run("--key-command", command, "-c", "Get-Organization -First 1") == 0
    text = f"Connect-ITGlue -Account contoso -KeyCommand '{command}' -BaseUrl {place.url}"
    assert place.run("-c", text + "; Get-Account", ITGLUE_API_KEY=KEY + "-of-another-account") == 0, place.captured()
    assert place.here("-c", "Get-Organization -First 1") == 0
    assert "CANARY" not in seen.read_text("utf-8")
    assert place.leaks(vault) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.terminal
def test_a_key_that_is_pasted_at_the_prompt(place: Place) -> None:
    from tests.terminal.screen import CTRL_D, ENTER, Terminal

    surroundings = {name: text for name, text in place.environ.items() if name != "GLUESHELL_HOME"}
    here = Path.cwd()
    os.chdir(place.work)
    try:
        with Terminal(place.home, ("--debug",), columns=100, rows=40, **surroundings) as terminal:
            terminal.until("Where do you want to work?")
            terminal.keys(ENTER).until("API key (it is not shown)")
            terminal.until(lambda text: text.rstrip().endswith(":"))
            terminal.keys(f' "{KEY}" ', ENTER).until("Kept as the account contoso")
            terminal.until("names just read")
            asked: list[tuple[str, str | Callable[[str], bool]]] = [
                ("Get-Account", "Fingerprint"),
                ("Get-Organization -First 1", "CreatedAt"),
                ("Use-Organization 'Test Organization - Happy Frog'", "Happy Frog ◌>"),
                (TYPE, "read-only"),
                ("Connect-ITGlue -Account contoso", lambda text: text.count("API key (it is not shown):") > 1),
            ]
            for line, wanted in asked:
                terminal.enter(line).until(wanted)
            terminal.keys(KEY, ENTER).until(lambda text: text.count("Connected to") > 1)
            terminal.enter("Disconnect-ITGlue").until("Disconnected from contoso")
            # A key pressed before the prompt is there would be the terminal's own.
            terminal.until(lambda text: "◌>" in text.partition("Disconnected from contoso")[2])
            terminal.keys(CTRL_D)
            assert terminal.ended() == 0
            (place.folder / "captured-terminal").write_bytes(bytes(terminal.raw))
    finally:
        os.chdir(here)
    assert "Get-Account" in (place.home / "history").read_text("utf-8")
    assert place.leaks() == []


def test_a_line_with_the_key_is_kept_without_it(place: Place) -> None:
    from glueshell.session.history import History
    from glueshell.session.redaction import Redactor

    place.home.mkdir()
    history = History(place.home / "history", redactor=Redactor(), clock=lambda: 0.0)
    for line in (SESSION.strip(), *MISTAKES, f"$k='{KEY}'", f"# {KEY}", f"{KEY[:30]} {KEY}"):
        assert history.append(line) is not None
    assert place.leaks() == []


def test_the_search_finds_what_it_looks_for(place: Place) -> None:
    (place.folder / "somewhere.txt").write_text(f"x{KEY[20:60]}y", encoding="utf-8")
    place.processes.append(f"glueshell --key {KEY}")
    assert len(place.leaks()) > 2
