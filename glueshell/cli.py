"""The command line: what was asked for, and the exit status it ends with.

May import everything below; the shell, the engine and the sandbox are imported only once it is known what is wanted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any, TextIO

import glueshell

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from glueshell.http import Clock
    from glueshell.sandbox import Sandbox

USAGE = 2
INTERRUPTED = 130

MESSAGES: Mapping[str, str] = {
    "output-elsewhere": "Standard output is no screen, so there is no prompt: give -c, run FILE or < FILE.",
    "json-prompt": "--json is for scripts: give one with -c, run FILE or < FILE.",
    "sandbox-only": "{option} goes with --sandbox.",
    "for-each-only": "{option} goes with run --for-each.",
    "command-and-verb": "-c runs a text of its own; leave out '{verb}'.",
    "port": "a port is a number from 0 to 65535, not {text}",
    "count": "a whole number is wanted, not {text}",
    "unexpected": "This was not expected; --debug shows where it happened.",
}

EXAMPLES = {
    "": """\
examples:
  glueshell --sandbox                      a shell against the embedded IT Glue; no account needed
  glueshell --sandbox -c "Get-Organization -First 3"
  glueshell --sandbox --json -c "Get-Organization" > organizations.jsonl
  glueshell --sandbox --fresh run api-email-example
  glueshell --sandbox < session.gsh
""",
    "run": """\
examples:
  glueshell --sandbox run onboarding.gsh
  glueshell --sandbox run onboarding.gsh -Name 'Blue Newt'
  glueshell --sandbox --fresh run api-email-example     the example that comes with glueshell
  glueshell run onboarding.gsh -?                       what it does and which parameters it has
  glueshell --allow-write run --for-each orgs.csv onboarding.gsh
""",
    "sandbox": """\
examples:
  glueshell sandbox                        serve an IT Glue of your own on 127.0.0.1 until Ctrl+C
  glueshell sandbox --port 8080 --db practice.db
  glueshell sandbox --fresh --seed 7       in memory, another demo account
  glueshell sandbox --scale 25             a thousand organizations instead of forty
  glueshell sandbox --regions --region EU  three hosts, and the keys good at the European one alone
  glueshell sandbox --rate-limit 100 --rate-window 60
  glueshell sandbox --closed logs          an account whose plan has no logs
""",
    "purge": """\
examples:
  glueshell purge                          say what would be removed, ask, remove it
  glueshell purge --yes
""",
}


class World:
    """What the program touches: the streams and the environment of its process, time, and the sandbox it carries."""

    __slots__ = ("environ", "stderr", "stdin", "stdout")

    def __init__(self, environ: Mapping[str, str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self.environ = environ
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr

    def clock(self) -> Clock:
        """Time and chance as the machine has them."""
        from glueshell.http import SystemClock

        return SystemClock()

    def open_sandbox(self, path: Path | None, seed: int, **options: Any) -> Sandbox:
        """An embedded sandbox, in a file or in memory, with further options of `Sandbox`."""
        from glueshell.sandbox import Sandbox

        return Sandbox(path, seed, **options)


def this_world() -> World:
    """The process as it was started, speaking UTF-8 whatever the locale says."""
    import os

    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace")
    environ = dict(os.environ)
    # No program that is started from here, and no script that lists the environment, gets to see the key.
    os.environ.pop("ITGLUE_API_KEY", None)
    return World(environ, sys.stdin, sys.stdout, sys.stderr)


def parser() -> argparse.ArgumentParser:
    """The options of the command line."""
    import argparse

    class Described(argparse.ArgumentParser):
        """A parser whose help ends with examples."""

        def __init__(self, *, about: str, examples: str, **more: Any) -> None:
            super().__init__(
                description=about,
                epilog=EXAMPLES[examples],
                formatter_class=argparse.RawDescriptionHelpFormatter,
                allow_abbrev=False,
                **more,
            )

    top = Described(prog="glueshell", about="A PowerShell-style shell over the IT Glue API.", examples="")
    top.add_argument("--version", action="version", version=f"glueshell {glueshell.__version__}")
    top.add_argument("-c", "--command", metavar="TEXT", help="run TEXT and leave")
    _add_general(top)
    commands = top.add_subparsers(dest="verb", metavar="COMMAND", title="commands", parser_class=Described)
    run_ = commands.add_parser("run", help="run a script file", about="Run a .gsh or .ps1 file.", examples="run")
    # The same options may stand before the file as well; what follows the file belongs to the script.
    _add_general(run_, default=argparse.SUPPRESS)
    run_.add_argument("--for-each", metavar="CSV", help="run once for every row; its columns are the parameters")
    run_.add_argument("--results", metavar="FILE", help="where the results of the rows go (default: beside the CSV)")
    run_.add_argument("--resume", action="store_true", help="leave out the rows that are done already")
    run_.add_argument("file", metavar="FILE", help="the script, or the name of an example that comes with glueshell")
    run_.add_argument(
        "arguments", nargs=argparse.REMAINDER, metavar="...",
        help="the script's own parameters: -Name value, -WhatIf; -? shows them",
    )
    serve = commands.add_parser(
        "sandbox",
        help="serve the sandbox",
        about="Serve a small IT Glue on loopback. Its page /sandbox/ sets faults and shows what was asked. What it "
        "does where nobody knows what the real one does is marked [inferred] in docs/sandbox.md.",
        examples="sandbox",
    )
    serve.add_argument("--port", type=_port, default=0, help="the port (default: a free one)")
    where = serve.add_mutually_exclusive_group()
    where.add_argument("--db", metavar="FILE", help="where it keeps its records (default: in memory)")
    where.add_argument("--fresh", action="store_true", dest="in_memory", help="in memory")
    serve.add_argument("--seed", type=int, metavar="N", dest="demo_seed", help="which demo account it holds")
    serve.add_argument("--scale", type=_count, default=1, metavar="K", help="K times as many organizations (new file)")
    serve.add_argument("--region", choices=("US", "EU", "AU"), default="US", help="where the keys are good")
    serve.add_argument("--regions", action="store_true", help="serve the hosts of all three regions")
    serve.add_argument("--rate-limit", type=_count, default=3000, metavar="N", help="requests of one key, 0: no limit")
    serve.add_argument("--rate-window", type=_count, default=300, metavar="S", help="in so many seconds")
    serve.add_argument(
        "--closed",
        action="append",
        default=[],
        choices=("document-folders", "logs", "copilot"),
        help="what the account does not have; may be given more than once",
    )
    purge = commands.add_parser(
        "purge", help="remove all state", about="Remove state and stored keys.", examples="purge"
    )
    purge.add_argument("--yes", action="store_true", help="do not ask")
    return top


def _add_general(to: argparse.ArgumentParser, **more: Any) -> None:
    add = to.add_argument
    add("--sandbox", action="store_true", help="work against the embedded sandbox, no account needed", **more)
    add("--fresh", action="store_true", help="a sandbox in memory: the stored one stays untouched", **more)
    add("--seed", type=int, metavar="N", help="which demo account a new sandbox holds", **more)
    add("--account", metavar="NAME", help="the account of config.toml to work on", **more)
    add("--key-command", metavar="CMD", help="a command that prints the API key, such as 'op read ...'", **more)
    add("--allow-write", action="store_true", help="let scripts write to a real account", **more)
    add("--json", action="store_true", help="one JSON object per result on standard output, nothing else", **more)
    add("--debug", action="store_true", help="show Python's traceback of an unexpected failure", **more)


def _port(text: str) -> int:
    import argparse

    if not (text.isascii() and text.isdecimal() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(MESSAGES["port"].format(text=text))
    return int(text)


def _count(text: str) -> int:
    import argparse

    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise argparse.ArgumentTypeError(MESSAGES["count"].format(text=text))
    return int(text)


def run(arguments: Sequence[str], world: World | None = None) -> int:
    """Do what `arguments` ask for; answers the exit status (design: exit status)."""
    world = world or this_world()
    try:
        with _speaking_through(world):
            options = _options(arguments)
    except SystemExit as done:  # argparse has said what was wrong, or shown its help
        return USAGE if done.code not in (0, None) else 0
    try:
        return _start(options, world)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_left(world)
    except Exception as error:
        if options.debug:
            raise
        return _failed(error, world)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    top = parser()
    options = top.parse_args(list(arguments))
    if not options.sandbox:
        for option, given in (("--fresh", options.fresh), ("--seed", options.seed is not None)):
            if given:
                top.error(MESSAGES["sandbox-only"].format(option=option))
    if options.verb == "run" and options.for_each is None and (options.results or options.resume):
        top.error(MESSAGES["for-each-only"].format(option="--results" if options.results else "--resume"))
    if options.command is not None and options.verb is not None:
        top.error(MESSAGES["command-and-verb"].format(verb=options.verb))
    return options


@contextmanager
def _speaking_through(world: World) -> Iterator[None]:
    """argparse speaks through the process's streams; for as long as it does they are the world's."""
    with redirect_stdout(world.stdout), redirect_stderr(world.stderr):
        yield


def _start(options: argparse.Namespace, world: World) -> int:
    if options.verb == "sandbox":
        from glueshell.assembly.upkeep import serve_sandbox

        return serve_sandbox(options, world)
    if options.verb == "purge":
        from glueshell.assembly.upkeep import purge

        return purge(options, world)
    if options.verb is None and options.command is None and world.stdin.isatty():
        unfit = "json-prompt" if options.json else "" if world.stdout.isatty() else "output-elsewhere"
        if unfit:
            world.stderr.write(f"glueshell: {MESSAGES[unfit]}\n")
            return USAGE
        from glueshell.assembly.prompt import interactive

        return interactive(options, world)
    from glueshell.assembly.batch import run_file, run_text

    if options.verb == "run":
        return run_file(options, world)
    return run_text(options, world, world.stdin.read() if options.command is None else options.command)


def _failed(error: Exception, world: World) -> int:
    from glueshell.objects.neutral import neutralise
    from glueshell.session.statuses import FAILED, status_of

    status = status_of(error)
    advice = getattr(error, "suggestion", None) or (MESSAGES["unexpected"] if status == FAILED else "")
    message = getattr(error, "message", "") or str(error) or type(error).__name__
    world.stderr.write(f"glueshell: {neutralise(message)}\n")
    if advice:
        world.stderr.write(f"  {neutralise(advice)}\n")
    return status


def _reader_left(world: World) -> int:
    """Whoever read our output has gone (`| head`): leave quietly, with what is still buffered."""
    import os

    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, world.stdout.fileno())
    finally:
        os.close(sink)
    return 0
