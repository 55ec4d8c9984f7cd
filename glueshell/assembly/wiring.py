"""Session, engine and host connected for one run, and how their errors are told."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from glueshell.assembly.ordering import OrderlyHost, Screen
from glueshell.assembly.places import STATE_FILE, Place, World, connector_of, place_of
from glueshell.config import Config, load

if TYPE_CHECKING:
    from glueshell.engine.host import Host
    from glueshell.engine.runtime import Engine
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

    __slots__ = ("config", "engine", "host", "options", "screen", "sitting", "views", "world")

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
        self.engine = _engine(host, sitting, self.views)


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
        yield Assembled(options, world, config, screen, host, sitting)


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
    sitting.connector = connector_of(options, config.home, world, host, redactor, store, place)
    # The refresher is joined first: it uses the connections.
    stack.callback(sitting.connector.close)
    stack.callback(sitting.close)
    sitting.open()
    return sitting


def _views(sitting: Sitting) -> Callable[[str], Any]:
    def view(type_name: str) -> Any:
        if type_name.startswith("ITGlue."):
            from glueshell.cmdlets.itglue.views import view_of

            return view_of(type_name, sitting)
        if type_name == "GlueShell.Account":
            from glueshell.cmdlets.session.get_account import account_view

            return account_view()
        if type_name.startswith("GlueShell."):
            from glueshell.cmdlets.drafts.showing import draft_view

            return draft_view(type_name)
        return None

    return view


def _engine(host: Host, sitting: Sitting, views: Callable[[str], Any]) -> Engine:
    from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
    from glueshell.engine.commands import CommandTable
    from glueshell.engine.runtime import Engine
    from glueshell.engine.streams import host_streams

    def report(record: Any) -> None:
        from glueshell.engine.report import report as lines_of

        for text, style in lines_of(record, host.width, mask=sitting.redactor.mask):
            host.write_error_line(sitting.redactor.redact(text), style)

    engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), host, host_streams(host, report), sitting)
    engine.translate = lambda error: translate(error, sitting)
    engine.view_source = views
    sitting.history.secrets = _secrets(engine, sitting)
    return engine


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



def tell(whole: Assembled, error: BaseException) -> None:
    """Show an error that ended something: a sentence, the place, what would be right."""
    from glueshell.engine.errors import ErrorRecord, ParseFailure, Terminating
    from glueshell.engine.report import report, report_parse_errors

    host, mask = whole.host, whole.sitting.redactor.mask
    if isinstance(error, ParseFailure):
        lines = report_parse_errors(error.errors, error.source, error.file, host.width, mask)
        # Somebody who looks a syntax error up looks for its id.
        lines.append(("  " + ", ".join(dict.fromkeys(problem.id for problem in error.errors[:3])), "hint"))
    elif isinstance(error, Terminating):
        lines = report(error.record, host.width, mask=mask)
    else:
        record = translate(error, whole.sitting) if isinstance(error, Exception) else None
        if record is None:
            record = ErrorRecord(
                MESSAGES["internal"].format(kind=type(error).__name__, text=error), "InternalError",
                suggestion=MESSAGES["internal-advice"],
            )  # fmt: skip
        lines = report(record, host.width, mask=mask)
    for text, style in lines:
        host.write_error_line(whole.sitting.redactor.redact(text), style)
