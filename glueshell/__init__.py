"""glueshell: a PowerShell-style interactive shell over the IT Glue API."""

__version__ = "0.1.0"
