"""Invoke-ITGlueRequest: any request to IT Glue, under the guards of every other one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from glueshell.cmdlets.drafts.writing import confirmation, wants_what_if
from glueshell.cmdlets.itglue.declared import catalog
from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.itglue.records import plain
from glueshell.cmdlets.itglue.saying import plain_json
from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.itglue.catalog import ResourceType, spelling
from glueshell.itglue.documents import write
from glueshell.itglue.handmade import handmade_plan
from glueshell.itglue.plans import CONTENT_TYPE
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text
from glueshell.session.errors import InputError

if TYPE_CHECKING:
    from glueshell.session.sitting import Sitting

MESSAGES = {
    "unknown-filter": "{many} have no documented {key}. IT Glue ignores filters that it does not know and answers with "
    "all there is.",
}
METHODS = ("GET", "POST", "PATCH", "DELETE")


class Paths:
    """Offers the documented paths, those of the method where that is said already; behind a `?` the query's keys.

    The id of the selected organization stands where a path wants one.
    """

    __slots__ = ()
    #: A question mark begins the query, it is no pattern.
    literal = True

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """Each path with the operations that have it."""
        path, mark, query = context.word.partition("?")
        if mark:
            yield from self._queries(path, query)
            return
        method = to_text(context.bound.get("Method") or "").upper()
        found: dict[str, list[str]] = {}
        for kind in catalog():
            for operation in kind.operations.values():
                if method in ("", operation.method):
                    for path in operation.paths:
                        found.setdefault(path, []).append(f"{operation.name.replace('_', ' ')} {kind.plural.lower()}")
        selected = getattr(context.view.context, "organization", None)
        for path, uses in sorted(found.items()):
            if selected is not None:
                path = path.replace(":organization_id", str(selected.id))
            yield Candidate(path, _shortened(path), detail=", ".join(dict.fromkeys(uses)))

    def _queries(self, path: str, query: str) -> Iterator[Candidate]:
        """The path again with one more key of its query."""
        before, ampersand, word = query.rpartition("&")
        every = list(QueryKeys().keys_at(path))
        begun = [key for key in every if key.value.lower().startswith(word.lower())]
        for key in begun or every:
            if begun or word.lower() in key.value.lower():
                text = f"{path}?{before}{ampersand}{key.value}="
                yield Candidate(text, key.value, detail=key.detail, value=text, matched=True)


def _shortened(path: str) -> str:
    """A path as a menu shows it: what many have in common must not hide what tells them apart."""
    parts = path.split("/")
    return "/".join(["…", *parts[3:]]) if len(parts) > 4 and parts[1] == "organizations" else path


class QueryKeys:
    """Offers the query keys that the list at the path takes."""

    __slots__ = ()

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """Nothing: a query is written as a hashtable."""
        return iter(())

    def keys(self, context: CompletionContext) -> Iterator[Candidate]:
        """Filters as IT Glue spells them, then the sort, the includes and the page."""
        return self.keys_at(to_text(context.bound.get("Path") or ""))

    def keys_at(self, path: str) -> Iterator[Candidate]:
        """The keys that the list at a path takes."""
        kind = listed_at(path)
        if kind is None:
            return
        for item in kind.filters:
            yield Candidate(item.query_key, detail=item.note or item.type)
        yield from (Candidate(key) for key in ("sort", "include", "page[number]", "page[size]"))

    def key_values(self, context: CompletionContext) -> Iterator[Candidate]:
        """The sort fields, the includes, the words of a closed filter."""
        kind = listed_at(to_text(context.bound.get("Path") or ""))
        if kind is None:
            return iter(())
        if context.key == "sort":
            return (Candidate(field) for field in kind.sorts)
        if context.key == "include":
            return (Candidate(name) for name in kind.includes["list"])
        known = next((item for item in kind.filters if item.query_key == context.key), None)
        return (Candidate(value) for value in (known.values if known is not None else ()))


def listed_at(path: str) -> ResourceType | None:
    """The resource whose list has this path, ids in it or their names."""
    parts = path.partition("?")[0].strip("/").split("/")
    for kind in catalog():
        operation = kind.operation("list")
        for known in operation.paths if operation is not None else ():
            wanted = known.strip("/").split("/")
            if len(wanted) == len(parts) and all(
                w.startswith(":") or w == p for w, p in zip(wanted, parts, strict=True)
            ):
                return kind
    return None


class InvokeITGlueRequest(Cmdlet):
    """Sends one request to IT Glue as it stands, and answers the document as IT Glue wrote it.

    The key, the address, retries and the rate limit are taken care of; a write is approved and journalled like every
    other one. -All reads every page of a list.
    """

    name = "Invoke-ITGlueRequest"
    aliases = ("itg",)
    supports_should_process = True
    examples = (
        Example("(Invoke-ITGlueRequest GET /organizations -Query @{ 'page[size]' = 2 }).data.attributes.name", "Two."),
        Example(
            "Invoke-ITGlueRequest PATCH /organizations/1880255 -WhatIf"
            " -Body @{ data = @{ type = 'organizations'; attributes = @{ alert = 'On site Friday' } } }",
            "The exact request; nothing is sent.",
        ),
    )
    links = ("Invoke-RestMethod", "Show-Request")

    method = Parameter("string", position=0, default="GET", values=METHODS, help="The method.")
    path = Parameter(
        "string",
        aliases=("ResourceURI",),
        position=1,
        mandatory=True,
        completer=Paths(),
        help="The path below the API's address, with its query.",
    )
    query = Parameter(
        "hashtable",
        aliases=("UriFilter", "QueryParams"),
        position=2,
        completer=QueryKeys(),
        help="The query: @{ 'filter[name]' = 'x' }.",
    )
    body = Parameter("object", from_pipeline=True, help="The body: a hashtable, an object, or JSON text.")
    data = Parameter("object", position=3, help="What stands under `data` in the body, as the wrapper modules say it.")
    all = Parameter("switch", help="Every page of a list, one record after another.")
    all_results = Parameter("switch", help="Every page as one document, as the wrapper modules answer it.")

    def process(self) -> Iterator[object]:
        """Send it."""
        from urllib.parse import parse_qsl

        sitting = sitting_of(self.invocation)
        # The whole address of this account's API is as good as the path in it.
        path, _, text = self.path.strip().removeprefix(sitting.client.base_url or "/").partition("?")
        path = "/" + path.strip().strip("/")
        if "://" in path or ":" in path:
            raise InputError("PathNotFilled", path=self.path, target=self.path)
        query = parse_qsl(text, keep_blank_values=True) + list(_pairs(self.query))
        if any(key.lower() == "data" for key, _ in query):
            raise InputError("BodyInQuery")
        self._warn_of_filters(path, query)
        if self.method.upper() != "GET":
            yield from self._written(sitting, path, query)
        elif self.all_results:
            yield plain({"data": list(self._pages(sitting, path, query))})
        elif self.all:
            yield from (plain(one) for one in self._pages(sitting, path, query))
        else:
            yield plain(sitting.client.document(path, query))

    def _warn_of_filters(self, path: str, query: list[tuple[str, str]]) -> None:
        """IT Glue answers a filter that it does not know with everything; whoever asks should know."""
        kind = listed_at(path)
        if kind is None:
            return
        known = {spelling(item.query_key) for item in kind.filters}
        for key, _ in query:
            # An operator stands in a bracket of its own: `filter[document-folder-id][ne]`.
            stem = "[".join(key.split("[")[:2])
            if key.startswith("filter[") and not known & {spelling(key), spelling(stem)}:
                self.write_warning(MESSAGES["unknown-filter"].format(many=kind.plural, key=key))

    def _pages(self, sitting: Sitting, path: str, query: list[tuple[str, str]]) -> Iterator[Any]:
        number = 1
        sized = query if any(key == "page[size]" for key, _ in query) else [*query, ("page[size]", "1000")]
        while True:
            page = sitting.client.document(path, [*sized, ("page[number]", str(number))])
            data = page.get("data")
            yield from data if isinstance(data, list) else [data]
            meta = page.get("meta")
            following = meta.get("next-page") if isinstance(meta, dict) else None
            if not isinstance(data, list) or not data or following is None:
                return
            number = int(following)

    def _written(self, sitting: Sitting, path: str, query: list[tuple[str, str]]) -> Iterator[object]:
        body = _body(self.body) if self.data is None else write({"data": plain_json(self.data)})
        names = {name.id: name.text for name in sitting.snapshots.current.names("organizations")}
        plan = handmade_plan(
            sitting.catalog, self.method.upper(), path, query, body, CONTENT_TYPE if body is not None else "", names
        )
        for _, records in sitting.send_all([plan], confirm=confirmation(self), what_if=wants_what_if(self)):
            if records:
                documents = [record.to_document() for record in records]
                yield plain({"data": documents if len(documents) > 1 or _several(body) else documents[0]})


def _several(body: bytes | None) -> bool:
    """Whether a body holds a list of records: the answer to it does, too."""
    import json

    try:
        sent = json.loads(body or b"{}")
    except ValueError:
        return False
    return isinstance(sent, dict) and isinstance(sent.get("data"), list)


def _pairs(table: Hashtable | None) -> Iterator[tuple[str, str]]:
    for key, value in table.items() if table is not None else ():
        several = value if isinstance(value, list) else [value]
        yield to_text(key), ",".join(to_text(one) for one in several)


def _body(given: Any) -> bytes | None:
    if given is None:
        return None
    if isinstance(given, (Hashtable, PSObject, list)):
        return write(plain_json(given))
    return to_text(given).encode("utf-8")
