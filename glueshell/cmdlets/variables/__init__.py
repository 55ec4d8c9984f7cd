"""Cmdlets over variables and aliases."""
