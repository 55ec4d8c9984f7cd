"""Cmdlets that shape output and speak: Format-*, Out-*, Write-*."""
