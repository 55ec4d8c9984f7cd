"""A small IT Glue for trying, training and testing: a WSGI app over a SQLite store, served on loopback.

The routes come from `glueshell.itglue.catalog`, the only part of glueshell that this room may import: its own table of
how traits are written and read stands in `traits`, so that the client and the sandbox can disagree. Importing this
package is cheap; SQLite is loaded when a `Sandbox` is made, waitress in the background when it is served.
"""

from glueshell.sandbox.messages import SandboxError
from glueshell.sandbox.sandbox import DEFAULT_SEED, Sandbox

__all__ = ["DEFAULT_SEED", "Sandbox", "SandboxError"]
