"""The line editor: prompt, colours, menu, keys and toolbar around one prompt_toolkit session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application.current import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition, to_filter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import History, InMemoryHistory
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.shortcuts import PromptSession
from prompt_toolkit.shortcuts.prompt import CompleteStyle

from glueshell.shell.checking import REST, LineChecker
from glueshell.shell.completer import MenuCompleter
from glueshell.shell.keys import bindings
from glueshell.shell.lexer import KnownNames, TokenLexer
from glueshell.shell.prompt import HINTS, Pieces, continuation_fragments, safe, toolbar_fragments

if TYPE_CHECKING:
    from glueshell.shell.parsed import ParseCache
    from glueshell.shell.terminal import TerminalHost

#: Rows kept free below the line for the menu.
MENU_ROWS = 8


class HelpRequest:
    """What a line ends with when F1 was pressed: the topic, and the line to come back to."""

    __slots__ = ("cursor", "text", "topic")

    def __init__(self, topic: str, text: str, cursor: int) -> None:
        self.topic = topic
        self.text = text
        self.cursor = cursor


class Editor:
    """Reads one entry after the other.

    `prompt` and `toolbar` answer (style, text) pieces for a width each time they are painted; `refresh` is what F5 does
    and must return at once, as must `after_first_paint`, which is called once the first prompt can be seen. After
    `rest` seconds without a key the line is checked.
    """

    def __init__(
        self,
        host: TerminalHost,
        parsed: ParseCache,
        view: Any,
        *,
        prompt: Pieces,
        toolbar: Pieces | None = None,
        history: History | None = None,
        refresh: Callable[[], None] | None = None,
        after_first_paint: Callable[[], None] | None = None,
        rest: float = REST,
    ) -> None:
        self.host = host
        self.parsed = parsed
        self.view = view
        self.completer = MenuCompleter(parsed, view, lambda: self.menu_start, lambda: host.width)
        self.checker = LineChecker(parsed, view, cursor=self._line, changed=self.repaint, rest=rest)
        # Where the piece begins that the open menu is about; the menu follows the typing as long as that stays so.
        self.menu_start: int | None = None
        self._prompt = prompt
        self._toolbar: Pieces = toolbar or (lambda width: ())
        self._refresh = refresh
        self._after_first_paint = after_first_paint
        lexer = TokenLexer(parsed, KnownNames(lambda: view.commands), self.checker)
        self.session: PromptSession[str | HelpRequest | None] = PromptSession(
            self._message,
            multiline=True,
            lexer=lexer,
            completer=self.completer,
            complete_style=CompleteStyle.COLUMN,
            complete_while_typing=False,
            enable_history_search=True,
            history=history if history is not None else InMemoryHistory(),
            key_bindings=bindings(self),
            prompt_continuation=lambda width, number, wrapped: FormattedText(continuation_fragments(wrapped)),
            bottom_toolbar=None if host.dumb else self._bottom,
            reserve_space_for_menu=MENU_ROWS,
            **host.session_settings(),
        )
        buffer = self.session.default_buffer
        # PromptSession would tie this to history search being off; the menu follows typing only while it is open.
        buffer.complete_while_typing = to_filter(Condition(lambda: self.menu_start is not None))
        buffer.on_text_changed += self._changed
        for control in self.session.layout.find_all_controls():
            # PromptSession wraps the lexer in one that hides when its colours have changed.
            if isinstance(control, BufferControl) and control.buffer is buffer:
                control.lexer = lexer
        self.session.app.ttimeoutlen = 0.05
        self.session.app.after_render += self._painted

    # -- reading ----------------------------------------------------------------------------------------------------

    def read(self, text: str = "", cursor: int | None = None) -> str | HelpRequest:
        """One entry; `text` and `cursor` are what the line begins with.

        Raises KeyboardInterrupt on Ctrl+C and EOFError on Ctrl+D in an empty line.
        """
        self.menu_start = None
        self.session.app.erase_when_done = False

        def place() -> None:
            if cursor is not None:
                self.session.default_buffer.cursor_position = cursor

        try:
            entry = self.session.prompt(default=text, pre_run=place)
        finally:
            self.checker.forget()
        if isinstance(entry, str):
            self.view.usage.note(entry)
        return entry if entry is not None else ""

    def repaint(self) -> None:
        """Paint again, from any thread: what prompt or toolbar say has changed."""
        self.session.app.invalidate()

    # -- what the keys need -----------------------------------------------------------------------------------------

    def goes_on(self, text: str) -> bool:
        """Whether Enter continues the entry."""
        return self.parsed.get(text).incomplete

    def close_menu(self, buffer: Buffer) -> None:
        """Shut the menu, keeping what is in the line."""
        self.menu_start = None
        buffer.complete_state = None

    def ask_help(self, topic: str) -> None:
        """Leave the line for help on `topic`; the line comes back afterwards."""
        buffer = self.session.default_buffer
        app = get_app()
        app.erase_when_done = True
        app.exit(result=HelpRequest(topic, buffer.text, buffer.cursor_position))

    def refresh(self) -> None:
        """Have the names read again."""
        if self._refresh is not None:
            self._refresh()

    def _line(self) -> tuple[str, int]:
        buffer = self.session.default_buffer
        return buffer.text, buffer.cursor_position

    def _changed(self, buffer: Buffer) -> None:
        loop = self.session.app.loop
        if loop is not None:
            self.checker.touch(loop)

    # -- painting ---------------------------------------------------------------------------------------------------

    def _message(self) -> FormattedText:
        return FormattedText(safe(self._prompt(self.host.width)))

    def _bottom(self) -> FormattedText:
        return FormattedText(toolbar_fragments(self._toolbar, self._hint(), self.host.width))

    def _hint(self) -> str:
        buffer = self.session.default_buffer
        state = buffer.complete_state
        if state is not None:
            chosen = state.current_completion
            if chosen is None:
                return HINTS["menu"]
            return self.completer.told(chosen) or HINTS["chosen"]
        pending: Sequence[str] = self.completer.pending if buffer.text else ()
        if pending:
            return HINTS["pending"].format(what=", ".join(pending))
        wrong = self.checker.message(buffer.text, buffer.cursor_position)
        if wrong:
            return wrong + " "
        return HINTS["continued"] if "\n" in buffer.text else HINTS["plain"]

    def _painted(self, app: object) -> None:
        hook, self._after_first_paint = self._after_first_paint, None
        if hook is not None:
            hook()
