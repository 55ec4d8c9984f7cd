"""Cmdlets between objects and text: JSON and its relatives."""
