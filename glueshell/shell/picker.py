"""Choosing one of several: a list under the line that typing filters, or numbers where the terminal is too simple."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.utils import get_cwidth

from glueshell.completion.ranking import answering
from glueshell.engine.host import Choice
from glueshell.engine.signals import Interrupted
from glueshell.shell.screen import numbers_of, one_line

if TYPE_CHECKING:
    from glueshell.shell.terminal import TerminalHost

ROWS = 10
#: So many answers are ranked; a filter that leaves more is answered by scanning alone.
RANKED = 500

TEXTS = {
    "foot": "{shown} of {all} · type to filter · Enter takes it · Esc leaves",
    "none": "nothing matches",
    "number": "{prompt} (1-{count}): ",
    "again": "Type a number from 1 to {count}.",
    "foot-several": "{shown} of {all} · {taken} marked · Ctrl+Space marks · Enter takes them · Esc takes none",
    "numbers": "{prompt} (numbers from 1 to {count}, with commas; Enter for none): ",
    "again-several": "Type numbers from 1 to {count}, such as 1,3 or 2-5.",
}


class Picker:
    """The state of a pick list: what is typed, what is left, which one is marked.

    With `several` any number can be `taken`, in the order of the list.
    """

    __slots__ = ("_low", "choices", "left", "marked", "several", "taken")

    def __init__(self, choices: Sequence[Choice], *, several: bool = False) -> None:
        self.choices = list(choices)
        self.several = several
        self.taken: set[int] = set()
        self._low = [f"{choice.text} {choice.detail}".lower() for choice in self.choices]
        self.left = self.choices
        self.marked = 0

    def filter(self, word: str) -> None:
        """Keep what answers to `word`, best first; the mark goes to the top."""
        self.marked = 0
        if not word:
            self.left = self.choices
            return
        low = word.lower()
        scanned = [choice for choice, text in zip(self.choices, self._low, strict=True) if low in text]
        if not scanned:
            self.left = [choice for _, choice in answering(word, self.choices, lambda choice: (choice.text,))]
        elif len(scanned) > RANKED:
            self.left = scanned
        else:
            ranked = [choice for _, choice in answering(word, scanned, lambda choice: (choice.text,))]
            self.left = [*ranked, *(choice for choice in scanned if choice not in ranked)]

    def move(self, steps: int) -> None:
        """Move the mark, staying inside."""
        self.marked = max(0, min(len(self.left) - 1, self.marked + steps))

    def toggle(self) -> None:
        """Take the marked one, or leave it again."""
        if self.choice is not None:
            self.taken ^= {id(self.choice)}

    def answer(self) -> list[Choice]:
        """Those taken; the marked one where none is."""
        taken = [choice for choice in self.choices if id(choice) in self.taken]
        return taken or ([self.choice] if self.choice is not None else [])

    def window(self, rows: int) -> tuple[int, Sequence[Choice]]:
        """The first row to show and the rows around the mark."""
        top = max(0, min(self.marked - rows // 2, len(self.left) - rows))
        return top, self.left[top : top + rows]

    @property
    def choice(self) -> Choice | None:
        """The marked one, None when nothing is left."""
        return self.left[self.marked] if self.left else None


def pick_from_list(host: TerminalHost, prompt: str, choices: Sequence[Choice]) -> Choice:
    """Pick with filter and arrow keys; Esc and Ctrl+C raise Interrupted."""
    return _run(host, prompt, Picker(choices))[0]


def pick_several_from_list(host: TerminalHost, prompt: str, choices: Sequence[Choice]) -> list[Choice]:
    """Pick any number with filter, arrow keys and Ctrl+Space; Esc and Ctrl+C take none."""
    try:
        return _run(host, prompt, Picker(choices, several=True))
    except Interrupted:
        return []


def _run(host: TerminalHost, prompt: str, picker: Picker) -> list[Choice]:
    buffer = Buffer(multiline=False, on_text_changed=lambda changed: picker.filter(changed.text))
    application: Application[list[Choice]] = Application(
        layout=_layout(host, picker, prompt, buffer),
        key_bindings=_keys(picker),
        style=host.style,
        color_depth=host.depth,
        input=host.input,
        output=host.output,
        erase_when_done=True,
        include_default_pygments_style=False,
    )
    application.ttimeoutlen = 0.05
    try:
        return application.run()
    except (KeyboardInterrupt, EOFError):
        raise Interrupted from None


def pick_by_number(host: TerminalHost, prompt: str, choices: Sequence[Choice]) -> Choice:
    """Pick by typing the number of a line."""
    for number, choice in enumerate(choices, 1):
        host.say([("", f"{number:4d}  {one_line(choice.text)}   {one_line(choice.detail)}".rstrip())])
    count = len(choices)
    while True:
        answer = host.read_line(TEXTS["number"].format(prompt=prompt, count=count)).strip()
        if answer.isdecimal() and 1 <= int(answer) <= count:
            return choices[int(answer) - 1]
        host.write_error_line(TEXTS["again"].format(count=count), "hint")


def pick_several_by_number(host: TerminalHost, prompt: str, choices: Sequence[Choice]) -> list[Choice]:
    """Pick by typing the numbers of lines."""
    for number, choice in enumerate(choices, 1):
        host.say([("", f"{number:4d}  {one_line(choice.text)}   {one_line(choice.detail)}".rstrip())])
    count = len(choices)
    while True:
        numbers = numbers_of(host.read_line(TEXTS["numbers"].format(prompt=prompt, count=count)), count)
        if numbers is not None:
            return [choices[number - 1] for number in numbers]
        host.write_error_line(TEXTS["again-several"].format(count=count), "hint")


def _layout(host: TerminalHost, picker: Picker, prompt: str, buffer: Buffer) -> Layout:
    def rows() -> StyleAndTextTuples:
        room = max(1, min(ROWS, host.output.get_size().rows - 3))
        top, shown = picker.window(room)
        fragments: StyleAndTextTuples = []
        if not shown:
            return [("class:picker.foot", f"  {TEXTS['none']}")]
        width = min(max(get_cwidth(one_line(choice.text)) for choice in shown), max(20, host.width * 2 // 3))
        for at, choice in enumerate(shown):
            marked = top + at == picker.marked
            text = one_line(choice.text)
            text += " " * max(0, width - get_cwidth(text))
            if picker.several:
                text = ("✓ " if id(choice) in picker.taken else "  ") + text
            fragments.append(("class:picker.chosen" if marked else "", f"  {text} "))
            fragments.append(("class:picker.detail", f" {one_line(choice.detail)}"))
            fragments.append(("", "\n"))
        return fragments[:-1]

    def foot() -> StyleAndTextTuples:
        text = TEXTS["foot-several" if picker.several else "foot"].format(
            shown=len(picker.left), all=len(picker.choices), taken=len(picker.taken)
        )
        return [("class:picker.foot", f"  {text}")]

    entry = Window(BufferControl(buffer, focusable=True), height=1)
    return Layout(
        HSplit(
            [
                Window(FormattedTextControl(FormattedText([("class:question", one_line(prompt))])), height=1),
                VSplit([Window(FormattedTextControl([("class:picker.filter", "› ")]), width=2, height=1), entry]),
                Window(
                    FormattedTextControl(rows),
                    height=Dimension(min=1, max=ROWS),
                    dont_extend_height=True,
                    wrap_lines=False,
                ),
                Window(FormattedTextControl(foot), height=1),
            ]
        ),
        focused_element=entry,
    )


def _keys(picker: Picker) -> KeyBindings:
    keys = KeyBindings()

    @keys.add("up")
    @keys.add("s-tab")
    def _up(event: KeyPressEvent) -> None:
        picker.move(-1)

    @keys.add("down")
    @keys.add("tab")
    def _down(event: KeyPressEvent) -> None:
        picker.move(1)

    @keys.add("pageup")
    def _page_up(event: KeyPressEvent) -> None:
        picker.move(-ROWS)

    @keys.add("pagedown")
    def _page_down(event: KeyPressEvent) -> None:
        picker.move(ROWS)

    @keys.add("enter")
    def _take(event: KeyPressEvent) -> None:
        if picker.choice is not None or picker.taken:
            event.app.exit(result=picker.answer())

    if picker.several:

        @keys.add("c-space")
        @keys.add("insert")
        def _toggle(event: KeyPressEvent) -> None:
            picker.toggle()
            picker.move(1)

    @keys.add("escape", eager=True)
    @keys.add("c-c")
    @keys.add("c-d")
    @keys.add("<sigint>")
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt())

    return keys
