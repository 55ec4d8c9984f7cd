"""What the session wants of formatted text: `$FormatEnumerationLimit` and `$PSStyle`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.formatting.screen import ENUMERATION_LIMIT, Preferences

if TYPE_CHECKING:
    from glueshell.engine.runtime import Engine
    from glueshell.objects.types.psstyle import PSStyle


class SessionPreferences(Preferences):
    """The preferences of one engine, read when a run of objects begins."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def limit(self) -> int:
        """`$FormatEnumerationLimit`; what is no number counts as not set."""
        value = self._engine.get_variable("FormatEnumerationLimit")
        return int(value) if isinstance(value, int) and not isinstance(value, bool) else ENUMERATION_LIMIT

    def style(self) -> PSStyle | None:
        """`$PSStyle`, once somebody has asked for it."""
        style: PSStyle | None = self._engine.kept.get("psstyle")
        return style
