"""Paths to operations: the routes of every served resource, from its catalog entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from glueshell.sandbox.refusals import UnknownPage

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Operation, ResourceType

HOLDER = "resource_type"


class Route:
    """What one path may be asked: the operations of one resource by method, and the names of its parameters.

    `fixed` holds parameters whose value is part of the path, such as the kind of record that others hang on.
    """

    __slots__ = ("fixed", "operations", "parameters", "resource")

    def __init__(self, resource: ResourceType, parameters: tuple[str, ...], fixed: Mapping[str, str]) -> None:
        self.resource = resource
        self.parameters = parameters
        self.fixed = fixed
        self.operations: dict[str, list[Operation]] = {}


class Node:
    """One segment of the paths: what follows literally, what follows as a parameter, and the route that ends here."""

    __slots__ = ("literal", "parameter", "route")

    def __init__(self) -> None:
        self.literal: dict[str, Node] = {}
        self.parameter: Node | None = None
        self.route: Route | None = None


class Routes:
    """All routes as one tree of segments."""

    def __init__(self, resources: Iterable[ResourceType]) -> None:
        self._root = Node()
        for resource in resources:
            for operation in resource.operations.values():
                for path in operation.paths:
                    for literal, fixed in spelled_out(path, resource):
                        self._add(literal, fixed, resource, operation)

    def _add(self, path: str, fixed: Mapping[str, str], resource: ResourceType, operation: Operation) -> None:
        node = self._root
        parameters: list[str] = []
        for segment in segments_of(path):
            if segment.startswith(":"):
                parameters.append(segment[1:])
                if node.parameter is None:
                    node.parameter = Node()
                node = node.parameter
            else:
                node = node.literal.setdefault(segment, Node())
        if node.route is None:
            node.route = Route(resource, tuple(parameters), fixed)
        node.route.operations.setdefault(operation.method, []).append(operation)

    def find(self, method: str, path: str) -> tuple[Route, list[Operation], Mapping[str, str]]:
        """The route of a path, its operations for the method, and the parameters; raises `UnknownPage`."""
        segments = segments_of(path)
        if segments[:1] == ["api"]:
            segments = segments[1:]
        node: Node | None = self._root
        values: list[str] = []
        for segment in segments:
            assert node is not None
            following = node.literal.get(segment)
            if following is None:
                values.append(segment)
                following = node.parameter
            node = following
            if node is None:
                raise UnknownPage(path)
        route = node.route if node is not None else None
        if route is None:
            raise UnknownPage(path)
        operations = route.operations.get(method, [])
        return route, operations, {**route.fixed, **dict(zip(route.parameters, values))}


def spelled_out(path: str, resource: ResourceType) -> Iterator[tuple[str, Mapping[str, str]]]:
    """A path with every kind of record that its resource hangs on put in literally."""
    if f"/:{HOLDER}/" not in path:
        yield path, {}
        return
    for kind in resource.path_values[HOLDER]:
        yield path.replace(f":{HOLDER}", kind), {HOLDER: kind}


def segments_of(path: str) -> list[str]:
    """The segments of a path; doubled and trailing slashes count for nothing."""
    return [segment for segment in path.split("/") if segment]
