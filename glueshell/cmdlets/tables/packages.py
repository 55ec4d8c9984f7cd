"""The packages that only some exports need: asked for by name, told about in one sentence when they are missing."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from glueshell.objects.errors import PSError

#: Module -> (package, what is said when it is missing).
OPTIONAL: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "yaml": ("PyYAML", "YAML needs the Python package PyYAML: install glueshell[export] to have it."),
        "openpyxl": ("openpyxl", "Excel files need the Python package openpyxl: install glueshell[export] to have it."),
    }
)


def optional(module: str) -> Any:
    """The module; PSError `PackageMissing` that says how to get it."""
    try:
        return import_module(module)
    except ImportError:
        package, sentence = OPTIONAL[module]
        raise PSError(
            sentence, "PackageMissing", "NotInstalled", "System.NotSupportedException", target=package
        ) from None
