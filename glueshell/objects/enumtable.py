"""The enumerations that are known by name: data only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def _count(names: Sequence[str], start: int = 0) -> dict[str, int]:
    return {name: start + position for position, name in enumerate(names)}


def _bits(text: str) -> dict[str, int]:
    names = text.split()
    return {"None": 0} | {name: 1 << position for position, name in enumerate(names)}


def _words(text: str, start: int = 0) -> dict[str, int]:
    return _count(text.split(), start)


DECLARED: Mapping[str, tuple[Mapping[str, int], bool]] = {
    "System.DayOfWeek": (_words("Sunday Monday Tuesday Wednesday Thursday Friday Saturday"), False),
    "System.StringComparison": (_words(
        "CurrentCulture CurrentCultureIgnoreCase InvariantCulture InvariantCultureIgnoreCase Ordinal"
        " OrdinalIgnoreCase"), False),
    "System.StringSplitOptions": ({"None": 0, "RemoveEmptyEntries": 1, "TrimEntries": 2}, True),
    "System.ConsoleColor": (_words(
        "Black DarkBlue DarkGreen DarkCyan DarkRed DarkMagenta DarkYellow Gray DarkGray Blue Green Cyan Red Magenta"
        " Yellow White"), False),
    "System.Management.Automation.OutputRendering": (_words("Host PlainText Ansi"), False),
    "System.Management.Automation.ProgressView": (_words("Minimal Classic"), False),
    "System.Management.Automation.CompletionResultType": (_words(
        "Text History Command ProviderItem ProviderContainer Property Method ParameterName ParameterValue Variable"
        " Namespace Type Keyword DynamicKeyword"), False),
    "System.Xml.XmlNodeType": (_words(
        "None Element Attribute Text CDATA EntityReference Entity ProcessingInstruction Comment Document DocumentType"
        " DocumentFragment Notation Whitespace SignificantWhitespace EndElement EndEntity XmlDeclaration"), False),
    "System.IO.SeekOrigin": (_words("Begin Current End"), False),
    "Microsoft.PowerShell.Commands.DisplayHintType": (_words("Date Time DateTime"), False),
    "System.DateTimeKind": (_words("Unspecified Utc Local"), False),
    "System.MidpointRounding": (_words("ToEven AwayFromZero ToZero ToNegativeInfinity ToPositiveInfinity"), False),
    "System.UriKind": (_words("RelativeOrAbsolute Absolute Relative"), False),
    "System.TypeCode": ({
        "Empty": 0, "Object": 1, "DBNull": 2, "Boolean": 3, "Char": 4, "SByte": 5, "Byte": 6, "Int16": 7, "UInt16": 8,
        "Int32": 9, "UInt32": 10, "Int64": 11, "UInt64": 12, "Single": 13, "Double": 14, "Decimal": 15, "DateTime": 16,
        "String": 18}, False),
    "System.Base64FormattingOptions": ({"None": 0, "InsertLineBreaks": 1}, True),
    "System.EnvironmentVariableTarget": (_words("Process User Machine"), False),
    "System.Environment+SpecialFolder": ({
        "Desktop": 0, "MyDocuments": 5, "Personal": 5, "UserProfile": 40, "ApplicationData": 26,
        "LocalApplicationData": 28, "CommonApplicationData": 35, "ProgramFiles": 38, "System": 37, "Windows": 36,
        "DesktopDirectory": 16, "MyMusic": 13, "MyPictures": 39, "MyVideos": 14, "Startup": 7}, False),
    "System.PlatformID": ({"Win32S": 0, "Win32Windows": 1, "Win32NT": 2, "WinCE": 3, "Unix": 4, "Xbox": 5,
                           "MacOSX": 6, "Other": 7}, False),
    "System.IO.FileAttributes": ({
        "None": 0, "ReadOnly": 1, "Hidden": 2, "System": 4, "Directory": 16, "Archive": 32, "Device": 64,
        "Normal": 128, "Temporary": 256, "SparseFile": 512, "ReparsePoint": 1024, "Compressed": 2048,
        "Offline": 4096, "NotContentIndexed": 8192, "Encrypted": 16384, "IntegrityStream": 32768,
        "NoScrubData": 131072}, True),
    "System.IO.SearchOption": (_words("TopDirectoryOnly AllDirectories"), False),
    "System.IO.FileMode": (_words("CreateNew Create Open OpenOrCreate Truncate Append", 1), False),
    "System.Globalization.NumberStyles": ({
        "None": 0, "AllowLeadingWhite": 1, "AllowTrailingWhite": 2, "AllowLeadingSign": 4, "Integer": 7,
        "AllowTrailingSign": 8, "AllowParentheses": 16, "AllowDecimalPoint": 32, "AllowThousands": 64,
        "Number": 111, "AllowExponent": 128, "Float": 167, "AllowCurrencySymbol": 256, "Currency": 383, "Any": 511,
        "AllowHexSpecifier": 512, "HexNumber": 515, "AllowBinarySpecifier": 1024, "BinaryNumber": 1027}, True),
    "System.Globalization.DateTimeStyles": ({
        "None": 0, "AllowLeadingWhite": 1, "AllowTrailingWhite": 2, "AllowInnerWhite": 4, "AllowWhiteSpaces": 7,
        "NoCurrentDateDefault": 8, "AdjustToUniversal": 16, "AssumeLocal": 32, "AssumeUniversal": 64,
        "RoundtripKind": 128}, True),
    "System.Text.RegularExpressions.RegexOptions": ({
        "None": 0, "IgnoreCase": 1, "Multiline": 2, "ExplicitCapture": 4, "Compiled": 8, "Singleline": 16,
        "IgnorePatternWhitespace": 32, "RightToLeft": 64, "ECMAScript": 256, "CultureInvariant": 512,
        "NonBacktracking": 1024}, True),
    "System.Text.NormalizationForm": ({"FormC": 1, "FormD": 2, "FormKC": 5, "FormKD": 6}, False),
    "System.Net.SecurityProtocolType": ({
        "SystemDefault": 0, "Ssl3": 48, "Tls": 192, "Tls11": 768, "Tls12": 3072, "Tls13": 12288}, True),
    "System.Net.HttpStatusCode": ({
        "Continue": 100, "SwitchingProtocols": 101, "Processing": 102, "EarlyHints": 103, "OK": 200, "Created": 201,
        "Accepted": 202, "NonAuthoritativeInformation": 203, "NoContent": 204, "ResetContent": 205,
        "PartialContent": 206, "MultiStatus": 207, "AlreadyReported": 208, "IMUsed": 226, "MultipleChoices": 300,
        "Ambiguous": 300, "MovedPermanently": 301, "Moved": 301, "Found": 302, "Redirect": 302, "SeeOther": 303,
        "RedirectMethod": 303, "NotModified": 304, "UseProxy": 305, "Unused": 306, "RedirectKeepVerb": 307,
        "TemporaryRedirect": 307, "PermanentRedirect": 308, "BadRequest": 400, "Unauthorized": 401,
        "PaymentRequired": 402, "Forbidden": 403, "NotFound": 404, "MethodNotAllowed": 405, "NotAcceptable": 406,
        "ProxyAuthenticationRequired": 407, "RequestTimeout": 408, "Conflict": 409, "Gone": 410,
        "LengthRequired": 411, "PreconditionFailed": 412, "RequestEntityTooLarge": 413, "RequestUriTooLong": 414,
        "UnsupportedMediaType": 415, "RequestedRangeNotSatisfiable": 416, "ExpectationFailed": 417,
        "MisdirectedRequest": 421, "UnprocessableEntity": 422, "UnprocessableContent": 422, "Locked": 423,
        "FailedDependency": 424, "UpgradeRequired": 426, "PreconditionRequired": 428, "TooManyRequests": 429,
        "RequestHeaderFieldsTooLarge": 431, "UnavailableForLegalReasons": 451, "InternalServerError": 500,
        "NotImplemented": 501, "BadGateway": 502, "ServiceUnavailable": 503, "GatewayTimeout": 504,
        "HttpVersionNotSupported": 505, "VariantAlsoNegotiates": 506, "InsufficientStorage": 507, "LoopDetected": 508,
        "NotExtended": 510, "NetworkAuthenticationRequired": 511}, False),
    "Microsoft.PowerShell.Commands.WebRequestMethod": (_words(
        "Default Get Head Post Put Delete Trace Options Merge Patch"), False),
    "Microsoft.PowerShell.Commands.WebAuthenticationType": (_words("None Basic Bearer OAuth"), False),
    "Microsoft.PowerShell.Commands.WebSslProtocol": ({
        "Default": 0, "Tls": 3072, "Tls11": 3072, "Tls12": 3072, "Tls13": 12288}, True),
    "System.Net.Sockets.AddressFamily": ({"InterNetwork": 2, "InterNetworkV6": 23}, False),
    "System.Reflection.BindingFlags": (_bits(
        "IgnoreCase DeclaredOnly Instance Static Public NonPublic FlattenHierarchy") | {"Default": 0}, True),
    "System.Management.Automation.ActionPreference": ({
        "SilentlyContinue": 0, "Stop": 1, "Continue": 2, "Inquire": 3, "Ignore": 4, "Suspend": 5, "Break": 6}, False),
    "System.Management.Automation.Runspaces.PipelineState": (_words(
        "NotStarted Running Stopping Stopped Completed Failed Disconnected"), False),
    "System.Management.Automation.ErrorView": (_words("NormalView CategoryView ConciseView DetailedView"), False),
    "System.Management.Automation.ConfirmImpact": (_words("None Low Medium High"), False),
    "System.Management.Automation.ErrorCategory": (_words(
        "NotSpecified OpenError CloseError DeviceError DeadlockDetected InvalidArgument InvalidData InvalidOperation"
        " InvalidResult InvalidType MetadataError NotImplemented NotInstalled ObjectNotFound OperationStopped"
        " OperationTimeout SyntaxError ParserError PermissionDenied ResourceBusy ResourceExists ResourceUnavailable"
        " ReadError WriteError FromStdErr SecurityError ProtocolError ConnectionError AuthenticationError"
        " LimitsExceeded QuotaExceeded NotEnabled"), False),
    "System.Management.Automation.PSMemberViewTypes": ({"Extended": 1, "Adapted": 2, "Base": 4, "All": 7}, True),
    "System.Management.Automation.SessionStateEntryVisibility": (_words("Public Private"), False),
    "System.Management.Automation.Runspaces.AuthenticationMechanism": (_words(
        "Default Basic Negotiate NegotiateWithImplicitCredential Credssp Digest Kerberos"), False),
    "Microsoft.PowerShell.ExecutionPolicy": ({
        "Unrestricted": 0, "RemoteSigned": 1, "AllSigned": 2, "Restricted": 3, "Default": 3, "Bypass": 4,
        "Undefined": 5}, False),
    "Microsoft.PowerShell.ExecutionPolicyScope": (_words(
        "Process CurrentUser LocalMachine UserPolicy MachinePolicy"), False),
    "Microsoft.PowerShell.Commands.BaseCsvWritingCommand+QuoteKind": (_words("Never Always AsNeeded"), False),
    "Microsoft.PowerShell.Commands.ExportAliasFormat": (_words("Csv Script"), False),
    "Microsoft.PowerShell.Commands.JsonDateKind": (_words("Default Local Utc Offset String"), False),
    "Microsoft.PowerShell.Commands.TestPathType": (_words("Any Container Leaf"), False),
    "Newtonsoft.Json.StringEscapeHandling": (_words("Default EscapeNonAscii EscapeHtml"), False),
    "System.Management.Automation.JobState": (_words(
        "NotStarted Running Completed Failed Stopped Blocked Suspended Disconnected Suspending Stopping AtBreakpoint"
    ), False),
    "System.Management.Automation.CommandTypes": ({
        "Alias": 1, "Function": 2, "Filter": 4, "Cmdlet": 8, "ExternalScript": 16, "Application": 32, "Script": 64,
        "Configuration": 256, "All": 383}, True),
    "System.Globalization.CultureTypes": ({"NeutralCultures": 1, "SpecificCultures": 2}, True),
    "System.Globalization.CalendarWeekRule": ({"FirstDay": 0, "FirstFullWeek": 1, "FirstFourDayWeek": 2}, False),
    "System.Management.Automation.PSMemberTypes": ({
        "AliasProperty": 1, "CodeProperty": 2, "Property": 4, "NoteProperty": 8, "ScriptProperty": 16,
        "PropertySet": 32, "Method": 64, "CodeMethod": 128, "ScriptMethod": 256, "Methods": 448,
        "ParameterizedProperty": 512, "MemberSet": 1024, "Event": 2048, "Dynamic": 4096, "InferredProperty": 8192,
        "Properties": 8223, "All": 16383}, True),
    "System.Management.Automation.ScopedItemOptions": ({
        "None": 0, "ReadOnly": 1, "Constant": 2, "Private": 4, "AllScope": 8, "Unspecified": 16}, True),
    "System.Management.Automation.WildcardOptions": ({
        "None": 0, "Compiled": 1, "IgnoreCase": 2, "CultureInvariant": 4}, True),
    "System.Management.Automation.WhereOperatorSelectionMode": (_words(
        "Default First Last SkipUntil Until Split"), False),
    "System.Management.Automation.SplitOptions": ({
        "SimpleMatch": 1, "RegexMatch": 2, "CultureInvariant": 4, "IgnorePatternWhitespace": 8, "Multiline": 16,
        "Singleline": 32, "IgnoreCase": 64, "ExplicitCapture": 128}, True),
}
"""Full name -> (names to numbers, whether they are flags)."""
