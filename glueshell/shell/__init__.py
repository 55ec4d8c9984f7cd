"""The terminal: the hosts that talk to a person or a pipe, and the read-run-print loop of the prompt.

The only room with prompt_toolkit. `plain` and `screen` work without it and are all that pipes and `-c` load; `terminal`
and `repl` are imported when somebody sits at a terminal. May import everything below it but no cmdlet.
"""
