"""The .NET surface scripts use: one module a type, its members declared as data in `TABLES`.

A module is imported when a member of one of its types is first looked up. Imports `glueshell.objects` only.
"""
