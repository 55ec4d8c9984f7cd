"""What every wrapper-compatible command does: the module's request, under the session's guards, and its raw answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from glueshell.cmdlets.compat.dialects import MODULES, Function, meaning
from glueshell.cmdlets.compat.requests import CONTENT_TYPE, Call, DataMissing, FilterDropped, call_of
from glueshell.cmdlets.drafts.writing import confirmation, wants_what_if
from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.itglue.saying import plain_json
from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.errors import ErrorRecord
from glueshell.itglue.documents import write_pretty
from glueshell.itglue.errors import ApiError
from glueshell.itglue.handmade import handmade_plan
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import integer
from glueshell.objects.psobject import CUSTOM_NAMES, PSObject
from glueshell.objects.types.dateparse import json_date
from glueshell.session.errors import InputError

if TYPE_CHECKING:
    from glueshell.session.sitting import Sitting

TRAITS = "traits"


class WrapperCommand(Cmdlet):
    """Base of them all; `function` is what the module exports under this name."""

    function: ClassVar[Function]
    # What the module's alias of this name leads to by mistake, and the parameters that only that has.
    slip: ClassVar[str] = ""
    slipped: ClassVar[frozenset[str]] = frozenset()

    def end(self) -> Iterator[object]:
        """Read once for input that no parameter takes: the functions of ITGlueAPI 2.2.0 run when all of it is there."""
        if self.invocation.expecting_input and self.function.module == MODULES[-1] and self.name.startswith("Get-"):
            yield from self.process()

    def process(self) -> Iterator[object]:
        """Send what the module would send, and answer what it would answer."""
        sitting = sitting_of(self.invocation)
        bound = self.invocation.bound
        self._tell_slip(bound)
        values = {meaning(name): value for name, value in bound.items()}
        if "data" in values:
            values["data"] = plain_json(values["data"])
        try:
            call = call_of(self.function, self.parameter_set, bound, values)
        except FilterDropped:
            raise InputError("FilterDropped", name=self.name, module=self.function.module) from None
        except DataMissing:
            raise InputError("DataMissing", name=self.name) from None
        # The modules gather in a hashtable.
        whole = Hashtable()
        try:
            if call.method == "GET":
                yield self._read(sitting, call, whole)
            else:
                yield from self._written(sitting, call)
        except ApiError as error:
            # As the modules do: the error is written, and what was read before it comes back, or an empty answer.
            self.write_error(
                ErrorRecord(PSError(str(error), error.error_id, inner=error), exit_status=error.exit_status)
            )
            yield whole

    def _tell_slip(self, bound: Mapping[str, object]) -> None:
        if not self.slip:
            return
        given = [name for name in bound if name in self.slipped]
        if given:
            raise InputError(
                "AliasSlipped", name=self.name, module=self.function.module, meant=self.slip, parameter=given[0]
            )
        self.write_warning(
            f"{self.function.module} takes {self.name} for {self.slip} by mistake; this does what its name says."
        )

    # -- reading ----------------------------------------------------------------------------------------------------

    def _read(self, sitting: Sitting, call: Call, whole: Hashtable) -> object:
        """The answer; of all pages, `whole` with what they hold."""
        if call.body is not None:
            # A read with a body, which the module sends by mistake and IT Glue takes for a list.
            self.write_warning(f"{self.function.module} asks for a list here instead of making something.")
        if not call.all_pages:
            return raw(sitting.client.document(call.path, call.query))
        gathered: list[Any] = []
        page, last = 0, 1
        meta: Mapping[str, Any] = {}
        while page < last:
            page += 1
            query = [pair for pair in call.query if pair[0] != "page[number]"] + [("page[number]", str(page))]
            document = sitting.client.document(call.path, query)
            data = document.get("data")
            if isinstance(data, list):
                gathered += [raw(item) for item in data]
                whole["data"] = gathered
            else:
                # One record: the modules put it where others put the list.
                whole["data"] = raw(data)
            meta = document.get("meta") or {}
            last = int(meta.get("total-pages") or 0)
        if meta:
            whole["meta"] = raw(_whole(meta, len(gathered)))
        return whole

    # -- writing ----------------------------------------------------------------------------------------------------

    def _written(self, sitting: Sitting, call: Call) -> Iterator[object]:
        body = None if call.body is None else write_pretty(call.body).encode("utf-8")
        names = {name.id: name.text for name in sitting.snapshots.current.names("organizations")}
        plan = handmade_plan(sitting.catalog, call.method, call.path, call.query, body, CONTENT_TYPE, names)
        self._warn_of_traits(call)
        for _, page in sitting.deliver([plan], confirm=confirmation(self), what_if=wants_what_if(self)):
            yield raw(page.raw if page is not None else {})

    def _warn_of_traits(self, call: Call) -> None:
        """IT Glue replaces all traits of an asset by those of the request."""
        if call.method != "PATCH" or "flexible_assets" not in call.path or not isinstance(call.body, dict):
            return
        data = call.body.get("data")
        rows = data if isinstance(data, list) else [data]
        if any(isinstance(row, dict) and TRAITS in (row.get("attributes") or {}) for row in rows):
            self.write_warning(
                "IT Glue takes the traits of this request for all traits of the asset: those that it does not name are"
                " removed. Set-FlexibleAsset keeps them."
            )


def _whole(meta: Mapping[str, Any], count: int) -> dict[str, Any]:
    """The meta of all pages together, as the modules put it."""
    told = dict(meta)
    for name, value in (("current-page", 1), ("next-page", ""), ("prev-page", ""), ("total-pages", 1)):
        if told.get(name):
            told[name] = value
    if told.get("total-count"):
        told["total-count"] = count
    return told


def raw(document: object) -> object:
    """A document with IT Glue's names untouched, as Invoke-RestMethod makes objects of it: its moments are dates."""
    if isinstance(document, str):
        # Only what is as long as a moment, and written as one, is looked at.
        if not (19 <= len(document) <= 40 and document[10] == "T" and document[4] == "-"):
            return document
        moment = json_date(document)
        return document if moment is None else moment
    if isinstance(document, dict):
        return PSObject({key: raw(value) for key, value in document.items()}, CUSTOM_NAMES)
    if isinstance(document, list):
        return [raw(item) for item in document]
    if isinstance(document, int) and not isinstance(document, bool):
        return integer(document)
    return document
