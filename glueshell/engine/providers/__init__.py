"""Drives: Env:, Variable:, Function:, Alias: and the file system, one provider a module behind one protocol.

May import what `glueshell.engine` may; a provider knows the engine it serves and no cmdlet.
"""
