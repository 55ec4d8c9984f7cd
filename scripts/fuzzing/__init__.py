"""Random programs run here and in a real PowerShell: grammar, running, shrinking, the list of known differences.

Imports glueshell's engine; nothing of glueshell imports from here.
"""
