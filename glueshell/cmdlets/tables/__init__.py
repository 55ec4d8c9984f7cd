"""Cmdlets that turn objects into tables of text and back: CSV, HTML, name=value lines."""
