"""New-Attachment, New-DocumentImage: files that go to IT Glue inside the request."""

from __future__ import annotations

import base64
import os.path
from collections.abc import Iterator
from typing import Any

from glueshell.cmdlets.itglue.declared import catalog
from glueshell.cmdlets.itglue.named import named_ref
from glueshell.cmdlets.itglue.parents import parent_parameters
from glueshell.cmdlets.itglue.writing import WriteRecords
from glueshell.engine.cmdlet import Example
from glueshell.engine.parameters import Parameter
from glueshell.itglue.plans import RequestPlan, create_plan
from glueshell.objects.text import to_text
from glueshell.session.errors import InputError

PATH = Parameter(
    "string[]",
    name="Path",
    aliases=("FullName", "FilePath"),
    position=0,
    mandatory=True,
    from_pipeline_by_name=True,
    help="The files.",
)


class Uploads(WriteRecords):
    """Base of the cmdlets that send files: one request a file, the size checked before anything leaves."""

    operation = "create"
    path = PATH

    def begin(self) -> None:
        """Nothing is collected yet."""
        self._plans: list[RequestPlan] = []

    def plans(self) -> list[RequestPlan]:
        """One request a file."""
        return self._plans

    def contents(self) -> Iterator[tuple[str, str]]:
        """The name and the base64 text of each file; raises OSError, FileTooLarge."""
        limit = catalog().limits["payload_bytes"]
        for given in self.path:
            place = self.engine.resolve_path(to_text(given))
            if not os.path.isfile(place):
                raise InputError("NoFile" if not os.path.exists(place) else "NoFileButFolder", path=place, target=place)
            # Base64 makes four characters of three bytes; what cannot fit is not even read.
            if os.path.getsize(place) * 4 // 3 > limit:
                from glueshell.itglue.errors import RequestProblem

                raise RequestProblem(
                    "BodyTooLarge", size=f"{os.path.getsize(place) * 4 / 3 / 2**20:.1f}", limit=limit // 2**20
                )
            with open(place, "rb") as file:
                yield os.path.basename(place), base64.b64encode(file.read()).decode("ascii")


class NewAttachment(Uploads):
    """Attaches files to a record: a configuration, a document, a flexible asset, ...

    The record comes down the pipeline, by its address, or as -ResourceType and -ResourceId. A request holds at most
    10 MB, so a file of 7.5 MB is about the largest.
    """

    name = "New-Attachment"
    resource = "attachments"
    output_types = ("ITGlue.Attachment",)
    examples = (
        Example(
            "'rack' > plan.txt; Get-Configuration -First 1 | New-Attachment plan.txt -WhatIf",
            "The exact request; nothing is sent.",
        ),
        Example("Get-Configuration -First 1 | Get-Attachment", "What hangs on it."),
    )
    links = ("Get-Attachment", "Remove-Attachment")

    display_name = Parameter("string", name="Name", help="The name to show (default: the file's).")
    record, resource_type, resource_id = parent_parameters(catalog()["attachments"], catalog(), {})

    def process(self) -> None:
        """Read the files for one record."""
        sitting, kind = self.sitting, self.kind
        held = getattr(self.record, "resource", None)
        place = self.place_of(held, self.invocation.bound)
        for name, content in self.contents():
            attributes: dict[str, Any] = {"attachment": {"content": content, "file_name": self.display_name or name}}
            plan = create_plan(
                sitting.catalog, kind, attributes, parent=place.parent, title=self.display_name or name,
                organization_id=place.organization_id, organization_name=place.organization_name,
                readings={"attachment": f"{name}, {len(content) * 3 // 4:,} bytes"},
            )  # fmt: skip
            self._plans.append(plan)


class NewDocumentImage(Uploads):
    """Sends images for a document; the answer holds the address to use in a section's content."""

    name = "New-DocumentImage"
    resource = "document_images"
    output_types = ("ITGlue.DocumentImage",)
    examples = (
        Example(
            "Set-Content a.png x; (New-DocumentImage a.png -Document (Get-Document -First 1).Id).InlineResourceUrl",
            "The address that a section's content uses.",
        ),
        Example(
            "Set-Content a.png x; Get-ChildItem *.png | New-DocumentImage -Document (Get-Document -First 1).Id -WhatIf",
            "All of a folder.",
        ),
    )
    links = ("New-DocumentSection", "Remove-DocumentImage")

    document = named_ref(
        "documents",
        inside=True,
        name="Document",
        aliases=("DocumentId",),
        from_pipeline_by_name=True,
        help="The document the images are for: by name, id or address.",
    )
    gallery = Parameter("long", name="GallerySection", help="The id of a gallery section instead.")

    def process(self) -> None:
        """Read the images."""
        sitting = self.sitting
        target = (
            {"type": "gallery", "id": int(self.gallery)} if self.gallery is not None
            else {"type": "document", "id": self.document.id} if self.document is not None
            else None
        )  # fmt: skip
        if target is None:
            raise InputError("ImageTarget")
        organization = self.document.organization_id if self.document is not None else None
        for name, content in self.contents():
            attributes = {"target": target, "image": {"content": content, "file-name": name}}
            self._plans.append(
                create_plan(
                    sitting.catalog, self.kind, attributes, title=name, organization_id=organization,
                    readings={"image": f"{name}, {len(content) * 3 // 4:,} bytes"},
                )
            )  # fmt: skip
