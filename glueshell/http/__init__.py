"""One HTTP transport: timeouts, retries of reads, no redirects, the key guard, and a recorder for tests.

The only room where `requests` is imported, and that at the first request. It imports nothing else of glueshell.
"""

from glueshell.http.clock import Clock, SystemClock
from glueshell.http.errors import InsecureUrl, TransportError
from glueshell.http.transport import Exchange, Response, Transport

__all__ = ["Clock", "Exchange", "InsecureUrl", "Response", "SystemClock", "Transport", "TransportError"]
