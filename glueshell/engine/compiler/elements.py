"""Members and elements -> lines: `value.name`, `value[index]`, and writing them again."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.engine.compiler.formats import wraps
from glueshell.engine.compiler.kinds import NUMERIC, Held
from glueshell.engine.compiler.method_calls import MethodCalls
from glueshell.language import ast

_CONSTANTS = frozenset(("None", "True", "False"))
_DESCRIBING = frozenset(("psobject", "psbase", "psadapted", "psextended"))
_CLASSES = {"int": "int", "bool": "bool", "str": "str"}


class Elements(MethodCalls):
    """Writes accesses of members and elements."""

    # -- members ----------------------------------------------------------------------------------------------------

    def member_name(self, node: ast.MemberExpressionAst) -> str:
        """The atom of a member's name."""
        member = node.member
        if isinstance(member, ast.StringConstantExpressionAst):
            return repr(member.value)
        atom = self.value(member)
        if node.static or isinstance(node, ast.InvokeMemberExpressionAst):
            return self.result(f"member_name(S, {atom}) or ''", member)
        # A dictionary is asked for a key that is no text as it is.
        return self.result(f"member_key(S, {atom})", member)

    def member_value(self, node: ast.MemberExpressionAst, raw: bool = False) -> str:
        if node.static:
            owner = self.static_owner(node.expression)
            name = self.member_name(node)
            self.may_run()
            return self.result(f"get_static(E, {owner}, {name})", node)
        if not node.null_conditional:
            known = self._known_member(node)
            if known is not None:
                return known
        owner = self.value(node.expression, raw=self._describes(node))
        if self._describes(node) and owner.isidentifier():
            # What is no output at all describes itself as an object without properties; null has nothing to say.
            owner = self.keep(f"PSObject() if {owner} is EMPTY else {owner}")
        self.may_run()
        if node.null_conditional:
            kept = self.temporary()
            self.put(f"{kept} = {owner}")
            with self.block(f"if {kept} is not None:"):
                name = self.member_name(node)
                read = f"member(S, {kept}, {name})" if self.source.strict else f"get_member({kept}, {name})"
                self.op(f"{kept} = {read}", node)
            return kept
        name = self.member_name(node)
        read = f"member(S, {owner}, {name})" if self.source.strict else f"get_member({owner}, {name})"
        if raw and self.ground is None and name.lower() not in ("'count'", "'length'"):
            # What was put there as no output is none still.
            kept = self.result(read, node)
            return self.keep(f"EMPTY if {kept} is None and absent({owner}, {name}) else {kept}")
        if name.lower() in ("'count'", "'length'"):
            if self.static_kind(node.expression) == "str" and owner.isidentifier() and not self.source.strict:
                # A text has a length; as everything single it counts as one.
                count = f"len({owner})" if name.lower() == "'length'" else "1"
                read = f"{count} if type({owner}) is str and {owner}.isascii() else {read}"
            elif name.lower() == "'length'" and owner.isidentifier():
                text = f"type({owner}) is str and {owner}.isascii()"
                read = f"len({owner}) if type({owner}) in ARRAYS or {text} else {read}"
            else:
                read = f"len({owner}) if type({owner}) in ARRAYS else {read}"
        return self.result(read, node)

    @staticmethod
    def _describes(node: ast.MemberExpressionAst) -> bool:
        """Whether a member is one of those by which every object describes itself."""
        member = node.member
        return isinstance(member, ast.StringConstantExpressionAst) and str(member.value).lower() in _DESCRIBING

    def _known_member(self, node: ast.MemberExpressionAst) -> str | None:
        """A member of a variable that the loop only reads: an array's length, or what a custom object holds."""
        counted = self.counted(node)
        if counted is not None:
            atom = self.keep(f"len({counted.name})")
            self.natural.add(atom)
            return atom
        held = self.held(node.expression)
        if held is None or held.kind or not isinstance(node.member, ast.StringConstantExpressionAst):
            return None
        name = self.member_name(node)
        # Nobody changes the object while the loop runs: its properties are read before.
        stored = self.flag(held, f"{{0}}.properties.get({name}, UNSET) if type({{0}}) is PSObject else UNSET")
        return self.result(f"{stored} if {stored} is not UNSET else get_member({held.name}, {name})", node)

    def static_owner(self, node: ast.ExpressionAst) -> str:
        """The atom of what stands before `::`."""
        if isinstance(node, ast.TypeExpressionAst):
            return self.type_atom(node.type_name, node)
        return self.value(node)

    # -- elements ---------------------------------------------------------------------------------------------------

    def index_value(self, node: ast.IndexExpressionAst, raw: bool = False) -> str:
        if self.held(node.target) is not None and not node.null_conditional:
            return self._held_element(node)
        target = self.value(node.target)
        name = self.temporary()
        if node.null_conditional:
            self.put(f"{name} = {target}")
            with self.block(f"if {name} is not None:"):
                index = self._indexes(node)
                read = f"get_element(S, {name}, {index})" if self.source.strict else f"get_index({name}, {index})"
                self.op(f"{name} = {read}", node)
            return name
        index = self._indexes(node)
        self._read_element(node, name, target, index)
        if raw:
            # A single value has nothing beyond itself, not even null.
            wrapped = ", True" if wraps(node.target) else ""
            return self.keep(f"EMPTY if {name} is None and lacks({target}, {index}{wrapped}) else {name}")
        return name

    def _indexes(self, node: ast.IndexExpressionAst) -> str:
        """The atom of the index of an element that is read; of several, each has its place in what comes out."""
        index = self.value(node.index)
        several = isinstance(node.index, ast.ArrayLiteralAst) and len(node.index.elements) > 1
        return self.keep(f"Subscripts({index})") if several else index

    def subscript(self, node: ast.IndexExpressionAst) -> str:
        """The atom of the index of an element that is written: several of them are no list."""
        index = self.value(node.index)
        return self.keep(f"Subscripts({index})") if isinstance(node.index, ast.ArrayLiteralAst) else index

    def _read_element(self, node: ast.IndexExpressionAst, name: str, target: str, index: str) -> None:
        read = f"get_element(S, {target}, {index})" if self.source.strict else f"get_index({target}, {index})"
        if not target.isidentifier() or target in _CONSTANTS:
            # Python warns of a literal that can hold no index.
            self.op(f"{name} = {read}", node)
            return
        if self.static_kind(node.index) in ("", "int", "num"):
            test = f"type({target}) in ARRAYS and type({index}) is int and -len({target}) <= {index} < len({target})"
            keyed = f"{target}.get({index}) if type({target}) is Hashtable and type({index}) in KEYS else {read}"
            self.op(f"{name} = {target}[{index}] if {test} else {keyed}", node)
        else:
            # `get` of a Hashtable answers null for a missing key, as an index does.
            self.op(f"{name} = {target}.get({index}) if type({target}) is Hashtable else {read}", node)

    def _held_element(self, node: ast.IndexExpressionAst) -> str:
        """The element of a variable that the loop only reads: what it is has been asked before."""
        held = self.held(node.target)
        assert held is not None
        target = held.name
        index = self.operand(node.index)
        kind = self.static_kind(node.index)
        name = self.temporary()
        if kind in NUMERIC or index in self.natural:
            self.put(f"if {self.flag(held, 'type({0}) in ARRAYS')}:")
            self.put(f" try: {name} = {target}[{index}]")
            self.op(f" except (IndexError, TypeError): {name} = get_index({target}, {index})", node)
            self.op(f"else: {name} = get_index({target}, {index})", node)
        elif kind == "str":
            self.put(f"if {self.flag(held, 'type({0}) is Hashtable')}:")
            self.put(f" {name} = {target}._items[{index}] if {index} in {target}._items else {target}.get({index})")
            self.op(f"else: {name} = get_index({target}, {index})", node)
        else:
            self._read_element(node, name, target, index)
        return name

    def element_place(self, node: ast.IndexExpressionAst, still: bool) -> tuple[str, Callable[[str, ast.Ast], str]]:
        """Write the reading of an element that is to be changed; its atom and what writes it again.

        `still`: nothing changes between the reading and the writing.
        """
        target = self.value(node.target)
        index = self.subscript(node)
        held = self.held(node.target)
        kind = self.static_kind(node.index)
        if not target.isidentifier() or target in _CONSTANTS:
            there = "False"
            current = self.result(f"get_index({target}, {index})", node)
        elif kind in NUMERIC:
            inside = f"-len({target}) <= {index} < len({target})"
            there = self.keep(f"type({target}) is list and type({index}) is int and {inside}")
            current = self.result(f"{target}[{index}] if {there} else get_index({target}, {index})", node)
            still = True
        else:
            # A text that is a key as it stands is found without asking further.
            table = f"type({target}) is Hashtable" if held is None else self.flag(held, "type({0}) is Hashtable")
            text = "" if kind == "str" else f" and type({index}) is str"
            there = self.keep(f"{table}{text} and {index} in {target}._items")
            current = self.result(f"{target}._items[{index}] if {there} else get_index({target}, {index})", node)
        place = f"{target}[{index}]" if kind in NUMERIC else f"{target}._items[{index}]"
        again = "" if still else f" and {index} in {target}._items"

        def write(atom: str, at: ast.Ast) -> str:
            if there != "False":
                self.put(f"if {there}{again}: {place} = {atom}")
                self.op(f"else: set_index({target}, {index}, {atom})", at)
            else:
                self.op(f"set_index({target}, {index}, {atom})", at)
            return atom

        return current, write

    def store_element(self, left: ast.IndexExpressionAst, target: str, index: str, atom: str, node: ast.Ast) -> str:
        """Write the storing of an atom as an element."""
        if self.may_be_empty and atom[0] == "t":
            plain = self.keep(f"None if {atom} is EMPTY else {atom}")
            self._store(left, target, index, plain, node)
            self.put(f"if {atom} is EMPTY: leave_gap({target}, {index})")
            return atom
        return self._store(left, target, index, atom, node)

    def _store(self, left: ast.IndexExpressionAst, target: str, index: str, atom: str, node: ast.Ast) -> str:
        kind = self.static_kind(left.index)
        held = self.held(left.target)
        if held is not None and kind in NUMERIC:
            self._store_held(held, index, atom, node)
        elif kind in ("", "int", "num"):
            fits = f"type({index}) is int and -len({target}) <= {index} < len({target})"
            self.op(f"if type({target}) is list and {fits}: {target}[{index}] = {atom}", node)
            self.op(f"elif type({target}) is Hashtable and type({index}) in KEYS: {target}[{index}] = {atom}", node)
            self.op(f"else: set_index({target}, {index}, {atom})", node)
        elif kind == "str":
            self.op(f"if type({target}) is Hashtable: {target}[{index}] = {atom}", node)
            self.op(f"else: set_index({target}, {index}, {atom})", node)
        else:
            self.op(f"set_index({target}, {index}, {atom})", node)
        return atom

    def _store_held(self, held: Held, index: str, atom: str, node: ast.Ast) -> None:
        kind = self.kind_of_statement(node.right) if isinstance(node, ast.AssignmentStatementAst) else ""
        test = f"takes({{0}}, {_CLASSES[kind]})" if kind in _CLASSES else "type({0}) is list"
        self.put(f"if {self.flag(held, test)}:")
        self.put(f" try: {held.name}[{index}] = {atom}")
        self.op(f" except (IndexError, TypeError): set_index({held.name}, {index}, {atom})", node)
        self.op(f"else: set_index({held.name}, {index}, {atom})", node)
