"""Example sessions, shipped with the package: `glueshell --sandbox --fresh run NAME`."""
