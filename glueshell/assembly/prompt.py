"""The interactive shell: prompt, toolbar, welcome and farewell for the session that stands behind them."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from glueshell.assembly.own_prompt import OwnPrompt
from glueshell.assembly.places import World
from glueshell.assembly.wiring import Assembled, assembled, tell
from glueshell.config import Config

if TYPE_CHECKING:
    from glueshell.formatting import Formatter
    from glueshell.session.prompt import Fragments
    from glueshell.shell.terminal import TerminalHost

# A table that is still growing settles its widths after so many rows: about a screenful.
SCREENFUL = 50


def interactive(options: argparse.Namespace, world: World) -> int:
    """The shell at a terminal, from its welcome to its farewell; answers the exit status."""
    from glueshell.shell.terminal import TerminalHost
    from glueshell.shell.unechoed import unechoed

    screens: list[TerminalHost] = []
    with ExitStack() as stack:

        def screen_of(config: Config) -> TerminalHost:
            screens.append(TerminalHost(environ=world.environ, monotonic=time.monotonic, theme=config.shell.colors))
            stack.enter_context(unechoed(screens[0].input))
            return screens[0]

        with assembled(options, world, screen_of) as whole:
            return _run(whole, screens[0])


def _run(whole: Assembled, screen: TerminalHost) -> int:
    import glueshell
    from glueshell.completion.view import EngineView
    from glueshell.session.prompt import prompt_fragments, toolbar_fragments
    from glueshell.shell.repl import UNREAD, loop
    from glueshell.shell.welcome import farewell_lines, welcome_lines

    sitting = whole.sitting

    own = OwnPrompt(lambda: whole.engine)

    def prompt(width: int) -> Fragments:
        if own.text is not None:
            return [("", own.text)]
        return prompt_fragments(
            sitting.context, sitting.draft, width=width, sandbox=sitting.account.sandbox,
            read_only=sitting.approval.read_only,
        )

    def toolbar(width: int) -> Fragments:
        return toolbar_fragments(
            sitting.context,
            sitting.draft,
            account=sitting.account.name,
            sandbox=sitting.account.sandbox,
            names_state=sitting.snapshots.state(),
            width=width,
        )

    def begin(text: str) -> None:
        sitting.begin_submission()
        sitting.recording.begin(text)
        if sitting.transcripts.running:
            sitting.transcripts.command("".join(piece for _, piece in prompt(screen.width)), text)

    def end(ending: str) -> None:
        if ending == UNREAD:
            sitting.recording.discard()
        else:
            sitting.recording.end(ending)
        own.work_out()

    def ready(repaint: Callable[[], None]) -> None:
        sitting.snapshots.on_change = repaint

    return loop(
        whole,
        screen,
        view=EngineView(lambda: whole.engine),
        prompt=prompt,
        toolbar=toolbar,
        formatter=lambda: _formatter(whole),
        report=lambda error: _report(whole, error),
        help_line=_help_line,
        before_entry=begin,
        after_entry=end,
        history=sitting.history,
        refresh=sitting.start_refreshing,
        after_first_paint=lambda: _warm(whole),
        on_ready=ready,
        welcome=welcome_lines(
            first=not sitting.history.path.exists(),
            version=glueshell.__version__,
            where=_where(whole),
            drafts=[_described(kept.draft) for kept in sitting.unfinished()[:1]],
            width=screen.width,
        ),
        farewell=lambda: farewell_lines(_described(sitting.draft) if sitting.draft is not None else ""),
    )


def _formatter(whole: Assembled) -> Formatter:
    from glueshell.cmdlets.output.preferences import SessionPreferences
    from glueshell.formatting import Formatter

    formatter = Formatter(
        whole.host.width, whole.views, SCREENFUL, neutral=True, coloured=True, folds=True,
        preferences=SessionPreferences(whole.engine),
    )  # fmt: skip
    whole.host.hold(formatter.settle)
    return formatter


def _report(whole: Assembled, error: BaseException) -> None:
    from glueshell.engine.errors import ParseFailure, Terminating

    if whole.options.debug and not isinstance(error, ParseFailure | Terminating):
        import traceback

        for line in "".join(traceback.format_exception(error)).splitlines():
            whole.host.write_error_line(whole.sitting.redactor.redact(line), "source")
    tell(whole, error)


def _help_line(topic: str) -> str:
    from glueshell.language.names import quote_argument

    return f"Get-Help {quote_argument(topic)}" if topic else "Get-Help"


def _warm(whole: Assembled) -> None:
    """After the first paint: the engine, and in the background names and what the first line will need."""
    import threading

    from glueshell.shell.repl import warm_up

    whole.engine.commands  # noqa: B018  (looking at it makes it)
    whole.sitting.start_refreshing()
    threading.Thread(target=warm_up, name="glueshell-warm-up", daemon=True).start()


def _where(whole: Assembled) -> str:
    if not whole.sitting.account.sandbox:
        return whole.sitting.account.name
    return "a fresh sandbox" if whole.options.fresh else "the sandbox"


def _described(draft: Any) -> str:
    filled, total = draft.filled
    how = f"{filled} of {total} set" if draft.state == "open" else "sent, and its answer was lost"
    return f"{draft.schema.name} in {draft.organization_name}, {how} ({draft.id})"


