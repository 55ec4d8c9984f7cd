"""What the keys do in the line editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app
from prompt_toolkit.buffer import Buffer, CompletionState
from prompt_toolkit.document import Document
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import completion_is_selected, has_completions, has_focus
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from glueshell.shell.completer import menu_items, shared_beginning, tail

if TYPE_CHECKING:
    from glueshell.completion import Completion
    from glueshell.shell.editor import Editor


def bindings(editor: Editor) -> KeyBindings:
    """The key bindings of the line editor, on top of the usual Emacs ones."""
    keys = KeyBindings()
    typing = has_focus(DEFAULT_BUFFER)
    menu_shut = ~has_completions

    @keys.add("tab", filter=typing & menu_shut)
    def _complete(event: KeyPressEvent) -> None:
        complete_here(event.current_buffer, editor)

    @keys.add("c-space", filter=typing & menu_shut)
    def _open_menu(event: KeyPressEvent) -> None:
        open_menu(event.current_buffer, editor, editor.completer.ask(event.current_buffer.document))

    @keys.add("tab", filter=typing & has_completions)
    @keys.add("c-space", filter=typing & has_completions)
    def _next(event: KeyPressEvent) -> None:
        event.current_buffer.complete_next()

    @keys.add("s-tab", filter=typing & has_completions)
    def _previous(event: KeyPressEvent) -> None:
        event.current_buffer.complete_previous()

    @keys.add("enter", filter=typing & completion_is_selected)
    def _accept_item(event: KeyPressEvent) -> None:
        # The item is already in the line; this press only takes it, the next one runs the line.
        editor.close_menu(event.current_buffer)

    @keys.add("enter", filter=typing & ~completion_is_selected)
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        editor.close_menu(buffer)
        if editor.goes_on(buffer.text):
            buffer.newline(copy_margin=False)
        else:
            buffer.validate_and_handle()

    @keys.add("escape", "enter", filter=typing)
    def _newline(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=False)

    @keys.add("escape", filter=typing & has_completions, eager=True)
    def _close(event: KeyPressEvent) -> None:
        event.current_buffer.cancel_completion()
        editor.close_menu(event.current_buffer)

    @keys.add("f1", filter=typing)
    def _help(event: KeyPressEvent) -> None:
        from glueshell.completion.topic import topic_at

        buffer = event.current_buffer
        editor.close_menu(buffer)
        topic = topic_at(editor.parsed.get(buffer.text), buffer.cursor_position)
        editor.ask_help(topic or "")

    @keys.add("f5")
    def _refresh(event: KeyPressEvent) -> None:
        editor.refresh()
        event.app.invalidate()

    @keys.add("f8", filter=typing)
    def _back_by_prefix(event: KeyPressEvent) -> None:
        event.current_buffer.history_backward()

    return keys


def complete_here(buffer: Buffer, editor: Editor) -> None:
    """Tab: take the only candidate, else write what all have in common and open the menu."""
    document = buffer.document
    answer = editor.completer.ask(document)
    if not answer.candidates:
        get_app().invalidate()
        return
    typed = document.text[answer.start : document.cursor_position]
    if len(answer.candidates) == 1:
        _replace(buffer, answer, answer.candidates[0].text)
        return
    shared = shared_beginning(answer, typed)
    if shared is not None:
        _replace(buffer, answer, shared)
        answer = editor.completer.ask(buffer.document)
    open_menu(buffer, editor, answer)


def open_menu(buffer: Buffer, editor: Editor, answer: Completion) -> None:
    """Show the candidates, none of them marked."""
    if not answer.candidates:
        return
    behind = tail(answer, buffer.cursor_position)
    if behind:
        # Items replace what lies before the cursor; what lies behind is part of the word too.
        buffer.cursor_position += behind
    items = menu_items(answer, buffer.cursor_position, editor.host.width)
    buffer.complete_state = CompletionState(original_document=buffer.document, completions=items)
    editor.menu_start = answer.start
    buffer.on_completions_changed.fire()


def _replace(buffer: Buffer, answer: Completion, text: str) -> None:
    before = buffer.text[: answer.start]
    after = buffer.text[answer.start + answer.length :]
    buffer.document = Document(before + text + after, len(before) + len(text))
