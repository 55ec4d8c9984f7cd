"""Tree + commands -> objects: declarations, matching, binding, the pipeline, the compiler, errors and help.

May import `glueshell.language`, `glueshell.objects` and `glueshell.itglue`; knows no cmdlet, no terminal, no session.
"""
