"""Tokens: what the lexer makes of the text, with PowerShell's own kind names and flag bits."""

from __future__ import annotations

NONE = 0x0
BINARY_PRECEDENCE_LOGICAL = 0x1
BINARY_PRECEDENCE_BITWISE = 0x2
BINARY_PRECEDENCE_COMPARISON = 0x5
BINARY_PRECEDENCE_COALESCE = 0x7
BINARY_PRECEDENCE_ADD = 0x9
BINARY_PRECEDENCE_MULTIPLY = 0xA
BINARY_PRECEDENCE_FORMAT = 0xC
BINARY_PRECEDENCE_RANGE = 0xD
BINARY_PRECEDENCE_MASK = 0xF
KEYWORD = 0x10
SCRIPT_BLOCK_BLOCK_NAME = 0x20
BINARY_OPERATOR = 0x100
UNARY_OPERATOR = 0x200
CASE_SENSITIVE_OPERATOR = 0x400
TERNARY_OPERATOR = 0x800
SPECIAL_OPERATOR = 0x1000
ASSIGNMENT_OPERATOR = 0x2000
PARSE_MODE_INVARIANT = 0x8000
TOKEN_IN_ERROR = 0x10000
DISALLOWED_IN_RESTRICTED_MODE = 0x20000
PREFIX_OR_POSTFIX_OPERATOR = 0x40000
COMMAND_NAME = 0x80000
MEMBER_NAME = 0x100000
TYPE_NAME = 0x200000
ATTRIBUTE_NAME = 0x400000
CAN_CONSTANT_FOLD = 0x800000
STATEMENT_DOESNT_SUPPORT_ATTRIBUTES = 0x1000000

# Each set of flags with the kinds that always carry it.
_KINDS_BY_FLAGS: tuple[tuple[int, str], ...] = (
    (NONE, "Unknown Variable SplattedVariable Parameter Number Label Identifier Generic LBracket QuestionLBracket "),
    (
        PARSE_MODE_INVARIANT,
        "NewLine LineContinuation Comment EndOfInput StringLiteral StringExpandable HereStringLiteral "
        "HereStringExpandable LParen RParen LCurly RCurly RBracket AtParen AtCurly DollarParen Semi AndAnd "
        "OrOr ",
    ),
    (SPECIAL_OPERATOR | PARSE_MODE_INVARIANT, "Ampersand Pipe "),
    (UNARY_OPERATOR | PARSE_MODE_INVARIANT, "Comma "),
    (
        UNARY_OPERATOR | DISALLOWED_IN_RESTRICTED_MODE | PREFIX_OR_POSTFIX_OPERATOR,
        "MinusMinus PlusPlus PostfixPlusPlus PostfixMinusMinus ",
    ),
    (BINARY_PRECEDENCE_RANGE | BINARY_OPERATOR | DISALLOWED_IN_RESTRICTED_MODE, "DotDot "),
    (SPECIAL_OPERATOR | DISALLOWED_IN_RESTRICTED_MODE, "ColonColon Dot Colon QuestionDot "),
    (UNARY_OPERATOR | CAN_CONSTANT_FOLD, "Exclaim Not Bnot "),
    (BINARY_PRECEDENCE_MULTIPLY | BINARY_OPERATOR | CAN_CONSTANT_FOLD, "Multiply Divide Rem "),
    (BINARY_PRECEDENCE_ADD | BINARY_OPERATOR | UNARY_OPERATOR | CAN_CONSTANT_FOLD, "Plus Minus "),
    (
        ASSIGNMENT_OPERATOR,
        "Equals PlusEquals MinusEquals MultiplyEquals DivideEquals RemainderEquals QuestionQuestionEquals ",
    ),
    (DISALLOWED_IN_RESTRICTED_MODE, "Redirection "),
    (PARSE_MODE_INVARIANT | DISALLOWED_IN_RESTRICTED_MODE, "RedirectInStd "),
    (BINARY_PRECEDENCE_FORMAT | BINARY_OPERATOR | DISALLOWED_IN_RESTRICTED_MODE, "Format "),
    (BINARY_PRECEDENCE_LOGICAL | BINARY_OPERATOR | CAN_CONSTANT_FOLD, "And Or Xor "),
    (BINARY_PRECEDENCE_BITWISE | BINARY_OPERATOR | CAN_CONSTANT_FOLD, "Band Bor Bxor "),
    (BINARY_PRECEDENCE_COMPARISON | BINARY_OPERATOR | UNARY_OPERATOR | DISALLOWED_IN_RESTRICTED_MODE, "Join Isplit "),
    (
        BINARY_PRECEDENCE_COMPARISON | BINARY_OPERATOR,
        "Ieq Ine Ige Igt Ilt Ile Ilike Inotlike Icontains Inotcontains Iin Inotin Is IsNot ",
    ),
    (BINARY_PRECEDENCE_COMPARISON | BINARY_OPERATOR | DISALLOWED_IN_RESTRICTED_MODE, "Imatch Inotmatch Ireplace As "),
    (
        BINARY_PRECEDENCE_COMPARISON | BINARY_OPERATOR | CASE_SENSITIVE_OPERATOR,
        "Ceq Cne Cge Cgt Clt Cle Clike Cnotlike Ccontains Cnotcontains Cin Cnotin ",
    ),
    (
        BINARY_PRECEDENCE_COMPARISON | BINARY_OPERATOR | CASE_SENSITIVE_OPERATOR | DISALLOWED_IN_RESTRICTED_MODE,
        "Cmatch Cnotmatch Creplace ",
    ),
    (
        BINARY_PRECEDENCE_COMPARISON
        | BINARY_OPERATOR
        | UNARY_OPERATOR
        | CASE_SENSITIVE_OPERATOR
        | DISALLOWED_IN_RESTRICTED_MODE,
        "Csplit ",
    ),
    (BINARY_PRECEDENCE_COMPARISON | BINARY_OPERATOR | CAN_CONSTANT_FOLD, "Shl Shr "),
    (TERNARY_OPERATOR | DISALLOWED_IN_RESTRICTED_MODE, "QuestionMark "),
    (BINARY_PRECEDENCE_COALESCE | BINARY_OPERATOR, "QuestionQuestion "),
    (KEYWORD | SCRIPT_BLOCK_BLOCK_NAME, "Begin Dynamicparam End Process Clean "),
    (
        KEYWORD | STATEMENT_DOESNT_SUPPORT_ATTRIBUTES,
        "Break Continue Data Define Do Exit Filter For Foreach From Function If Return Switch Throw Trap Try "
        "Using Var While Workflow Parallel Sequence InlineScript ",
    ),
    (
        KEYWORD,
        "Catch Class Else ElseIf Finally In Param Until Configuration DynamicKeyword Public Private Static "
        "Interface Enum Namespace Module Type Assembly Command Hidden Base Default ",
    ),
)

#: Kind name -> the flags every token of that kind has.
KIND_FLAGS: dict[str, int] = {kind: flags for flags, kinds in _KINDS_BY_FLAGS for kind in kinds.split()}

# The words the language reserves, as kinds; the text of each is its kind in lower case.
_KEYWORD_KINDS = (
    "Begin Break Catch Class Continue Data Define Do Dynamicparam Else ElseIf End Exit Filter Finally For "
    "Foreach From Function If In Param Process Return Switch Throw Trap Try Until Using Var While "
    "Workflow Parallel Sequence InlineScript Configuration Public Private Static Interface Enum Namespace "
    "Module Type Assembly Command Hidden Base Default Clean "
)
#: Lower-case keyword -> kind.
KEYWORDS: dict[str, str] = {kind.lower(): kind for kind in _KEYWORD_KINDS.split()}

#: Lower-case operator name after the dash -> kind; the plain spellings ignore case.
DASH_OPERATORS: dict[str, str] = {
    "not": "Not", "bnot": "Bnot", "and": "And", "or": "Or", "xor": "Xor", "band": "Band", "bor": "Bor",
    "bxor": "Bxor", "join": "Join", "is": "Is", "isnot": "IsNot", "as": "As", "shl": "Shl", "shr": "Shr", "f": "Format",
    **{
        prefix + name: ("C" if prefix == "c" else "I") + name
        for prefix in ("", "i", "c")
        for name in (
            "eq", "ne", "ge", "gt", "lt", "le", "like", "notlike", "match", "notmatch", "replace",
            "contains", "notcontains", "in", "notin", "split",
        )
    },
}  # fmt: skip


class Token:
    """One token: its kind, where it stands, its text, flag bits, value and the tokens nested in it.

    `value` is the number of a Number, the string of a string or a word, the name of a Variable, Label or Parameter;
    `nested` holds the tokens inside an expandable string, absolute offsets, or is empty.
    """

    __slots__ = ("end", "flags", "kind", "nested", "start", "text", "value")

    def __init__(self, kind: str, start: int, end: int, text: str, flags: int, value: object = None) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.text = text
        self.flags = flags
        self.value = value
        self.nested: list[Token] = []

    def __repr__(self) -> str:
        return f"Token({self.kind}, {self.start}, {self.end}, {self.text!r})"


class ParseError:
    """One thing wrong with the text: PowerShell's error id and message, the extent, and whether more input would do."""

    __slots__ = ("end", "id", "incomplete", "message", "start", "suggestion")

    def __init__(
        self, id: str, message: str, start: int, end: int, suggestion: str | None = None, incomplete: bool = False
    ) -> None:
        self.id = id
        self.message = message
        self.start = start
        self.end = end
        self.suggestion = suggestion
        self.incomplete = incomplete

    def __repr__(self) -> str:
        return f"ParseError({self.id}, {self.start}, {self.end}, {self.message!r})"


def flag_names(flags: int) -> list[str]:
    """The names of the bits in a token's flags, PowerShell's spelling, lowest first."""
    names = [name for bit, name in _FLAG_NAMES if flags & bit]
    precedence = flags & BINARY_PRECEDENCE_MASK
    return ([_PRECEDENCE_NAMES[precedence]] if precedence else []) + names


_PRECEDENCE_NAMES = {
    BINARY_PRECEDENCE_LOGICAL: "BinaryPrecedenceLogical",
    BINARY_PRECEDENCE_BITWISE: "BinaryPrecedenceBitwise",
    BINARY_PRECEDENCE_COMPARISON: "BinaryPrecedenceComparison",
    BINARY_PRECEDENCE_COALESCE: "BinaryPrecedenceCoalesce",
    BINARY_PRECEDENCE_ADD: "BinaryPrecedenceAdd",
    BINARY_PRECEDENCE_MULTIPLY: "BinaryPrecedenceMultiply",
    BINARY_PRECEDENCE_FORMAT: "BinaryPrecedenceFormat",
    BINARY_PRECEDENCE_RANGE: "BinaryPrecedenceRange",
}
_FLAG_NAMES = (
    (KEYWORD, "Keyword"),
    (SCRIPT_BLOCK_BLOCK_NAME, "ScriptBlockBlockName"),
    (BINARY_OPERATOR, "BinaryOperator"),
    (UNARY_OPERATOR, "UnaryOperator"),
    (CASE_SENSITIVE_OPERATOR, "CaseSensitiveOperator"),
    (TERNARY_OPERATOR, "TernaryOperator"),
    (SPECIAL_OPERATOR, "SpecialOperator"),
    (ASSIGNMENT_OPERATOR, "AssignmentOperator"),
    (PARSE_MODE_INVARIANT, "ParseModeInvariant"),
    (TOKEN_IN_ERROR, "TokenInError"),
    (DISALLOWED_IN_RESTRICTED_MODE, "DisallowedInRestrictedMode"),
    (PREFIX_OR_POSTFIX_OPERATOR, "PrefixOrPostfixOperator"),
    (COMMAND_NAME, "CommandName"),
    (MEMBER_NAME, "MemberName"),
    (TYPE_NAME, "TypeName"),
    (ATTRIBUTE_NAME, "AttributeName"),
    (CAN_CONSTANT_FOLD, "CanConstantFold"),
    (STATEMENT_DOESNT_SUPPORT_ATTRIBUTES, "StatementDoesntSupportAttributes"),
)
