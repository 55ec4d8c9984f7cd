"""Cmdlets of the sitting: context, selection, permission."""
