"""What unwinds Python's stack without being an error: stop, break, continue, return, exit."""

from __future__ import annotations


class Signal(BaseException):
    """Base of all control flow; never caught by `except Exception`."""


class PipelineStop(Signal):
    """Raised by a command that needs no more input; the pipeline that owns `owner` catches it."""

    def __init__(self, owner: object) -> None:
        super().__init__()
        self.owner = owner


class Interrupted(Signal):
    """Ctrl+C: ends the running submission, never the session."""


class BreakSignal(Signal):
    """`break`, with the label it names or an empty text."""

    def __init__(self, label: str = "") -> None:
        super().__init__()
        self.label = label


class ContinueSignal(Signal):
    """`continue`, with the label it names or an empty text."""

    def __init__(self, label: str = "") -> None:
        super().__init__()
        self.label = label


class ReturnSignal(Signal):
    """`return` out of the running function, script or script block."""


class ExitSignal(Signal):
    """`exit N`: leaves the script file that runs it, or the shell."""

    def __init__(self, code: int = 0) -> None:
        super().__init__()
        self.code = code
