"""Script blocks -> Python source text -> code objects, one unit per block, compiled when it first runs.

`writer` lays out lines and remembers which extent each came from; `expressions`, `assignments`, `calls` and
`statements` write one kind of node each; `unit` compiles a block and binds it to a scope's cells; `operations` is what
generated code calls. May import `glueshell.language`, `glueshell.objects` and the rest of the engine; names no command.
"""
