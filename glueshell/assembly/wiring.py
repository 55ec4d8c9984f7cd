"""Session, engine and host connected for one run, and how their errors are told."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from glueshell.assembly.ordering import OrderlyHost, Screen
from glueshell.assembly.places import STATE_FILE, Place, World, connector_of, place_of
from glueshell.config import Config, load

if TYPE_CHECKING:
    from glueshell.engine.functions import FunctionCommand
    from glueshell.engine.host import Host
    from glueshell.engine.provided_types import ProvidedType, TypeSource
    from glueshell.engine.runtime import Engine
    from glueshell.language.result import ParseResult
    from glueshell.session.connecting import Connector
    from glueshell.session.redaction import Redactor
    from glueshell.session.sitting import Sitting

MESSAGES: Mapping[str, str] = {
    "internal": "glueshell itself failed: {kind}: {text}",
    "internal-advice": "This was not expected. Start with --debug to see where it happened.",
    "nearest": "Did you mean {names}?",
}
# Exit status (design) -> ErrorCategory.
CATEGORIES: Mapping[int, str] = {
    2: "InvalidArgument", 3: "PermissionDenied", 4: "InvalidResult", 6: "OperationTimeout", 8: "ConnectionError"
}  # fmt: skip


class Assembled:
    """Everything of one run, wired; `screen` takes the lines of results, `host` whatever is said to the person."""

    __slots__ = ("_engine", "config", "host", "options", "screen", "sitting", "views", "world")

    def __init__(
        self,
        options: argparse.Namespace,
        world: World,
        config: Config,
        screen: Screen,
        host: OrderlyHost,
        sitting: Sitting,
    ) -> None:
        self.options = options
        self.world = world
        self.config = config
        self.screen = screen
        self.host = host
        self.sitting = sitting
        self.views = _views(sitting)
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The runspace, made when it is first wanted: at a terminal that is after the first paint."""
        if self._engine is None:
            self._engine = _engine(self.host, self.sitting, self.views)
        return self._engine

    def run(self, code: str | ParseResult, sink: Callable[[object], None]) -> None:
        """Run code in the runspace; `sink` gets what it writes."""
        self.engine.run(code, sink)

    def close(self) -> None:
        """End what runs in the runspace's background."""
        if self._engine is not None:
            self._engine.close()

    def renew_engine(self) -> None:
        """A new runspace for the same sitting: its variables, functions, folder and environment are its own."""
        import os

        self._engine = _engine(self.host, self.sitting, self.views, dict(os.environ))


@contextmanager
def assembled(options: argparse.Namespace, world: World, screen_of: Callable[[Config], Screen]) -> Iterator[Assembled]:
    """The wired whole for one run; everything is closed at its end, however it comes."""
    from glueshell.session.redaction import Redactor

    config = load(world.environ)
    with ExitStack() as stack:
        screen = screen_of(config)
        redactor = Redactor()
        place = place_of(options, config, world, stack, redactor, screen)
        for note in (*config.warnings, *place.notes):
            screen.write_error_line(note, "warning")
        host = OrderlyHost(screen)
        sitting = _sitting(options, config, world, place, host, redactor, stack)
        screen.record = sitting.transcripts.say
        whole = Assembled(options, world, config, screen, host, sitting)
        # Jobs end before what they work with.
        stack.callback(whole.close)
        yield whole


def _sitting(
    options: argparse.Namespace,
    config: Config,
    world: World,
    place: Place,
    host: Host,
    redactor: Redactor,
    stack: ExitStack,
) -> Sitting:
    from glueshell.session.sitting import Sitting
    from glueshell.session.store import Store

    def load_catalog() -> Any:
        from glueshell.itglue.catalog import load

        return load()

    store = Store(config.home / STATE_FILE)
    sitting = Sitting(
        config=config,
        store=store,
        account=place.account,
        load_catalog=load_catalog,
        connect=lambda hear: place.client(sitting.catalog, hear),
        connect_background=lambda stop: place.background_client(sitting.catalog, stop),
        host=host,
        redactor=redactor,
        allow_write=options.allow_write,
        passing=place.passing,
    )
    ways: list[Connector | Place] = [place]

    def make_connector() -> Connector:
        connector = connector_of(options, config.home, world, host, redactor, store, place)
        # From now on it has the place, and closes it.
        ways[:] = [connector]
        return connector

    sitting.make_connector = make_connector
    # The refresher is joined first: it uses the connections.
    stack.callback(lambda: ways[0].close())
    stack.callback(sitting.close)
    sitting.open()
    return sitting


def _views(sitting: Sitting) -> Callable[[str], Any]:
    def view(type_name: str) -> Any:
        if type_name.startswith("ITGlue."):
            from glueshell.cmdlets.itglue.views import view_of

            return view_of(type_name, sitting)
        if type_name == "Microsoft.PowerShell.Commands.HistoryInfo":
            from glueshell.cmdlets.session.history import history_view

            return history_view()
        if type_name == "GlueShell.Account":
            from glueshell.cmdlets.session.get_account import account_view

            return account_view()
        if type_name == "GlueShell.JournalEntry":
            from glueshell.cmdlets.session.permission import journal_view

            return journal_view()
        if type_name.startswith("GlueShell."):
            from glueshell.cmdlets.drafts.showing import draft_view

            return draft_view(type_name)
        return None

    return view


def bare_engine(host: Host) -> Engine:
    """A runspace without a session: it knows every command and type, and can look at scripts but run none."""
    from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
    from glueshell.engine.commands import CommandTable
    from glueshell.engine.runtime import Engine
    from glueshell.engine.streams import host_streams

    class Catalogued:
        """All that types of records need of a session to be named."""

        @property
        def catalog(self) -> Any:
            from glueshell.itglue.catalog import load

            return load()

    engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), host, host_streams(host, lambda record: None))
    engine.type_source = LateTypes(Catalogued())  # type: ignore[arg-type]
    return engine


def _engine(
    host: Host, sitting: Sitting, views: Callable[[str], Any], environ: dict[str, str] | None = None
) -> Engine:
    from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
    from glueshell.engine.commands import CommandTable
    from glueshell.engine.runtime import Engine
    from glueshell.engine.streams import host_streams

    def report(record: Any) -> None:
        from glueshell.engine.report import report as lines_of

        note_failure(sitting, record)
        for text, style in lines_of(record, host.width, mask=sitting.history.mask):
            host.write_error_line(sitting.redactor.redact(text), style)

    streams = host_streams(host, report)
    engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), host, streams, sitting, environ=environ)
    engine.translate = lambda error: translate(error, sitting)
    engine.view_source = views
    engine.type_source = LateTypes(sitting)
    engine.commands.explain = _explain
    engine.gate = _pass_gate
    sitting.history.secrets = _secrets(engine, sitting)
    engine.conceal = sitting.history.mask
    return engine


def _explain(kind: str, name: str) -> str | None:
    from glueshell.cmdlets.absent.naming import sentence

    return sentence(kind, name)


def _pass_gate(script: FunctionCommand) -> None:
    from glueshell.cmdlets.absent.gate import check

    check(script)


class LateTypes:
    """The engine's types of IT Glue's records; nothing is loaded before a name is asked for that nobody else knows."""

    __slots__ = ("_found", "_sitting")

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._found: TypeSource | None = None

    def find(self, name: str) -> ProvidedType | None:
        """The type of that name, or None."""
        return self._types().find(name)

    def names(self) -> Iterable[str]:
        """The names of all of them."""
        return self._types().names()

    def _types(self) -> TypeSource:
        if self._found is None:
            from glueshell.cmdlets.itglue.reference_types import ReferenceTypes

            self._found = ReferenceTypes(self._sitting)
        return self._found


def _secrets(engine: Engine, sitting: Sitting) -> Callable[[str], Any]:
    def secrets(text: str) -> Any:
        from glueshell.session.literals import SecretLiterals

        return SecretLiterals(engine.commands.find, sitting.schemas)(text)

    return secrets


def translate(error: Exception, sitting: Sitting | None = None) -> Any:
    """The error record for what the API, the disk and drafts raise; None for a fault of ours."""
    from glueshell.engine.errors import ErrorRecord
    from glueshell.objects.errors import PSError
    from glueshell.session.statuses import FAILED, status_of

    status = status_of(error)
    if status == FAILED and not isinstance(error, OSError):
        return None
    error_id = getattr(error, "error_id", "") or type(error).__name__
    message = getattr(error, "message", "") or str(error)
    suggestions = tuple(getattr(error, "suggestions", ()) or ())
    advice = getattr(error, "suggestion", None) or (
        MESSAGES["nearest"].format(names=", ".join(suggestions)) if suggestions else None
    )
    if advice is None and sitting is not None:
        advice = sitting.advice(error)
    problem = PSError(message, error_id, "InvalidOperation", f"GlueShell.{type(error).__name__}", inner=error)
    category = CATEGORIES.get(status, "InvalidOperation")
    return ErrorRecord(problem, error_id, category, suggestion=advice, exit_status=status)



def note_failure(sitting: Sitting, record: Any) -> None:
    """Remember which part of the line that runs has failed."""
    position = record.position
    if position is None:
        sitting.recording.fail("", None)
    else:
        sitting.recording.fail("" if position.file else position.source, (position.start, position.end))


def tell(whole: Assembled, error: BaseException) -> None:
    """Show an error that ended something: a sentence, the place, what would be right."""
    from glueshell.engine.errors import ErrorRecord, ParseFailure, Terminating
    from glueshell.engine.report import report, report_parse_errors

    host, mask = whole.host, whole.sitting.history.mask
    if isinstance(error, ParseFailure):
        lines = report_parse_errors(error.errors, error.source, error.file, host.width, mask)
        # Somebody who looks a syntax error up looks for its id.
        lines.append(("  " + ", ".join(dict.fromkeys(problem.id for problem in error.errors[:3])), "hint"))
    elif isinstance(error, Terminating):
        note_failure(whole.sitting, error.record)
        lines = report(error.record, host.width, mask=mask)
    else:
        record = translate(error, whole.sitting) if isinstance(error, Exception) else None
        if record is None:
            record = ErrorRecord(
                MESSAGES["internal"].format(kind=type(error).__name__, text=error), "InternalError",
                suggestion=MESSAGES["internal-advice"],
            )  # fmt: skip
        else:
            record.activity = record.activity or "glueshell"
        lines = report(record, host.width, mask=mask)
    for text, style in lines:
        host.write_error_line(whole.sitting.redactor.redact(text), style)
