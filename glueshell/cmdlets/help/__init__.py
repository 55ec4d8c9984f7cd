"""Cmdlets that explain the shell: Get-Command, Get-Help."""
