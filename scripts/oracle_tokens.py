"""Parses the scripts of a folder here and in a real PowerShell, and tells where the two differ.

usage: python scripts/oracle_tokens.py FOLDER [--pwsh PATH] [--prefixes N] [--seed N] [--show N]

Every .ps1 and .psm1 below the folder is compared: kinds, extents and flags of all tokens (those nested in strings
too), the errors, and whether more input is wanted. With --prefixes, N beginnings of those files, cut anywhere, are
asked about as well: whether more input is wanted must agree, and parsing and colouring must not fail. PowerShell's
path comes from --pwsh or the variable GLUESHELL_PWSH. The exit status is 1 when anything differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

# Longer files are not cut for prefixes: each prefix is parsed from its beginning.
LONGEST_CUT = 20_000


def text_of(path: Path) -> str:
    """The text of a script as PowerShell would read it: by its byte order mark, else as UTF-8."""
    data = path.read_bytes()
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    return data.decode("utf-8", errors="replace")


def scripts_of(folder: Path) -> list[Path]:
    """All scripts and script modules below a folder."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".ps1", ".psm1") and path.is_file())


def cuts(paths: list[Path], count: int, chance: random.Random) -> list[tuple[str, str]]:
    """Beginnings of scripts: a label and the text, cut anywhere."""
    found: list[tuple[str, str]] = []
    while paths and len(found) < count:
        path = chance.choice(paths)
        text = text_of(path)
        if 0 < len(text) <= LONGEST_CUT:
            end = chance.randrange(len(text))
            found.append((f"{path}[:{end}]", text[:end]))
    return found


def ask(pwsh: str, cases: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """PowerShell's answers to all cases, from one process."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder, "cases.jsonl"), Path(folder, "answers.jsonl")
        with asked.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps(case) + "\n" for case in cases)
        command = [pwsh, "-NoProfile", "-File", str(HERE / "oracle_tokens.ps1"), "-Cases", str(asked), "-Out"]
        subprocess.run([*command, str(answered)], check=True)
        with answered.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def differences(text: str, answer: dict[str, Any]) -> list[str]:
    """What differs for one text, in words; tokens only as far as the first that differs."""
    from glueshell.language import parse

    result = parse(text)
    units = _units(text)
    found: list[str] = []
    length = units(len(text))
    theirs = _within([token for token in answer["tokens"] if token[0] != "EndOfInput"], length)
    if theirs:
        ours = [_shape(token, units) for token in result.tokens if token.kind != "EndOfInput"]
        for mine, other in zip(ours, theirs):
            if mine != other:
                found.append(f"token: here {mine}, there {other}")
                break
        else:
            if len(ours) != len(theirs):
                found.append(f"tokens: here {len(ours)}, there {len(theirs)}")
        our_errors = [[each.id, units(each.start), units(each.end), each.message] for each in result.errors]
        their_errors = _within(answer["errors"], length)
        if our_errors != their_errors:
            found.append(f"errors: here {our_errors[:2]}, there {their_errors[:2]}")
    if bool(result.errors) != bool(answer["errors"]):
        found.append(f"errors: here {[each.id for each in result.errors]}, there {answer['errors'][:1]}")
    if result.incomplete != answer["incomplete"]:
        found.append(f"incomplete: here {result.incomplete}, there {answer['incomplete']}")
    return found


def _units(text: str) -> Any:
    """Offsets here, in characters, to offsets there, in UTF-16 units."""
    wide = [at for at, char in enumerate(text) if char > "\uffff"]
    if not wide:
        return lambda offset: offset
    from bisect import bisect_left

    return lambda offset: offset + bisect_left(wide, offset)


def _shape(token: Any, units: Any) -> list[Any]:
    shape = [token.kind, units(token.start), units(token.end), token.flags]
    if token.nested:
        shape.append([_shape(each, units) for each in token.nested])
    return shape


def _within(shapes: list[list[Any]], length: int) -> list[list[Any]]:
    """Shapes with their extents cut at the end of the text: PowerShell counts one behind it here and there."""
    for shape in shapes:
        shape[1], shape[2] = min(shape[1], length), min(shape[2], length)
        if isinstance(shape[-1], list):
            _within(shape[-1], length)
    return shapes


def colour(text: str) -> None:
    """Colour a text as the terminal does: whatever it raises is a fault."""
    from glueshell.cmdlets.index import ALIASES, COMMANDS
    from glueshell.engine.commands import CommandTable
    from glueshell.language import parse
    from glueshell.shell.lexer import KnownNames, TokenLexer
    from glueshell.shell.parsed import ParseCache

    commands = CommandTable(COMMANDS, ALIASES)
    lexer = TokenLexer(ParseCache(parse), KnownNames(lambda: commands))
    if "".join(piece for _, piece in lexer.pieces(text)) != text:
        raise SystemExit(f"Colouring changed the text: {text!r}")


def main() -> int:
    """Compare, print what differs, answer the exit status."""
    parser = argparse.ArgumentParser(description="Compares parsing with a real PowerShell.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pwsh", default=os.environ.get("GLUESHELL_PWSH", "pwsh"))
    parser.add_argument("--prefixes", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args()
    paths = scripts_of(options.folder)
    texts = [(str(path), text_of(path), True) for path in paths]
    texts += [(label, text, False) for label, text in cuts(paths, options.prefixes, random.Random(options.seed))]
    tally: Counter[str] = Counter()
    shown = 0
    answers = ask(options.pwsh, [{"code": text, "tokens": whole} for _, text, whole in texts])
    for (label, text, whole), answer in zip(texts, answers, strict=True):
        kind = "files" if whole else "prefixes"
        tally[kind] += 1
        tally[f"{kind} with errors in PowerShell"] += bool(answer["errors"])
        if any("DSC schema store" in error[3] for error in answer["errors"]):
            tally[f"{kind} PowerShell itself cannot read without DSC"] += 1
            continue
        if not whole:
            colour(text)
        wrong = differences(text, answer)
        if wrong:
            tally[f"{kind} that differ" + (" (with errors there)" if answer["errors"] else "")] += 1
            if shown < options.show:
                shown += 1
                print(label, *wrong, sep="\n    ")
    for name, count in tally.items():
        print(f"{count:6} {name}")
    return 1 if any("differ" in name and count for name, count in tally.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
