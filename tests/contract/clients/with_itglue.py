"""What the package `itglue` offers, run against the address in `ITGLUE_API_URL`; prints what happened as JSON.

This runs in an environment of its own that has the package and nothing of glueshell.
"""

# mypy: ignore-errors
import json
import sys

import itglue
from itglue import Configuration, Contact, FlexibleAsset, FlexibleAssetField, FlexibleAssetType, Organization


def main() -> None:
    told = {}
    organizations = Organization.get()
    told["every organization"] = len(organizations)
    frog = Organization.filter(name="Test Organization - Happy Frog")[0]
    told["filtered"] = frog.get_attr("name")
    told["found by id"] = Organization.find(frog.id).get_attr("short_name")
    told["comma in a filter"] = [o.get_attr("name") for o in Organization.filter(name="Kub\\, Reynolds and Gibson")]
    configurations = Configuration.get(parent=frog)
    told["nested list"] = {c.get_attr("organization_id") for c in configurations} == {int(frog.id)}
    told["every configuration"] = len(Configuration.get())

    made = Organization(name="Made by itglue", short_name="MBI").create()
    told["created"] = made.get_attr("name")
    made.set_attr("quick_notes", "changed")
    told["updated"] = made.update().get_attr("quick_notes")

    kind = configurations[0].get_attr("configuration_type_id")
    several = [Configuration(name=f"bulk-{n}", organization_id=made.id, configuration_type_id=kind) for n in range(3)]
    stored = Configuration.bulk_create(several)
    told["bulk created"] = [c.get_attr("name") for c in stored]
    for one in stored:
        one.set_attr("notes", "all of them")
    told["bulk updated"] = [c.get_attr("notes") for c in Configuration.bulk_update(stored)]
    Configuration.bulk_delete(stored)
    told["after the bulk delete"] = len(Configuration.filter(organization_id=made.id))

    again = Contact.first_or_create(organization_id=made.id, first_name="Ann", last_name="Lee")
    same = Contact.first_or_create(organization_id=made.id, first_name="Ann", last_name="Lee")
    told["first or create"] = again.id == same.id

    fields = [
        FlexibleAssetField(order=1, name="Host name", kind="Text", required=True, use_for_title=True, show_in_list=True)
    ]
    template = FlexibleAssetType(name="Servers", icon="server", description="x").create(flexible_asset_fields=fields)
    asset = FlexibleAsset(organization_id=made.id, flexible_asset_type_id=template.id)
    asset.set_trait("host-name", "alpha")
    asset.create()
    told["asset"] = [asset.get_attr("name"), asset.get_trait("host-name")]
    asset.delete()
    told["assets left"] = len(FlexibleAsset.filter(flexible_asset_type_id=template.id))

    try:
        Organization(description="without a name").create()
    except itglue.connection.ResponseError as problem:
        told["refused"] = problem.args[0]
    json.dump(told, sys.stdout)


main()
