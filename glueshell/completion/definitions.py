"""The classes and enumerations that a text defines, as types whose members can be told before anything runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from glueshell.language import ast as nodes
from glueshell.objects.typeinfo import TypeInfo

if TYPE_CHECKING:
    #: The member's name, whether it is a method, PowerShell's words.
    Shown = tuple[str, bool, str]


class DefinedType(TypeInfo):
    """A type of the text: `instance` and `static` are the members it defines itself, `parent` what it is made from."""

    __slots__ = ("instance", "parent", "resolve", "static")

    def __init__(self, node: nodes.TypeDefinitionAst, resolve: Callable[[str], TypeInfo | None]) -> None:
        super().__init__(node.name)
        self.resolve = resolve
        self.instance: list[Shown] = []
        self.static: list[Shown] = []
        is_enum = node.type_attributes == "Enum"
        bases = ["enum"] if is_enum else [each.type_name.full_name for each in node.base_types]
        found = (resolve(name) for name in bases if name.lower() != node.name.lower())
        self.parent = next((each for each in found if each is not None), None)
        for member in node.members:
            self._take(node.name, member, is_enum)
        if not any(name == "new" for name, _, _ in self.static):
            self.static.append(("new", True, f"{node.name} new()"))

    def _take(self, owner: str, member: nodes.MemberAst, is_enum: bool) -> None:
        if isinstance(member, nodes.PropertyMemberAst):
            if is_enum:
                self.static.append((member.name, False, f"static object {member.name}"))
                return
            kind = "System.Object" if member.property_type is None else member.property_type.type_name.full_name
            if "hidden" in member.modifiers:
                return
            if "static" in member.modifiers:
                self.static.append((member.name, False, f"static {kind} {member.name}"))
            else:
                self.instance.append((member.name, False, f"{kind} {member.name}"))
        elif isinstance(member, nodes.FunctionMemberAst) and "hidden" not in member.modifiers:
            taken = ", ".join(_parameter(each) for each in member.parameters)
            if member.name.lower() == owner.lower():
                self._add(self.static, "new", f"{owner} new({taken})")
                return
            gives = "System.Object" if member.return_type is None else member.return_type.type_name.full_name
            if "static" in member.modifiers:
                self._add(self.static, member.name, f"static {gives} {member.name}({taken})")
            else:
                self._add(self.instance, member.name, f"{gives} {member.name}({taken})")

    @staticmethod
    def _add(found: list[Shown], name: str, says: str) -> None:
        for at, (known, method, before) in enumerate(found):
            if known.lower() == name.lower() and method:
                found[at] = (known, True, f"{before}\n{says}")
                return
        found.append((name, True, says))


def _parameter(node: nodes.ParameterAst) -> str:
    tie = next((each for each in node.attributes if isinstance(each, nodes.TypeConstraintAst)), None)
    return f"{'System.Object' if tie is None else tie.type_name.full_name} {node.name.variable_path}"
