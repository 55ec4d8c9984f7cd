"""Questions of one line at a terminal: a text, a secret, yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.shortcuts import PromptSession

from glueshell.engine.signals import Interrupted

if TYPE_CHECKING:
    from glueshell.shell.terminal import TerminalHost

ANSWERS = {True: ("Y/n", "yes"), False: ("y/N", "no")}


def ask_line(host: TerminalHost, prompt: str, *, secret: bool = False) -> str:
    """Read one line; Ctrl+C, and Ctrl+D on nothing, raise Interrupted. Line ends of a paste become blanks."""
    session: PromptSession[str] = PromptSession(
        FormattedText([("class:question", prompt)]), is_password=secret, **host.session_settings()
    )
    try:
        answer = session.prompt()
    except (KeyboardInterrupt, EOFError):
        raise Interrupted from None
    return " ".join(answer.splitlines()) if "\n" in answer or "\r" in answer else answer


def ask_yes_or_no(host: TerminalHost, question: str, default: bool) -> bool:
    """Read one key: y, n, Enter for the default, Esc for no; anything else, a paste too, is passed over."""
    keys = KeyBindings()

    @keys.add("y")
    @keys.add("Y")
    def _yes(event: KeyPressEvent) -> None:
        event.app.exit(result=True)

    @keys.add("n")
    @keys.add("N")
    @keys.add("escape", eager=True)
    def _no(event: KeyPressEvent) -> None:
        event.app.exit(result=False)

    @keys.add("enter")
    def _default(event: KeyPressEvent) -> None:
        event.app.exit(result=default)

    @keys.add("c-c")
    @keys.add("c-d")
    @keys.add("<sigint>")
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt())

    @keys.add(Keys.Any)
    @keys.add(Keys.BracketedPaste)
    def _pass_over(event: KeyPressEvent) -> None:
        return

    hint = ANSWERS[default][0]
    shown: list[tuple[str, str]] = [("class:question", question), ("", f"[{hint}] ")]
    asked = FormattedText([*shown, ("[SetCursorPosition]", " ")])
    application: Application[bool] = Application(
        layout=Layout(Window(FormattedTextControl(asked, focusable=True), height=1)),
        key_bindings=keys,
        style=host.style,
        color_depth=host.depth,
        input=host.input,
        output=host.output,
        erase_when_done=True,
        include_default_pygments_style=False,
    )
    try:
        answer = application.run()
    except (KeyboardInterrupt, EOFError):
        raise Interrupted from None
    host.say([*shown, ("", ANSWERS[answer][1])])
    return answer
