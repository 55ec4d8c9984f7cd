"""The values programs are made of: by kind, as PowerShell writes them; the first of a kind is its plainest."""

from __future__ import annotations

VALUES: dict[str, tuple[str, ...]] = {
    "int": ("5", "0", "1", "-1", "42", "2147483647", "-2147483648"),
    "string": ("'abc'", "'a,b c'", "'True'", "'ABC'", "'x*'", "'Monday'", '"it is"'),
    "null": ("$null",),
    "bool": ("$true", "$false"),
    "numeric string": ("'5'", "'1.5'", "'0x10'", "' 7 '", "'1e3'", "'-3'", "'1kb'"),
    "empty string": ("''",),
    "array": ("@(1, 2, 3)", "@('a', 'b')", "@(3, 'a', $null)", "@(1.5, 'abc', 2)"),
    "empty array": ("@()",),
    "single array": ("@(5)", "@('abc')", "@($null)"),
    "nested array": ("@(@(1, 2), @(3, 4))",),
    "double": ("1.5", "0.0", "-2.5", "2.5", "1e300", "1e15", "[double]::NaN", "[double]::PositiveInfinity"),
    "long": ("5L", "9223372036854775807", "-1L", "3000000000"),
    "decimal": ("1.50d", "10d", "-0.5d", "79228162514264337593543950335d"),
    "bigint": ("5n", "100000000000000000000n", "-1n"),
    "byte": ("[byte]5", "255uy", "[byte]0"),
    "sbyte": ("-5y",),
    "short": ("7s", "[int16]-1"),
    "ushort": ("7us",),
    "uint": ("5u", "4294967295"),
    "ulong": ("5ul", "18446744073709551615"),
    "single": ("[single]1.5", "[single]0.1"),
    "char": ("[char]'a'", "[char]'5'", "[char]65"),
    "hashtable": ("@{a = 1}", "@{}", "@{b = 'x'}", "@{1 = 'one'}"),
    "ordered": ("[ordered]@{a = 1; b = 2}",),
    "custom object": ("[pscustomobject]@{a = 1; b = 'x'}", "[pscustomobject]@{}"),
    "datetime": ("[datetime]'2024-02-29 13:14:15'", "[datetime]::MinValue"),
    "timespan": ("[timespan]'1:02:03'", "[timespan]::Zero"),
    "version": ("[version]'1.2.3'",),
    "guid": ("[guid]'c9b3b1b6-3a1c-4f1b-9a57-0d3b1c2e4f5a'",),
    "enum": ("[System.DayOfWeek]::Monday", "[System.DayOfWeek]3"),
    "flags": ("[System.Text.RegularExpressions.RegexOptions]'IgnoreCase, Multiline'",),
    "regex": ("[regex]'a+'", "[regex]'(?<x>b)|c'"),
    "script block": ("{ 1 }", "{ $_ }", "{ param($x) $x }"),
    "type": ("[int]", "[string]", "[System.DayOfWeek]"),
    "range": ("(1..3)", "('a'..'c')"),
    "list": ("[System.Collections.Generic.List[int]]@(1, 2)", "[System.Collections.Generic.List[object]]@(1, 'a')"),
    "array list": ("[System.Collections.ArrayList]@(1, 'a')",),
    "typed array": ("[int[]]@(1, 2)", "[string[]]@('x', 'y')", "[byte[]]@(1, 255)", "[char[]]'ab'"),
    "uri": ("[uri]'https://example.com/a?b=1'",),
    "address": ("[ipaddress]'10.0.0.1'",),
    "string builder": ("[System.Text.StringBuilder]'abc'",),
}

# What may stand right of * and on either side of .. without asking for gigabytes.
SMALL: dict[str, tuple[str, ...]] = {
    **VALUES,
    "int": ("3", "0", "1", "-1"),
    "numeric string": ("'2'", "'1.5'", "' 4 '"),
    "double": ("1.5", "0.0", "2.5"),
    "long": ("3L", "-1L"),
    "decimal": ("1.5d", "2d"),
    "bigint": ("3n",),
    "byte": ("[byte]3",),
    "uint": ("3u",),
    "ulong": ("3ul",),
    "datetime": (),
    "timespan": (),
}

NUMBERS = ("int", "long", "double", "decimal", "bigint", "byte", "sbyte", "short", "ushort", "uint", "ulong", "single")

TYPES = (
    "int", "long", "double", "decimal", "bigint", "byte", "sbyte", "int16", "uint16", "uint32", "uint64", "single",
    "string", "char", "bool", "array", "int[]", "string[]", "object[]", "byte[]", "char[]", "hashtable",
    "pscustomobject", "psobject", "datetime", "timespan", "version", "guid", "System.DayOfWeek",
    "System.Text.RegularExpressions.RegexOptions", "regex", "scriptblock", "type", "uri", "ipaddress", "switch", "void",
    "object", "System.Collections.ArrayList", "System.Collections.Generic.List[int]",
    "System.Collections.Generic.List[string]", "nullable[int]", "System.Text.StringBuilder",
)  # fmt: skip
