"""What PowerShell scripts ask for and glueshell cannot have: naming it, and finding it in a script before it runs.

`families` is the table, `naming` finds the family of a name, `scan` reads a script, `gate` stops one. May import what
cmdlets may.
"""
