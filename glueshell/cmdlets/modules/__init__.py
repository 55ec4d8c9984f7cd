"""Modules written in the language: Import-Module, Export-ModuleMember, Get-Module, Remove-Module.

May import the engine and objects.
"""
