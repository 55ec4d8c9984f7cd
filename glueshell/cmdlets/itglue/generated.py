"""The cmdlets of the catalog: `generated.GetOrganization` is made from its entry when it is first asked for.

What a resource needs beside that (a password's reveal, an asset's traits) has a class of its own in SPECIAL, or a
module of its own, named in HANDMADE.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from glueshell.cmdlets.itglue.declared import catalog, reading_parameters, value_parameters
from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.parameters import Parameter
from glueshell.itglue.catalog import ResourceType

if TYPE_CHECKING:
    from collections.abc import Iterator

# Verb -> the operations that it stands for, the single form before the bulk form.
VERBS = {
    "Get": ("list", "show"),
    "New": ("create", "bulk_create"),
    "Set": ("update", "bulk_update"),
    "Remove": ("delete", "bulk_delete"),
    "Publish": ("publish",),
}
# Cmdlets that stand in modules of their own.
HANDMADE = frozenset({
    ("New", "flexible_asset_types"), ("New", "flexible_assets"), ("Set", "flexible_assets"),
    ("New", "attachments"), ("New", "document_images"), ("Set", "resource_accesses"),
})  # fmt: skip
# What a cmdlet does where it does more than its verb: "module:class".
SPECIAL = {
    ("Get", "passwords"): "passwords:GetPasswords",
    ("Get", "logs"): "logs:GetLogs",
}
BASES = {"Get": "reading:GetRecords", "New": "writing:NewRecords", "Set": "writing:SetRecords",
         "Remove": "writing:RemoveRecords", "Publish": "writing:PublishRecords"}  # fmt: skip


def __dir__() -> list[str]:
    return sorted(_classes())


def __getattr__(name: str) -> type[Cmdlet]:
    found = _classes().get(name)
    if found is None:
        raise AttributeError(name)
    return _make(name, *found)


@cache
def _classes() -> dict[str, tuple[str, str]]:
    """Class name -> verb and resource, for every operation of the catalog."""
    return {
        verb + kind.noun: (verb, kind.name)
        for kind in catalog()
        for verb, operations in VERBS.items()
        if any(kind.operation(name) is not None for name in operations) and (verb, kind.name) not in HANDMADE
    }


@cache
def _make(name: str, verb: str, resource: str) -> type[Cmdlet]:
    from importlib import import_module

    from glueshell.cmdlets.itglue.samples import examples

    kind = catalog()[resource]
    module, _, base = SPECIAL.get((verb, resource), BASES[verb]).partition(":")
    parent: type[Cmdlet] = getattr(import_module(f"glueshell.cmdlets.itglue.{module}"), base)
    members: dict[str, Any] = {
        "__doc__": _says(verb, kind),
        "__module__": __name__,
        "resource": resource,
        "name": f"{verb}-{kind.noun}",
        "output_types": () if verb == "Remove" else ("ITGlue." + kind.singular,),
        "examples": tuple(examples(verb, kind)),
        "links": tuple(
            f"{other}-{kind.noun}" for other in VERBS if f"{other}{kind.noun}" in _classes() and other != verb
        ),
    }
    for parameter in _parameters(verb, kind):
        members["given_" + parameter.name] = parameter
    return type(name, (parent,), members)


def _says(verb: str, kind: ResourceType) -> str:
    one, many = kind.label.lower(), kind.plural.lower()
    rules = "".join(f"\n\n{rule}" for rule in kind.rules)
    if verb == "Get":
        return f"Lists {many}, or shows one by its id.\n\nRecords stream in as their pages arrive.{rules}"
    if verb == "New":
        return (
            f"Makes {_article(one)} {one}.\n\nObjects that come down the pipeline are one {one} each, their properties"
            f" are the arguments; all of them are asked about once and sent together.{rules}"
        )
    if verb == "Set":
        return (
            f"Changes {_article(one)} {one}.\n\nWhat is not named stays as it is. Several come by name, by id, or down"
            f" the pipeline; they are asked about once and sent together.{rules}"
        )
    if verb == "Remove":
        return f"Removes {many}.\n\nAll that come down the pipeline are asked about once.{rules}"
    return f"Publishes {_article(one)} {one}: readers see what was written last.{rules}"


def _article(word: str) -> str:
    return "an" if word[0] in "aeio" else "a"


def _parameters(verb: str, kind: ResourceType) -> Iterator[Parameter]:
    if verb == "Get":
        yield from reading_parameters(kind)
        return
    if verb != "New":
        yield target_parameter(kind)
    if verb in ("New", "Set"):
        yield from value_parameters(kind, "create" if verb == "New" else "update")
        return
    from glueshell.cmdlets.itglue.parents import parent_parameters

    yield from parent_parameters(kind, catalog(), {})


def target_parameter(kind: ResourceType) -> Parameter:
    """Which records a Set-, Remove- or Publish-<noun> is about."""
    from glueshell.cmdlets.itglue.named import names_completer
    from glueshell.cmdlets.itglue.parents import hangs_on_any

    one = kind.label.lower()
    taken = kind.attribute(kind.singular) is not None
    return Parameter(
        "object[]",
        name="Id",
        aliases=() if taken else (kind.singular,),
        position=0,
        mandatory=True,
        from_pipeline=not hangs_on_any(kind),
        # There the whole object is the record that it hangs on, or brings that along.
        from_pipeline_by_name=hangs_on_any(kind),
        completer=names_completer(kind.name, inside=kind.parent == "organizations"),
        help=f"The {one}: by name, id or address, or as an object; several are taken together.",
    )
