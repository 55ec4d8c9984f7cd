"""Assignments, increments and decrements -> lines."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.engine.compiler.expressions import Expressions
from glueshell.engine.compiler.kinds import NUMERIC, expression_of
from glueshell.engine.compiler.operators import is_still
from glueshell.engine.compiler.variables import CONSTANTS, split_path
from glueshell.language import ast
from glueshell.language.checks import pure_expression

_COMPOUND = {
    "PlusEquals": "Plus", "MinusEquals": "Minus", "MultiplyEquals": "Multiply", "DivideEquals": "Divide",
    "RemainderEquals": "Rem",
}  # fmt: skip


class Assignments(Expressions):
    """Writes whatever changes a variable, member or element."""

    statement: Callable[[ast.StatementAst], None]

    def assignment(self, node: ast.AssignmentStatementAst, wanted: bool = False, raw: bool = False) -> str:
        """Write an assignment; the atom of what was assigned, when it is `wanted`: EMPTY for nothing if `raw`."""
        if not wanted:
            return self._assign(node)
        with self.standing(node):
            return self._assign(node, wanted=not raw, used=True)

    def _assign(self, node: ast.AssignmentStatementAst, wanted: bool = False, used: bool = False) -> str:
        left = self._bare(node.left)
        if node.operator == "Equals":
            if isinstance(left, ast.ArrayLiteralAst):
                return self._spread(left, node, used)
            # What an element is put into is evaluated after the value, all other targets before it.
            later = isinstance(left, ast.IndexExpressionAst)
            target = None if later else self._target(left)
            possible = self.can_be_empty(node.right)
            value = self.assigned_value(node.right, raw=possible and not isinstance(left, ast.MemberExpressionAst))
            if value == "EMPTY":
                # What is cast to void is stored as null.
                value = "None"
            if target is None:
                self.uncounted = False
                target = self._target(left)
            self.may_be_empty = possible
            stored = target(value, node)
            self.may_be_empty = False
            if wanted and possible:
                return self.keep(f"None if {stored} is EMPTY else {stored}")
            return stored
        if node.operator == "QuestionQuestionEquals":
            return self._assign_if_null(left, node)
        return self._compound(left, node)

    @staticmethod
    def _bare(node: ast.ExpressionAst) -> ast.ExpressionAst:
        """The target without parentheses around it."""
        while isinstance(node, ast.ParenExpressionAst):
            inner = pure_expression(node)
            if inner is None:
                break
            node = inner
        return node

    def can_be_empty(self, node: ast.StatementAst) -> bool:
        """Whether a statement's value may be no value at all."""
        if self.ground is not None and self.kind_of_statement(node):
            return False
        if isinstance(node, ast.CommandExpressionAst):
            expression = node.expression
        elif isinstance(node, ast.PipelineAst) and len(node.pipeline_elements) == 1:
            only = node.pipeline_elements[0]
            if not isinstance(only, ast.CommandExpressionAst):
                return True
            expression = only.expression
        elif isinstance(node, ast.AssignmentStatementAst):
            # What several variables or a member are given is null where there is no output.
            spread = isinstance(self._bare(node.left), (ast.ArrayLiteralAst, ast.MemberExpressionAst))
            return node.operator == "Equals" and not spread and self.can_be_empty(node.right)
        else:
            return True
        if isinstance(expression, ast.IndexExpressionAst) or type(expression) is ast.MemberExpressionAst:
            # In a loop that knows its variables elements are read without asking.
            return self.ground is None
        return isinstance(
            expression,
            (ast.VariableExpressionAst, ast.ParenExpressionAst, ast.SubExpressionAst, ast.InvokeMemberExpressionAst,
             ast.ConvertExpressionAst, ast.TernaryExpressionAst),
        ) or (
            isinstance(expression, ast.BinaryExpressionAst) and expression.operator in ("As", "QuestionQuestion")
        )  # fmt: skip

    # -- targets ----------------------------------------------------------------------------------------------------

    def _target(self, left: ast.ExpressionAst) -> Callable[[str, ast.Ast], str]:
        """Write what a target needs evaluated first; a function that writes the storing of an atom."""
        left = self._bare(left)
        if isinstance(left, ast.VariableExpressionAst):
            return lambda atom, node: self.store(left, atom, node)
        if isinstance(left, ast.MemberExpressionAst) and not isinstance(left, ast.InvokeMemberExpressionAst):
            owner = self.static_owner(left.expression) if left.static else self.value(left.expression)
            name = self.member_name(left)
            function = "set_static(E, " if left.static else "set_member("
            self.may_run()

            def store_member(atom: str, node: ast.Ast) -> str:
                self.op(f"{function}{owner}, {name}, {atom})", node)
                return atom

            return store_member
        if isinstance(left, ast.InvokeMemberExpressionAst):
            return self._call_place(left)[1]
        if isinstance(left, ast.IndexExpressionAst):
            target = self.value(left.target)
            index = self.subscript(left)

            return lambda atom, node: self.store_element(left, target, index, atom, node)
        if isinstance(left, ast.AttributedExpressionAst):
            return lambda atom, node: self._store_typed(left, atom, node)
        if isinstance(left, ast.ArrayLiteralAst):

            def store_each(atom: str, node: ast.Ast) -> str:
                self._spread_atom(left, atom, node)
                return atom

            return store_each
        raise NotImplementedError(type(left).__name__)

    def store(self, target: ast.VariableExpressionAst, atom: str, node: ast.Ast) -> str:
        """Write the storing of an atom in a variable; the atom of what it then holds."""
        scope, name = split_path(target.variable_path)
        key = name.lower()
        if scope != "":
            self.facts.clear()
        if scope == "":
            if key == "null":
                return atom
            if key in CONSTANTS or key == "?":
                self.op(f"refuse_assignment({name!r})", node)
                return atom
            return self.store_name(key, name, atom, node)
        if scope in ("global", "script", "local", "private"):
            return self.result(f"assign_in(S, {scope!r}, {name!r}, {atom})", node)
        if scope in ("variable", "using"):
            return self.result(f"assign(S, {name!r}, {atom})", node)
        self.may_run()
        self.op(f"write_drive(E, {scope!r}, {name!r}, {atom})", node)
        return atom

    def store_name(self, key: str, name: str, atom: str, node: ast.Ast) -> str:
        """Write the storing of an atom in a plain variable of the running scope."""
        variable = self.variable(key, name)
        self.assigned.add(key)
        self.owned |= {key}
        if key in self.source.typed:
            self.facts.pop(key, None)
            return self.result(f"assign(S, {name!r}, {atom})", node)
        if self.ground is not None and key in self.ground.near:
            kind = self.ground.near[key]
            self.put(f"{variable} = {atom}")
            self.learn(key, atom, kind)
            return atom
        test = f"{variable} is not UNSET"
        if self.may_be_empty and atom.isidentifier():
            test += f" and {atom} is not EMPTY"
        self.op(f"{variable} = {atom} if {test} else settle(S, {name!r}, {atom})", node)
        if self.may_be_empty:
            self.facts.pop(key, None)
        else:
            self.learn(key, atom)
        return atom

    def _store_typed(self, left: ast.AttributedExpressionAst, atom: str, node: ast.Ast) -> str:
        attributes: list[ast.AttributeBaseAst] = []
        inner: ast.ExpressionAst = left
        while isinstance(inner, ast.AttributedExpressionAst):
            attributes.append(inner.attribute)
            inner = inner.child
        parts = []
        for attribute in attributes:
            if isinstance(attribute, ast.TypeConstraintAst):
                # Of a member's cast the type alone is at fault, of a variable's the whole.
                at = attribute if isinstance(self._bare_of(left), ast.VariableExpressionAst) else attribute.type_name
                parts.append(f"type_constraint(E, {self.type_atom(attribute.type_name, at)})")
            else:
                name = self._name_under(left)
                parts.append(f"attribute_constraint(E, S, {self.constant(attribute)}, SOURCE, {name!r})")
        constraints = f"({', '.join(reversed(parts))},)"
        if not isinstance(inner, ast.VariableExpressionAst):
            converted = self.result(f"constrained({constraints}, {atom})", left)
            return self._target(inner)(converted, node)
        scope, name = split_path(inner.variable_path)
        self.facts.clear()
        self.variable(name.lower(), name)
        self.assigned.add(name.lower())
        if not scope:
            self.owned |= {name.lower()}
            if len(attributes) == 1 and isinstance(attributes[0], ast.TypeConstraintAst):
                known = self.source.known_type(attributes[0].type_name.full_name)
                if known is not None:
                    self.zeros[name.lower()] = self.constant(known)
        return self.result(f"assign_typed(S, {scope!r}, {name!r}, {constraints}, {atom})", node)

    @staticmethod
    def _bare_of(node: ast.ExpressionAst) -> ast.ExpressionAst:
        while isinstance(node, ast.AttributedExpressionAst):
            node = node.child
        return node

    @staticmethod
    def _name_under(node: ast.ExpressionAst) -> str:
        while isinstance(node, ast.AttributedExpressionAst):
            node = node.child
        return split_path(node.variable_path)[1] if isinstance(node, ast.VariableExpressionAst) else ""

    # -- several at once --------------------------------------------------------------------------------------------

    def _spread(self, left: ast.ArrayLiteralAst, node: ast.AssignmentStatementAst, used: bool) -> str:
        atom = self.assigned_value(node.right)
        items = self._spread_atom(left, atom, node)
        return self.keep(f"whole({atom}, {items})") if used else atom

    def _spread_atom(self, left: ast.ArrayLiteralAst, atom: str, node: ast.Ast) -> str:
        """Write the storing of the items of an atom; the items' atom."""
        gaps = self.ground is None and not isinstance(expression_of(node), ast.ArrayLiteralAst)
        items = self.keep(f"spread({atom}, {len(left.elements)}, {gaps})")
        # Every target's own expressions come first, as in `$x, $y = $y, $x` the values are already taken.
        targets = [self._target(element) for element in left.elements]
        self.may_be_empty = gaps
        for number, target in enumerate(targets):
            target(self.keep(f"{items}[{number}]"), node)
        self.may_be_empty = False
        return items

    # -- read, change, write ----------------------------------------------------------------------------------------

    def _place(
        self, left: ast.ExpressionAst, later: ast.ExpressionAst | None = None
    ) -> tuple[str, Callable[[str, ast.Ast], str]]:
        """Write the reading of a place; its value's atom and what writes the place again, its parts evaluated once."""
        left = self._bare(left)
        if isinstance(left, ast.MemberExpressionAst) and not isinstance(left, ast.InvokeMemberExpressionAst):
            owner = self.static_owner(left.expression) if left.static else self.value(left.expression)
            name = self.member_name(left)
            self.may_run()
            read = f"get_static(E, {owner}, {name})" if left.static else f"get_member({owner}, {name})"
            if self.source.strict and not left.static:
                read = f"member(S, {owner}, {name})"
            function = "set_static(E, " if left.static else "set_member("
            current = self.result(read, left)

            def write_member(atom: str, node: ast.Ast) -> str:
                self.op(f"{function}{owner}, {name}, {atom})", node)
                return atom

            return current, write_member
        if isinstance(left, ast.InvokeMemberExpressionAst):
            owner, write_call = self._call_place(left)
            function = "call_static" if left.static else "call_method"
            return self.none_for_empty(self.result(f"{function}(E, S, {owner})", left)), write_call
        if isinstance(left, ast.IndexExpressionAst):
            return self.element_place(left, is_still(later) if later is not None else False)
        return self.value(left), self._target(left)

    def _call_place(self, left: ast.InvokeMemberExpressionAst) -> tuple[str, Callable[[str, ast.Ast], str]]:
        """Write the parts of a property that takes an index, as in `$list.Item(0) = 1`; they and what writes it."""
        owner = self.static_owner(left.expression) if left.static else self.value(left.expression)
        parts = f"{owner}, {self.member_name(left)}, {self.keep(self.arguments_of(left))}"
        self.may_run()

        def write(atom: str, node: ast.Ast) -> str:
            self.op(f"set_indexed({parts}, {atom}, {left.static})", node)
            return atom

        return parts, write

    def _own_place(
        self, left: ast.ExpressionAst, later: ast.ExpressionAst | None = None
    ) -> tuple[str, Callable[[str, ast.Ast], str]]:
        """As `_place`, but a plain variable is the running scope's own: `+=` does not see those further up.

        `later` is what will be evaluated before the value is used.
        """
        bare = self._bare(left)
        if later is not None and isinstance(bare, ast.VariableExpressionAst) and self.is_near(bare):
            return self.operand(bare, later), self._target(left)
        while isinstance(bare, ast.AttributedExpressionAst):
            bare = bare.child
        if not isinstance(bare, ast.VariableExpressionAst):
            return self._place(left, later)
        scope, name = split_path(bare.variable_path)
        key = name.lower()
        near = key in self.facts and self.facts[key][0] not in self.far
        near = near or self.is_near(bare)
        if scope or near or key in CONSTANTS or key in ("?", "_", "psitem"):
            return self._place(left)
        variable = self.variable(key, name)
        further = f"look_own(S, {key!r}, {self.constant(self.unit)})"
        current = self.result_at(f"{variable} if {variable} is not UNSET else {further}", bare)
        return self._converted(self._bare(left), current), self._target(left)

    def _converted(self, left: ast.ExpressionAst, atom: str) -> str:
        """Write the casts in front of a target for what it holds."""
        if not isinstance(left, ast.AttributedExpressionAst):
            return atom
        atom = self._converted(left.child, atom)
        if not isinstance(left, ast.ConvertExpressionAst):
            return atom
        return self.result(f"cast(E, {atom}, {self.type_atom(left.type.type_name, left.type)})", left)

    def _compound(self, left: ast.ExpressionAst, node: ast.AssignmentStatementAst) -> str:
        expression = expression_of(node.right)
        current, write = self._own_place(left, expression)
        # No output adds nothing to an array.
        nothing = node.operator == "PlusEquals" and (expression is None or self.may_be_nothing(expression))
        right = self.assigned_value(node.right, nothing) if nothing or expression is None else self.operand(expression)
        kind = self.kind_of_statement(node.right)
        own = self.static_kind(left) if isinstance(left, ast.VariableExpressionAst) else ""
        atom, _ = self.operate(node, _COMPOUND[node.operator], current, right, own, kind)
        return write(atom, node)

    @staticmethod
    def compound_operator(token: str) -> str | None:
        """The operator of a compound assignment; None for `??=`."""
        return _COMPOUND.get(token)

    def _assign_if_null(self, left: ast.ExpressionAst, node: ast.AssignmentStatementAst) -> str:
        current, write = self._own_place(left)
        name = self.keep(current)
        possible = isinstance(left, ast.VariableExpressionAst) and self.can_be_empty(node.right)
        if isinstance(self._bare(left), ast.AttributedExpressionAst):
            with self.block(f"if {name} is None:"):
                self.put(f"{name} = {self.assigned_value(node.right)}")
            return write(name, node)
        with self.block(f"if {name} is None:"):
            value = self.assigned_value(node.right, raw=possible)
            self.may_be_empty = possible
            stored = write(value, node)
            self.may_be_empty = False
            self.put(f"{name} = None if {stored} is EMPTY else {stored}" if stored[0] == "t" else f"{name} = {stored}")
        return name

    def increment(self, node: ast.UnaryExpressionAst, wanted: bool = True) -> str:
        """Write `++` or `--`; the atom of the new value, or of the old one when the operator follows."""
        plus = node.token_kind.endswith("PlusPlus")
        place = self._bare(node.child)
        if isinstance(place, ast.VariableExpressionAst) and self.is_near(place) and not wanted:
            current, write = self.operand(place), self._target(place)
        else:
            current, write = self._place(place)
        changed = self.temporary()
        if isinstance(place, ast.VariableExpressionAst) and self.static_kind(place) in NUMERIC:
            self.put(f"{changed} = {current} {'+' if plus else '-'} 1")
            beyond = f"{changed} > 2147483647" if plus else f"{changed} < -2147483648"
            self.put(f"if {beyond}: {changed} = float({changed})")
        elif plus:
            self.op(f"{changed} = {current} + 1 if type({current}) is int and {current} != 2147483647"
                    f" else increment({current})", node)  # fmt: skip
        else:
            self.op(f"{changed} = {current} - 1 if type({current}) is int and {current} != -2147483648"
                    f" else decrement({current})", node)  # fmt: skip
        # Reading comes first: where that fails the variable is still another scope's.
        owned = self.owned
        stored = write(changed, node)
        self.owned = owned
        if not wanted:
            return "None"
        if node.token_kind.startswith("Postfix"):
            return self.keep(f"0 if {current} is None else {current}")
        return stored
