"""Cmdlets that ask any address over HTTP. The requests go through glueshell.http, writes to an API host through the
session's approval and journal."""
