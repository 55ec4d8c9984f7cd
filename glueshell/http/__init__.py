"""One HTTP transport: timeouts, retries of reads, no redirects, the key guard, and a recorder for tests.

The only room where `requests` is imported, and that at the first request. It imports nothing else of glueshell.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glueshell.http.clock import Clock, SystemClock
    from glueshell.http.errors import InsecureUrl, TransportError
    from glueshell.http.transport import Exchange, Response, Transport

__all__ = ["Clock", "Exchange", "InsecureUrl", "Response", "SystemClock", "Transport", "TransportError"]

_HOMES = {"Clock": "clock", "SystemClock": "clock", "InsecureUrl": "errors", "TransportError": "errors"}


def __getattr__(name: str) -> Any:
    """What this doorway offers, loaded when it is wanted: a start that asks nobody anything needs none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'transport')}"), name)
