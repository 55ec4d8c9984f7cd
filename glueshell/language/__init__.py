"""PowerShell text -> tokens and tree. Knows no command, value, file or network; imports the standard library only."""

from __future__ import annotations

from glueshell.language.result import ParseResult, parse
from glueshell.language.tokens import ParseError, Token

__all__ = ["ParseError", "ParseResult", "Token", "parse"]
