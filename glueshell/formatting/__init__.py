"""Objects -> lines: `Formatter.feed(obj)` and `finish()`, as PowerShell's Out-Default and Out-String show things.

Views are data. May import `glueshell.engine`, `objects` and `language`; knows no terminal: it answers plain lines.
"""

from __future__ import annotations

from glueshell.formatting.formatter import Formatter, out_string

__all__ = ["Formatter", "out_string"]
