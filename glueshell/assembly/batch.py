"""Runs text and files without asking anybody: -c, `run FILE`, and what is piped in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from glueshell.assembly.places import World
from glueshell.assembly.wiring import Assembled, assembled, tell

if TYPE_CHECKING:
    from glueshell.shell.plain import PlainHost

Sink = Callable[[object], None]

#: Deep enough for every document of IT Glue.
JSON_DEPTH = 100

MESSAGES: Mapping[str, str] = {
    "no-script": "There is no file {name}. The examples that come with glueshell are: {examples}.",
    "unreadable": "{name} cannot be read: {reason}.",
    "not-utf8": "{name} is not text in UTF-8 (byte {byte}).",
}


def run_text(options: argparse.Namespace, world: World, text: str) -> int:
    """Run the text of -c or of standard input."""
    text = text.removeprefix("\ufeff")
    return _run(options, world, lambda whole, sink: whole.engine.run(text, sink))


def run_file(options: argparse.Namespace, world: World) -> int:
    """Run a script file with its own parameters."""
    path = _script(options.file)
    text = _text(path)

    def body(whole: Assembled, sink: Sink) -> None:
        from glueshell.cmdlets.session.script_arguments import script_arguments

        what_if, parameters, arguments = script_arguments(options.arguments)
        if what_if:
            whole.engine.set_variable("WhatIfPreference", True)
        whole.engine.run(text, sink, file=str(path), arguments=arguments, parameters=parameters, as_script=True)

    return _run(options, world, body, go_on=path.suffix.lower() == ".ps1")


class ScriptProblem(Exception):
    """A script that cannot be run because it cannot be had; the message is one sentence."""

    exit_status = 2

    def __init__(self, message_id: str, **values: object) -> None:
        super().__init__(MESSAGES[message_id].format(**values))


def _script(name: str) -> Path:
    """The file meant: a path, else the name of an example that comes with glueshell."""
    path = Path(name)
    if path.exists():
        return path
    examples = _examples()
    if path.name == name and path.suffix.lower() in ("", ".gsh"):
        for example in examples:
            if example.stem == path.stem:
                return example
    raise ScriptProblem("no-script", name=name, examples=", ".join(example.stem for example in examples))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScriptProblem("not-utf8", name=path, byte=error.start + 1) from None
    except OSError as error:
        raise ScriptProblem("unreadable", name=path, reason=error.strerror or error) from None


def _examples() -> list[Path]:
    """The example scripts: part of the package when it is installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed, checkout = package / "examples", package.parent / "scripts" / "examples"
    return sorted((installed if installed.is_dir() else checkout).glob("*.gsh"))


def _run(
    options: argparse.Namespace,
    world: World,
    body: Callable[[Assembled, Sink], None],
    *,
    go_on: bool = False,
) -> int:
    from glueshell.shell.plain import PlainHost

    host = PlainHost(world.stdout, world.stderr, environ=world.environ, quiet_success=options.json)
    try:
        with assembled(options, world, lambda config: host) as whole:
            whole.engine.ends_at_first_error = not go_on
            sink, finish = _json_sink(host) if options.json else _line_sink(whole, neutral=host.screen)
            return _status(whole, lambda: body(whole, sink), finish)
    finally:
        host.close()


def _line_sink(whole: Assembled, *, neutral: bool) -> tuple[Sink, Callable[[], None]]:
    """What shows results as lines, and what shows the last of them."""
    from glueshell.formatting import Formatter

    formatter = Formatter(whole.screen.width, whole.views, neutral=neutral)
    whole.host.hold(formatter.settle)
    write = whole.screen.write_lines

    def sink(item: object) -> None:
        lines = formatter.feed(item)
        if lines:
            write(lines)

    return sink, lambda: write(formatter.finish())


def _json_sink(host: PlainHost) -> tuple[Sink, Callable[[], None]]:
    """What writes each result as a line of JSON; what was formatted is written as the objects it was made of."""
    from glueshell.formatting.directives import FormatDirective, FormatEntry
    from glueshell.objects.json import to_json

    def sink(item: object) -> None:
        if isinstance(item, FormatDirective):
            if not isinstance(item, FormatEntry):
                return
            item = item.item
        host.write_result(to_json(item, depth=JSON_DEPTH, compress=True))

    return sink, lambda: None


def _status(whole: Assembled, body: Callable[[], None], finish: Callable[[], None]) -> int:
    """Run, show what came and what ended it, and answer the exit status."""
    from glueshell.engine.errors import ParseFailure, Terminating
    from glueshell.engine.signals import ExitSignal, Interrupted, Signal
    from glueshell.session.statuses import DONE, INTERRUPTED, status_of
    from glueshell.shell.repl import interruptible

    try:
        try:
            with interruptible():
                body()
        except (ParseFailure, Terminating) as error:
            finish()
            tell(whole, error)
            return status_of(error)
        except ExitSignal as left:
            finish()
            return left.code
        except (Interrupted, KeyboardInterrupt):
            finish()
            return INTERRUPTED
        except Signal:
            finish()
            return DONE
        except Exception as error:
            if whole.options.debug:
                raise
            finish()
            tell(whole, error)
            return status_of(error)
        finish()
        return DONE
    except ExitSignal as left:
        # Whoever read the results has gone.
        return left.code
