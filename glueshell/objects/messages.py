"""Messages of this room, as PowerShell words them: key -> (template, error id or "", category, exception type)."""

from __future__ import annotations

from collections.abc import Mapping

_RUNTIME = "System.Management.Automation.RuntimeException"
_CAST = "System.Management.Automation.PSInvalidCastException"
_METHOD = "System.Management.Automation.MethodException"
_SET = "System.Management.Automation.SetValueInvocationException"
_ARGUMENT = "System.ArgumentException"
_RANGE = "System.ArgumentOutOfRangeException"
_FORMAT = "System.FormatException"

TABLE: Mapping[str, tuple[str, str, str, str]] = {
    # conversion
    "InvalidCastFromStringToInteger": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"', "", "InvalidArgument", _CAST),
    "InvalidCastFromStringToDoubleOrSingle": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"', "", "InvalidArgument", _CAST),
    "InvalidCastFromStringToDecimal": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"', "", "InvalidArgument", _CAST),
    "InvalidCastFromStringToType": (
        'Cannot convert the "{0}" value of type "System.String" to type "System.Type".', "", "InvalidArgument", _CAST),
    "InvalidCastIConvertible": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"', "", "InvalidArgument", _CAST),
    "InvalidCast": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"', "", "InvalidArgument", _CAST),
    "ConvertToFinalInvalidCastException": (
        'Cannot convert the "{0}" value of type "{1}" to type "{2}".', "", "InvalidArgument", _CAST),
    "SecretNotConverted": (
        'Cannot convert the value of type "{0}" to type "{1}".', "ConvertToFinalInvalidCastException",
        "InvalidArgument", _CAST),
    "BigCast": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"', "InvalidCastTargetInvocationExceptionop_Explicit",
        "InvalidArgument", _CAST),
    "InvalidCastFromStringToUri": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"', "", "InvalidArgument", _CAST),
    "ConvertBooleanNull": (
        'Cannot convert value "{0}" to type "{1}". Boolean parameters accept only Boolean values and'
        " numbers, such as $True, $False, 1 or 0.", "ConvertToFinalInvalidCastException", "InvalidArgument", _CAST),
    "InvalidConvertible": (
        'Cannot convert value "{0}" to type "{1}". Error: "Invalid cast from \'{2}\' to \'{3}\'."',
        "InvalidCastIConvertible", "InvalidArgument", _CAST),
    "NullToType": (
        'Cannot convert null to type "{0}".', "nullToObjectInvalidCast", "InvalidArgument", _CAST),
    "ParseTarget": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"',
        "InvalidCastParseTargetInvocation", "InvalidArgument", _CAST),
    "ParseTargetWithProvider": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"',
        "InvalidCastParseTargetInvocationWithFormatProvider", "InvalidArgument", _CAST),
    "ConstructorTarget": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"',
        "InvalidCastConstructorException", "InvalidArgument", _CAST),
    "InvalidCastFromStringToRegex": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"', "", "InvalidArgument", _CAST),
    "CannotFindAppropriateConstructor": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"',
        "InvalidCastConstructorException", "InvalidArgument", _CAST),
    "XmlCast": (
        'Cannot convert value "{0}" to type "System.Xml.XmlDocument". Error: "{1}"',
        "InvalidCastToXmlDocument", "InvalidArgument", _CAST),
    "EnumerableToArray": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"',
        "InvalidCastExceptionEnumerableToArray", "InvalidArgument", _CAST),
    "NullableOfObject": (
        'Cannot convert value "{0}" to type "{1}". Error: "Cannot process argument because the value of argument "obj"'
        ' is null. Change the value of argument "obj" to a non-null value."',
        "InvalidCastConstructorException", "InvalidArgument", _CAST),
    "ScalarToArray": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"',
        "InvalidCastExceptionScalarToArray", "InvalidArgument", _CAST),
    "EnumNull": (
        'Cannot convert null to type "{0}" due to enumeration values that are not valid. Specify one of the following'
        ' enumeration values and try again. The possible enumeration values are "{1}".',
        "nullToEnumInvalidCast", "InvalidArgument", _CAST),
    "EnumUndefinedInteger": (
        'Cannot convert value "{0}" to type "{1}" due to enumeration values that are not valid. Specify one of the'
        ' following enumeration values and try again. The possible enumeration values are "{2}".',
        "UndefinedIntegerToEnum", "InvalidArgument", _CAST),
    "EnumUndefined": (
        'Cannot convert value "{0}" to type "{1}" due to enumeration values that are not valid. Specify one of the'
        ' following enumeration values and try again. The possible enumeration values are "{2}".',
        "EnumParseUndefined", "InvalidArgument", _CAST),
    "EnumParse": (
        'Cannot convert value "{0}" to type "{1}". Error: "{2}"',
        "CaseSensitiveEnumParseThrewAnException", "InvalidArgument", _CAST),
    "EnumUnknown": (
        'Cannot convert value "{0}" to type "{1}". Error: "Unable to match the identifier name {2} to a valid'
        ' enumerator name. Specify one of the following enumerator names and try again:\n{3}"',
        "SubstringDisambiguationEnumParseThrewAnException", "InvalidArgument", _CAST),
    "EnumAmbiguous": (
        'Cannot convert value "{0}" to type "{1}". Error: "The identifier name {2} cannot be processed because it is'
        " either too similar or identical to the following enumerator names: {3}. Use a more specific identifier"
        ' name."', "SubstringDisambiguationEnumParseThrewAnException", "InvalidArgument", _CAST),
    "CharTooLong": (
        'Cannot convert value "{0}" to type "System.Char". Error: "String must be exactly one character long."',
        "InvalidCastParseTargetInvocation", "InvalidArgument", _CAST),
    "ObjectPropertyMissing": (
        'Cannot create object of type "{0}". The property \'{1}\' was not found for the \'{3}\' object. {2}',
        "ObjectCreationError", "InvalidArgument", _CAST),
    "ObjectValueUnfit": ('Cannot create object of type "{0}". {1}', "ObjectCreationError", "InvalidArgument", _CAST),
    "ConvertHashtableOrdered": (
        "The ordered attribute can be specified only on a hash literal node.",
        "OrderedAttributeOnlyOnHashLiteralNode", "ParserError", _RUNTIME),
    # text parsed by .NET
    "IntFormat": ("The input string '{0}' was not in a correct format.", "", "", _FORMAT),
    "IntOverflow": ("Value was either too large or too small for {0}.", "", "", "System.OverflowException"),
    "BoolFormat": ("String '{0}' was not recognized as a valid Boolean.", "", "", _FORMAT),
    "GuidDashes": ("Dashes are in the wrong position for GUID parsing.", "", "", _FORMAT),
    "GuidSpecifier": (
        'Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".', "", "", _FORMAT),
    "GuidFormat": ("Unrecognized Guid format.", "", "", _FORMAT),
    "GuidLength": (
        "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).", "", "", _FORMAT),
    "GuidCharacter": ("Guid string should only contain hexadecimal characters.", "", "", _FORMAT),
    "GuidBrace": ("Expected {{0xdddddddd, etc}}.", "", "", _FORMAT),
    "GuidPrefix": ("Expected 0x prefix.", "", "", _FORMAT),
    "GuidComma": (
        "Could not find a comma, or the length between the previous token and the comma was zero (i.e., '0x,'etc.).",
        "", "", _FORMAT),
    "GuidLastBrace": (
        "Could not find a brace, or the length between the previous token and the brace was zero (i.e., '0x,'etc.).",
        "", "", _FORMAT),
    "GuidEnd": ("Could not find the ending brace.", "", "", _FORMAT),
    "GuidMore": ("Additional non-parsable characters are at the end of the string.", "", "", _FORMAT),
    "DateFormat": ("String '{0}' was not recognized as a valid DateTime.", "", "", _FORMAT),
    "DateUnknownWord": (
        "The string '{0}' was not recognized as a valid DateTime. There is an unknown word starting at index '{1}'.",
        "", "", _FORMAT),
    "DateRange": (
        "The DateTime represented by the string '{0}' is not supported in calendar"
        " 'System.Globalization.GregorianCalendar'.", "", "", _FORMAT),
    "DateUnrepresentable": (
        "Year, Month, and Day parameters describe an un-representable DateTime.", "", "", _RANGE),
    "DateArithmetic": ("The added or subtracted value results in an un-representable DateTime. (Parameter '{0}')",
                       "", "", _RANGE),
    "TimeSpanFormat": ("String '{0}' was not recognized as a valid TimeSpan.", "", "", _FORMAT),
    "TimeSpanOverflow": (
        "The TimeSpan string '{0}' could not be parsed because at least one of the numeric components is out of range"
        " or contains too many digits.", "", "", "System.OverflowException"),
    "TimeSpanTooLong": ("TimeSpan overflowed because the duration is too long.", "", "", "System.OverflowException"),
    "VersionShort": ("Version string portion was too short or too long. (Parameter 'input')", "", "", _ARGUMENT),
    "UnmatchedQuote": (
        "Cannot find a matching quote character for the character '{0}'.",
        "",
        "",
        _FORMAT,
    ),
    "InputFormat": ("Input string was not in a correct format.", "", "", _FORMAT),
    "IPAddressFormat": ("An invalid IP address was specified.", "", "", _FORMAT),
    "RegexParse": (
        "Invalid pattern '{0}' at offset {1}. {2}", "", "", "System.Text.RegularExpressions.RegexParseException"),
    "NonNegative": ("{0} ('{1}') must be a non-negative value. (Parameter '{0}')\nActual value was {1}.", "", "",
                    "System.ArgumentOutOfRangeException"),
    "WhereNothing": (
        "If the expression passed to the Where() operator is null then you must specify a non-Default value for the"
        " selection mode argument. Please change the value of the mode argument to a value other than Default and try"
        " running your script again.", "System.InvalidOperationException", "OperationStopped",
        "System.InvalidOperationException"),
    "WhereCount": (
        "The 'numberToReturn' value provided to the third argument of the Where() operator must be greater than zero."
        " Please correct the argument's value and try running your script again. (Parameter 'numberToReturn')\nActual"
        " value was {0}.", _RANGE, "OperationStopped", _RANGE),
    "ForEachConversion": (
        "Unable to convert input to the target type [{0}] passed to the ForEach() operator. Please check the specified"
        " type and try running your script again.", "ForEachTypeConversionFailed", "InvalidOperation", _RUNTIME),
    "ForEachMember": (
        "The ForEach() operator could not find a member '{0}' on the target object. Please verify that the named member"
        " exists and then try running your script again.", "ForEachNonexistentMemberReference", "InvalidOperation",
        _RUNTIME),
    "Below": ("{0} ('{1}') must be less than '{2}'. (Parameter '{0}')\nActual value was {1}.", "", "", _RANGE),
    "AtMost": ("{0} ('{1}') must be less than or equal to '{2}'. (Parameter '{0}')\nActual value was {1}.", "", "",
               "System.ArgumentOutOfRangeException"),
    "EnumFormat": ('Format string can be only "G", "g", "X", "x", "F", "f", "D" or "d".', "", "", _FORMAT),
    "FormatSpecifier": ("Format specifier was invalid.", "", "", _FORMAT),
    "DecimalOverflow": ("Value was either too large or too small for a Decimal.", "", "", "System.OverflowException"),
    # .NET members
    "SubstringStart": (
        "startIndex cannot be larger than length of string. (Parameter 'startIndex')", "", "", _RANGE),
    "NegativeStart": (
        "startIndex ('{0}') must be a non-negative value. (Parameter 'startIndex')\nActual value was {0}.", "", "",
        _RANGE),
    "StartIndexRange": (
        "Index was out of range. Must be non-negative and less than or equal to the size of the collection."
        " (Parameter 'startIndex')", "", "", _RANGE),
    "CharLength": ("String must be exactly one character long.", "", "", _FORMAT),
    "SubstringStartNegative": ("StartIndex cannot be less than zero. (Parameter 'startIndex')", "", "", _RANGE),
    "SubstringLength": (
        "Index and length must refer to a location within the string. (Parameter 'length')", "", "", _RANGE),
    "SubstringLengthNegative": ("Length cannot be less than zero. (Parameter 'length')", "", "", _RANGE),
    "RemoveCount": ("Index and count must refer to a location within the string. (Parameter 'count')", "", "", _RANGE),
    "SplitCount": ("Count cannot be less than -1. (Parameter 'count')", "", "", _RANGE),
    "NegatedMinimum": (
        "Negating the minimum value of a twos complement number is invalid.", "", "", "System.OverflowException"),
    "ReplaceEmpty": ("The value cannot be an empty string. (Parameter 'oldValue')", "", "", _ARGUMENT),
    "NegativeWidth": (
        "{0} ('{1}') must be a non-negative value. (Parameter '{0}')\nActual value was {1}.", "", "", _RANGE),
    "IndexRange": (
        "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
        "", "", _RANGE),
    "CapacityBelowCount": (
        "capacity was less than the current size. (Parameter 'value')", "", "", _RANGE),
    "ListIndexRange": ("Index must be within the bounds of the List. (Parameter 'index')", "", "", _RANGE),
    "ListRange": (
        "Index was out of range. Must be non-negative and less than or equal to the size of the collection."
        " (Parameter '{0}')", "", "", _RANGE),
    "ArrayTooShort": (
        "{0} array was not long enough. Check the {1} index, length, and the array's lower bounds. (Parameter"
        " '{1}Array')", "", "", "System.ArgumentException"),
    "NegativeCapacity": ("Non-negative number required. (Parameter '{0}')", "", "", _RANGE),
    "NegativeRoom": ("'{0}' must be non-negative. (Parameter '{0}')", "", "", _RANGE),
    "IndexBounds": ("Index was outside the bounds of the array.", "", "", "System.IndexOutOfRangeException"),
    "OffsetLength": (
        "Offset and length were out of bounds for the array or count is greater than the number of elements from index"
        " to the end of the source collection.", "", "", _ARGUMENT),
    "CountRange": ("Count must be positive and count must refer to a location within the string/array/collection."
                   " (Parameter 'count')", "", "", _RANGE),
    "HeaderMissing": ("The given header was not found.", "", "", "System.InvalidOperationException"),
    "CookieDomain": (
        "The parameter '{0}' cannot be an empty string. (Parameter 'cookie.Domain')", "", "",
        "System.ArgumentException"),
    "ArgumentNull": ("Value cannot be null. (Parameter '{0}')", "", "", "System.ArgumentNullException"),
    "KeyMissing": ("The given key '{0}' was not present in the dictionary.", "",
                   "", "System.Collections.Generic.KeyNotFoundException"),
    "KeyDuplicate": ("An item with the same key has already been added. Key: {0}", "", "", _ARGUMENT),
    "KeyDuplicateHashtable": ("Item has already been added. Key in dictionary: '{0}'  Key being added: '{1}'",
                              "", "", _ARGUMENT),
    "FixedSize": ("Collection was of a fixed size.", "", "", "System.NotSupportedException"),
    "InvalidFilenameOption": (
        "The file name argument to -file in the switch statement is not valid.", "", "InvalidOperation", _RUNTIME),
    "PathNotFound": ("Cannot find path '{0}' because it does not exist.", "", "ObjectNotFound", _RUNTIME),
    "FileReadError": ("The file could not be read: {0}.", "", "InvalidOperation", _RUNTIME),
    "BadEnumeration": (
        "An error occurred while enumerating through a collection: {0}.", "", "InvalidOperation", _RUNTIME),
    "QueueEmpty": ("{0} empty.", "", "", "System.InvalidOperationException"),
    "DivideByZero": ("Attempted to divide by zero.", "", "", "System.DivideByZeroException"),
    "RoundDecimals": ("Decimal can only round to between 0 and 28 digits of precision. (Parameter 'decimals')", "", "",
                      _RANGE),
    "RoundDigits": ("Rounding digits must be between 0 and {0}, inclusive. (Parameter '{1}')", "", "", _RANGE),
    "MinMax": ("'{0}' cannot be greater than {1}. (Parameter 'minValue')", "", "", _RANGE),
    "InvalidBase": ("Invalid Base.", "", "", _ARGUMENT),
    "BadDigits": ("Could not find any recognizable digits.", "", "", _FORMAT),
    "ExtraDigits": ("Additional non-parsable characters are at the end of the string.", "", "", _FORMAT),
    "Base64": (
        "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding"
        " characters, or an illegal character among the padding characters.", "", "", _FORMAT),
    "HexLength": (
        "The input is not a valid hex string as its length is not a multiple of 2.", "", "", _FORMAT),
    "UriFormat": ("Invalid URI: The format of the URI could not be determined.", "", "", "System.UriFormatException"),
    "UriHost": ("Invalid URI: The hostname could not be parsed.", "", "", "System.UriFormatException"),
    "UriEmpty": ("Invalid URI: The URI is empty.", "", "", "System.UriFormatException"),
    "UriRelative": ("This operation is not supported for a relative URI.", "", "", "System.InvalidOperationException"),
    "EnumBlank": (
        "Must specify valid information for parsing in the string. (Parameter 'value')", "", "", _ARGUMENT),
    "EnumText": ("Requested value '{0}' was not found.", "", "", _ARGUMENT),
    "TimeZone": ("The time zone ID '{0}' was not found on the local computer.", "", "",
                 "System.TimeZoneNotFoundException"),
    "EncodingName": (
        "'{0}' is not a supported encoding name. For information on defining a custom encoding, see the documentation"
        " for the Encoding.RegisterProvider method. (Parameter 'name')", "", "", _ARGUMENT),
    "FileMissing": ("Could not find file '{0}'.", "", "", "System.IO.FileNotFoundException"),
    "XmlDocument": ("{0}", "", "", "System.Xml.XmlException"),
    "CompareType": ("Object must be of type {0}.", "", "", _ARGUMENT),
    # operators
    "DivisionByZero": ("Attempted to divide by zero.", "RuntimeException", "NotSpecified", _RUNTIME),
    "OperatorMissing": (
        "Method invocation failed because [{0}] does not contain a method named '{1}'.",
        "MethodNotFound", "InvalidOperation", _RUNTIME),
    "NotComparable": (
        'Cannot compare "{0}" because it is not IComparable.', "NotIcomparable", "InvalidOperation", _RUNTIME),
    "PSObjectCompareTo": (
        'Cannot compare "{0}" to "{1}" because the objects are not the same type or the object "{0}" does not implement'
        ' "IComparable".', "", "NotSpecified", "System.Management.Automation.ExtendedTypeSystemException"),
    "ComparisonFailure": (
        'Could not compare "{0}" to "{1}". Error: "{2}"', "ComparisonFailure", "InvalidOperation", _RUNTIME),
    "AddHashtable": (
        "A hash table can only be added to another hash table.",
        "AddHashTableToNonHashTable", "InvalidOperation", _RUNTIME),
    "BadOperatorArgument": (
        "The argument to operator '{0}' is not valid: {1}.", "", "InvalidOperation", _RUNTIME),
    "SplitOptions": (
        "The combination of options with the -split operator is not valid.", "InvalidSplitOptionCombination",
        "ParserError", "System.Management.Automation.ParseException"),
    "SplitOptionsOfBlock": (
        "Options are not allowed on the -split operator with a predicate.", "InvalidSplitOptionWithPredicate",
        "ParserError", "System.Management.Automation.ParseException"),
    "NotADefinedOperation": (
        "The operation '[{0}] {1} [{2}]' is not defined.", "NotADefinedOperationForType", "InvalidOperation", _RUNTIME),
    "ReferenceLikeResult": (
        'Cannot invoke the method "{0}" of the ByRef-like return type "{1}". ByRef-like types are not supported in'
        " PowerShell.", "CannotCallMethodWithByRefLikeReturnType", "NotSpecified", _METHOD),
    "AmbiguousOverload": (
        'Multiple ambiguous overloads found for "{0}" and the argument count: "{1}".', "MethodCountCouldNotFindBest",
        "NotSpecified", _METHOD),
    "UndefinedBinary": (
        "The binary operator {0} is not defined for the types '{1}' and 'System.Int32'.",
        "System.InvalidOperationException", "OperationStopped", "System.InvalidOperationException"),
    "ShiftTooFar": (
        'Exception calling "{0}" with "2" argument(s): "Arithmetic operation resulted in an overflow."',
        "DotNetMethodException", "NotSpecified", "System.Management.Automation.MethodInvocationException"),
    "CannotCast": ("Unable to cast object of type '{0}' to type '{1}'.", "System.InvalidCastException",
                   "OperationStopped", "System.InvalidCastException"),
    "NoCoercion": ("No coercion operator is defined between types '{0}' and '{1}'.",
                   "System.InvalidOperationException", "OperationStopped", "System.InvalidOperationException"),
    "BadReplaceArgument": (
        "The -{0}replace operator allows only two elements to follow it, not {1}.",
        "BadReplaceArgument", "InvalidOperation", _RUNTIME),
    "InvalidRegularExpression": (
        "The regular expression pattern {0} is not valid.", "", "InvalidOperation", _RUNTIME),
    "WildcardPattern": (
        "The specified wildcard character pattern is not valid: {0}", "RuntimeException", "NotSpecified",
        "System.Management.Automation.WildcardPatternException"),
    "FormatError": ("Error formatting a string: {0}.", "", "InvalidOperation", _RUNTIME),
    "ToStringPSObjectBasicException": (
        'The following exception occurred while retrieving the string: "{0}"', "", "NotSpecified",
        "System.Management.Automation.ExtendedTypeSystemException"),
    "FormatIndex": (
        "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.",
        "", "", _FORMAT),
    "FormatInput": ("Input string was not in a correct format. Failure to parse near offset {0}. {1}", "", "", _FORMAT),
    "RangeType": (
        "The range operator '..' works only on numbers and characters.", "", "InvalidArgument", _RUNTIME),
    "IsOperatorType": (
        'Cannot convert "{0}" to a type; the right side of -is and -as must be a type.',
        "", "InvalidOperation", _RUNTIME),
    # members
    "InvokeMethodOnNull": (
        "You cannot call a method on a null-valued expression.", "", "InvalidOperation", _RUNTIME),
    "MethodNotFound": (
        "Method invocation failed because [{0}] does not contain a method named '{1}'.",
        "", "InvalidOperation", _RUNTIME),
    "MethodCountCouldNotFindBest": (
        'Cannot find an overload for "{0}" and the argument count: "{1}".', "", "NotSpecified", _METHOD),
    "MethodArgumentConversionInvalidCastArgument": (
        'Cannot convert argument "{0}", with value: "{1}", for "{2}" to type "{3}": "{4}"',
        "", "NotSpecified", _METHOD),
    "MethodInvocation": (
        'Exception calling "{0}" with "{1}" argument(s): "{2}"',
        "", "NotSpecified", "System.Management.Automation.MethodInvocationException"),
    "GetValueInvocation": (
        'Exception getting "{0}": "{1}"', "GetInvocationException", "NotSpecified",
        "System.Management.Automation.GetValueInvocationException"),
    "IndexedGet": (
        'Exception getting "{0}": "{1}"', "ExceptionWhenGetting", "NotSpecified",
        "System.Management.Automation.GetValueInvocationException"),
    "PropertyNotFound": (
        "The property '{0}' cannot be found on this object. Verify that the property exists and can be set.",
        "", "InvalidOperation", _RUNTIME),
    "PropertyAssignment": (
        "The property '{0}' cannot be found on this object. Verify that the property exists and can be set.",
        "PropertyAssignmentException", "InvalidOperation", _RUNTIME),
    "NoSetter": (
        'Set accessor for property "{0}" is unavailable.', "SetWithoutSetterFromScriptProperty", "NotSpecified",
        "System.Management.Automation.SetValueException"),
    "NamelessMember": (
        'Cannot process argument because the value of argument "name" is not valid. Change the value of the "name"'
        " argument and run the operation again.", "Argument", "InvalidArgument",
        "System.Management.Automation.PSArgumentException"),
    "PropertyReadOnly": ("'{0}' is a ReadOnly property.", "PropertyAssignmentException", "InvalidOperation", _RUNTIME),
    "SetterException": ('Exception setting "{0}": "{1}"', "ExceptionWhenSetting", "NotSpecified", _SET),
    "StaticPropertyMissing": (
        "The property '{0}' cannot be found on this object. Verify that the property exists and can be set.",
        "PropertyNotFound", "InvalidOperation", _RUNTIME),
    "NullArray": ("Cannot index into a null array.", "", "InvalidOperation", _RUNTIME),
    "NullArrayIndex": (
        "Index operation failed; the array index evaluated to null.", "", "InvalidOperation", _RUNTIME),
    "NeedMultidimensionalIndex": (
        "You cannot index into a {0} dimensional array with index [{1}].", "NeedMultidimensionalIndex",
        "InvalidOperation", _RUNTIME),
    "CannotIndexPut": (
        'Unable to index into an object of type "{0}".', "CannotIndex", "InvalidOperation", _RUNTIME),
    "CannotIndex": (
        "Unable to index into an object of type {0}.", "", "InvalidOperation", _RUNTIME),
    "ArrayIndexAssignment": (
        "Index was outside the bounds of the array.", "System.IndexOutOfRangeException", "OperationStopped",
        "System.IndexOutOfRangeException"),
    "ListIndexAssignment": (
        "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
        "System.ArgumentOutOfRangeException", "OperationStopped", _RANGE),
    "ArraySliceAssignment": (
        'Array assignment to [{0}] failed because assignment to slices is not supported.',
        "ArraySliceAssignmentFailed", "InvalidOperation", _RUNTIME),
    "TypeNotFound": ("Unable to find type [{0}].", "", "InvalidOperation", _RUNTIME),
    "AmbiguousName": ("The property name '{0}' is ambiguous; it could be: {1}.", "AmbiguousPropertyName",
                      "InvalidArgument", _RUNTIME),
    "MemberExists": (
        'Cannot add a member with the name "{0}" because a member with that name already exists. To overwrite the'
        " member anyway, add the Force parameter to your command.", "MemberAlreadyExists", "InvalidOperation",
        _RUNTIME),
    # JSON
    "JsonInvalid": (
        "Conversion from JSON failed with error: {0}", "System.ArgumentException", "NotSpecified", _ARGUMENT),
    "NonStringKey": (
        "The type '{0}' is not supported for serialization or deserialization of a dictionary. Keys must be strings.",
        "NonStringKeyInDictionary", "InvalidOperation", "System.InvalidOperationException"),
    "JsonDepth": (
        "Conversion from JSON failed with error: The reader's MaxDepth of {0} has been exceeded. Path '{1}', line {2},"
        " position {3}.", "System.ArgumentException", "NotSpecified", _ARGUMENT),
    "JsonEmptyKey": (
        "The provided JSON includes a property whose name is an empty string, this is only supported using the"
        " -AsHashTable switch.", "EmptyKeyInJsonString", "InvalidOperation", "System.InvalidOperationException"),
    "JsonKeysDifferByCase": (
        "Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable"
        " switch instead. The key that was attempted to be added to the existing key '{0}' was '{1}'.",
        "KeysWithDifferentCasingInJsonString", "InvalidOperation", "System.InvalidOperationException"),
    "JsonTypeUnsupported": (
        "The type '{0}' is not supported for serialization or deserialization of a dictionary. Keys must be strings.",
        "NonStringKeyInDictionary", "InvalidOperation", "System.InvalidOperationException"),
}
"""Templates take their values by position."""
