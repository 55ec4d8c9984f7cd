"""Values as PowerShell knows them: objects, conversion, comparison, operators, wildcards, text and JSON.

Imports the standard library, and `regex` and `defusedxml` at first use; nothing else of glueshell. The .NET
surface lives in `types/`, one module a type, loaded when a member of that type is first asked for.
"""
