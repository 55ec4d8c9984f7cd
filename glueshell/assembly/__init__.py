"""Puts the rooms together for one run, and runs what the command line asked for.

`places` says where a run works, `wiring` connects session, engine and host; `batch` runs text and files, `prompt` the
interactive shell, `upkeep` serves the sandbox and removes state. May import everything below the command line; whatever
a run does not need is not imported.
"""
