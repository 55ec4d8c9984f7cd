"""Runs text and files that no person steers: -c, `run FILE`, and what is piped in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from glueshell.assembly.places import World
from glueshell.assembly.wiring import Assembled, assembled, tell

if TYPE_CHECKING:
    from glueshell.engine.functions import FunctionCommand
    from glueshell.engine.runtime import Engine
    from glueshell.session.scripts import ScriptArguments
    from glueshell.shell.plain import PlainHost

Sink = Callable[[object], None]

#: Deep enough for every document of IT Glue.
JSON_DEPTH = 100

# What asks for a script's help in the place of its parameters.
HELP_WORDS = frozenset({"-?", "--help"})


def run_text(options: argparse.Namespace, world: World, text: str) -> int:
    """Run the text of -c or of standard input."""
    text = text.removeprefix("\ufeff")

    def body(whole: Assembled, sink: Sink) -> None:
        whole.sitting.recording.begin(text)
        whole.engine.run(text, sink)

    return _run(options, world, body)


def run_file(options: argparse.Namespace, world: World) -> int:
    """Run a script file with its own parameters, once or for every row of a file, or show its help."""
    from glueshell.session.scripts import find_script, load_script, script_arguments

    path = find_script(options.file)
    if any(word.lower() in HELP_WORDS for word in options.arguments):
        return _show_help(world, path)
    if options.for_each is not None:
        from glueshell.assembly.rows import run_rows

        return run_rows(options, world, path)

    def body(whole: Assembled, sink: Sink) -> None:
        script = load_script(whole.engine, path)
        given = script_arguments(options.arguments, script)
        run_script(whole.engine, script, given, sink)

    return _run(options, world, body, go_on=path.suffix.lower() == ".ps1")


def run_script(engine: Engine, script: FunctionCommand, given: ScriptArguments, sink: Sink) -> None:
    """Run a script in a scope of its own; what it cannot do without is asked for where somebody can answer."""
    from glueshell.session.script_rows import missing_values
    from glueshell.session.scripts import missing_parameters

    missing = missing_parameters(script.parameters, given.named, len(given.others))
    if missing and not engine.host.attended:
        raise missing_values(script, missing)
    for name, value in given.preferences.items():
        engine.set_variable(name, value)
    source = script.template.source
    engine.run(source, sink, arguments=given.others, parameters=given.named, as_script=True)


def _show_help(world: World, path: Path) -> int:
    """The help of a script, from its comment and its parameters; nothing is opened or run for it."""
    from glueshell.assembly.wiring import bare_engine
    from glueshell.cmdlets.help.page import HelpPage
    from glueshell.engine.help import topic_of
    from glueshell.session.scripts import load_script
    from glueshell.shell.plain import PlainHost

    host = PlainHost(world.stdout, world.stderr, environ=world.environ)
    try:
        script = load_script(bare_engine(host), path)
        host.write_lines(HelpPage(topic_of(script), parameters=True).ps_lines(host.width))
        return 0
    finally:
        host.close()


def _run(
    options: argparse.Namespace,
    world: World,
    body: Callable[[Assembled, Sink], None],
    *,
    go_on: bool = False,
) -> int:
    from glueshell.shell.plain import PlainHost

    host = PlainHost(
        world.stdout, world.stderr, environ=world.environ, stdin=world.stdin, quiet_success=options.json
    )
    try:
        with assembled(options, world, lambda config: host) as whole:
            whole.engine.ends_at_first_error = not go_on
            sink, finish = _json_sink(host) if options.json else line_sink(whole, neutral=host.screen)
            return outcome(whole, lambda: body(whole, sink), finish).status
    finally:
        host.close()


def line_sink(whole: Assembled, *, neutral: bool) -> tuple[Sink, Callable[[], None]]:
    """What shows results as lines, and what shows the last of them."""
    from glueshell.cmdlets.output.preferences import SessionPreferences
    from glueshell.formatting import Formatter

    formatter = Formatter(
        whole.screen.width, whole.views, neutral=neutral, coloured=neutral, folds=neutral,
        preferences=SessionPreferences(whole.engine),
    )  # fmt: skip
    whole.host.hold(formatter.settle)
    write = whole.screen.write_lines

    def sink(item: object) -> None:
        lines = formatter.feed(item)
        if lines:
            write(lines)

    return sink, lambda: write(formatter.finish())


def _json_sink(host: PlainHost) -> tuple[Sink, Callable[[], None]]:
    """What writes each result as a line of JSON."""
    from glueshell.objects.json import to_json

    def sink(item: object) -> None:
        for result in results_of(item):
            host.write_result(to_json(result, depth=JSON_DEPTH, compress=True))

    return sink, lambda: None


def results_of(item: object) -> Iterator[object]:
    """What is data in what was written: of what was formatted, the objects it was made of."""
    from glueshell.formatting.directives import FormatDirective, FormatEntry

    if not isinstance(item, FormatDirective):
        yield item
    elif isinstance(item, FormatEntry):
        yield item.item


class Outcome:
    """How a run ended: its exit status, and of an error the id and the sentence."""

    __slots__ = ("error_id", "sentence", "status")

    def __init__(self, status: int, error: BaseException | None = None) -> None:
        self.status = status
        record = getattr(error, "record", error)
        problems = getattr(error, "errors", ())
        self.error_id = str(getattr(record, "error_id", "")).partition(",")[0]
        self.sentence = "" if error is None else problems[0].message if problems else str(record)


def outcome(whole: Assembled, body: Callable[[], None], finish: Callable[[], None]) -> Outcome:
    """Run, show what came and what ended it, and answer how it ended."""
    from glueshell.engine.errors import ParseFailure, Terminating
    from glueshell.engine.signals import ExitSignal, Interrupted, Signal
    from glueshell.session.statuses import DONE, INTERRUPTED, status_of
    from glueshell.shell.interruption import interruptible

    try:
        try:
            with interruptible():
                body()
        except (ParseFailure, Terminating) as error:
            finish()
            tell(whole, error)
            return Outcome(status_of(error), error)
        except ExitSignal as left:
            finish()
            return Outcome(left.code)
        except (Interrupted, KeyboardInterrupt):
            finish()
            return Outcome(INTERRUPTED)
        except Signal:
            finish()
            return Outcome(DONE)
        except Exception as error:
            if whole.options.debug:
                raise
            finish()
            tell(whole, error)
            return Outcome(status_of(error), error)
        finish()
        return Outcome(DONE)
    except ExitSignal as left:
        # Whoever read the results has gone.
        return Outcome(left.code)
