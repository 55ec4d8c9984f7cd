"""What the package `py-itglue` offers, run against the address in `ITGLUE_BASE_URL`; prints what happened as JSON.

This runs in an environment of its own that has the package and nothing of glueshell.
"""

# mypy: ignore-errors
import json
import logging
import os
import sys

import structlog
from itglue.client import ITGlueClient
from itglue.config import ITGlueConfig
from itglue.exceptions import ITGlueNotFoundError, ITGlueValidationError


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    config = ITGlueConfig(api_key=os.environ["ITGLUE_API_KEY"], base_url=os.environ["ITGLUE_BASE_URL"])
    told = {}
    with ITGlueClient(config) as client:
        told["connected"] = client.test_connection()
        # `get_all_resources` passes one argument too many to its own helper, so that it never works.
        told["every organization"] = len(client.pagination.get_all_pages("/organizations", 7).data)
        pages = list(client.iterate_pages("/configurations", page_size=250))
        told["pages"] = [len(page.data) for page in pages]
        told["one by one"] = sum(1 for _ in client.iterate_resources("/contacts", page_size=100))
        query = {"filter[name]": "Test Organization - Happy Frog"}
        (frog,) = client.get_resource("/organizations", params=query)["data"]
        told["filtered"] = frog["attributes"]["short-name"]
        told["sorted"] = client.get_resource("/organizations", params={"sort": "-name", "page[size]": 1})["data"][0][
            "attributes"
        ]["name"]
        told["typed"] = client.organizations.get(frog["id"]).id == frog["id"]
        told["typed list"] = len(client.configurations.list(per_page=5).data)
        told["users"] = len(client.users.list(per_page=50).data)

        body = {"data": {"type": "organizations", "attributes": {"name": "Made by py-itglue"}}}
        made = client.create_resource("/organizations", body)["data"]
        told["created"] = made["attributes"]["name"]
        body["data"]["attributes"] = {"description": "changed"}
        changed = client.update_resource("/organizations", made["id"], body)["data"]
        told["updated"] = changed["attributes"]["description"]
        secret = {"organization-id": made["id"], "name": "Router", "password": "hush"}
        password = client.create_resource("/passwords", {"data": {"type": "passwords", "attributes": secret}})["data"]
        told["password"] = client.get_resource("/passwords", password["id"])["data"]["attributes"]["password"]
        told["deleted"] = client.delete_resource("/passwords", password["id"])["data"]["id"] == password["id"]
        try:
            client.get_resource("/passwords", password["id"], force_refresh=True)
        except ITGlueNotFoundError:
            told["gone"] = True
        try:
            client.create_resource("/organizations", {"data": {"type": "organizations", "attributes": {}}})
        except ITGlueValidationError as problem:
            told["refused"] = problem.details["errors"][0]["source"]["pointer"]
    json.dump(told, sys.stdout)


main()
