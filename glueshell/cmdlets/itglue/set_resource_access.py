"""Set-ResourceAccess: who may see a restricted record."""

from __future__ import annotations

from typing import Any

from glueshell.cmdlets.itglue.declared import catalog
from glueshell.cmdlets.itglue.named import named_ref
from glueshell.cmdlets.itglue.parents import parent_parameters
from glueshell.cmdlets.itglue.writing import WriteRecords
from glueshell.engine.cmdlet import Example
from glueshell.itglue.plans import RequestPlan, bulk_plan
from glueshell.session.errors import InputError

RESOURCE = "resource_accesses"


class SetResourceAccess(WriteRecords):
    """Says which people and groups may see a restricted record: those named, and nobody else.

    IT Glue does not document this request; it is the one that its own support scripts send.
    """

    name = "Set-ResourceAccess"
    resource = RESOURCE
    operation = "bulk_update"
    output_types = ("ITGlue.ResourceAccess",)
    examples = (
        Example(
            "Get-Password -First 1 | Set-ResourceAccess -Group (Get-Group -First 1).Id -WhatIf",
            "The exact request; nothing is sent.",
        ),
        Example(
            "Get-Password -First 1 | Set-ResourceAccess -User (Get-User -First 2).Id -WhatIf",
            "Two people; their names do as well.",
        ),
    )
    links = ("Get-Group", "Get-User")

    record, resource_type, resource_id = parent_parameters(catalog()[RESOURCE], catalog(), {})
    users = named_ref("users", several=True, name="User", help="People: by name or id.")
    groups = named_ref("groups", several=True, name="Group", help="Groups: by name or id.")

    def begin(self) -> None:
        """Nothing is collected yet."""
        self._plans: list[RequestPlan] = []

    def plans(self) -> list[RequestPlan]:
        """One request a record."""
        return self._plans

    def process(self) -> None:
        """Take one record in."""
        rows: list[dict[str, Any]] = [
            {"accessor-id": name.id, "accessor-type": kind}
            for kind, names in (("User", self.users), ("Group", self.groups))
            for name in names or ()
        ]
        if not rows:
            raise InputError("NothingToChange", known="-User, -Group")
        bound = self.invocation.bound
        place = self.place_of(getattr(self.record, "resource", None), bound)
        self._plans.append(
            bulk_plan(
                self.sitting.catalog, self.kind, self.operation, rows,
                parent=place.parent,
                organization_id=place.organization_id, organization_name=place.organization_name,
            )
        )  # fmt: skip
