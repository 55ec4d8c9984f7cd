"""Cmdlets that build an asset trait by trait and send it."""
