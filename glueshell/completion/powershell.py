"""What PowerShell itself says of its operators and variables: the words of `TabExpansion2`'s tooltips."""

from __future__ import annotations

from collections.abc import Mapping

_COMPARES = (
    "{name} - {case}. When the left operand is a collection, returns values from the collection that {many},"
    " otherwise returns TRUE if the left operand {one}."
)
# Operator -> what it is called, what it keeps of a collection, when it holds for one value.
_COMPARISONS: Mapping[str, tuple[str, str, str]] = {
    "eq": ("Equal to", "equal the right operand", "equals the right operand"),
    "ne": ("Not equal to", "do not equal the right operand", "does not equal the right operand"),
    "gt": ("Greater than", "are greater than the right operand", "is greater than the right operand"),
    "ge": (
        "Greater than or equal to",
        "are greater than or equal to the right operand",
        "is greater than or equal to the right operand",
    ),
    "lt": ("Less than", "are less than the right operand", "is less than the right operand"),
    "le": (
        "Less than or equal to",
        "are less than or equal to the right operand",
        "is less than or equal to the right operand",
    ),
    "like": ("Wildcard matching operator", "match the right hand operand", "matches the right operand"),
    "notlike": (
        "Wildcard matching operator",
        "do not match the right hand operand",
        "does not match the right operand",
    ),
    "match": ("Regular expression matching operator", "match the right hand operand", "matches the right operand"),
    "notmatch": (
        "Regular expression matching operator",
        "do not match the right hand operand",
        "does not match the right operand",
    ),
}
_WORDS: Mapping[str, str] = {
    "and": "Logical and. Returns TRUE when both statements are TRUE.",
    "or": "Logical or. TRUE when either or both statements are TRUE.",
    "xor": ("Logical exclusive or. Returns TRUE when one of the statements is TRUE and the other is FALSE."),
    "not": "Logical not. Negates the statement that follows it.",
    "bnot": "Bitwise NOT",
    "band": "Bitwise AND",
    "bor": "Bitwise OR (inclusive)",
    "bxor": "Bitwise OR (exclusive)",
    "shl": "Shift Left bit operator. Inserts zero in right-most bit position.",
    "shr": (
        "Shift Right bit operator. Inserts zero in the left-most bit position. For signed values,"
        " sign bit is preserved."
    ),
    "f": "Formats strings by using the format method of string objects.",
    "is": ("Returns TRUE when the left operand is an instance of the specified .NET Framework type (right operand)."),
    "isnot": (
        "Returns TRUE when the left operand is not an instance of the specified .NET Framework type (right operand)."
    ),
    "as": "Converts the left operand to the specified .NET Framework type (right operand).",
    "join": ("Join - combine multiple strings into a single string.\n-Join <String[]>\n<String[]> -Join <Delimiter>"),
    "replace": (
        "Replace operator - case insensitive. Changes the left operand. Example: (dir"
        " *.ps1).FullName -replace '.ps1$','.ps1.bak'"
    ),
    "split": (
        "Split - case insensitive. Split one or more strings into substrings.\n-Split"
        ' <String>\n\n<String> -Split <Delimiter>[,<Max-substrings>[,"<Options>"]]\n\n<String>'
        " -Split {<ScriptBlock>} [,<Max-substrings>]"
    ),
    "contains": (
        "Containment operator - case insensitive. Returns TRUE when the test value (right operand)"
        " exactly matches at least one of the values in the left operand."
    ),
    "notcontains": (
        "Containment operator - case insensitive. Returns TRUE when the test value (right operand)"
        " exactly matches none of the values in the left operand."
    ),
    "in": (
        "Containment operator - case insensitive. Returns TRUE when the test value (left operand)"
        " exactly matches at least one of the values in the right operand."
    ),
    "notin": (
        "Containment operator - case sensitive. Returns TRUE when the test value (left operand)"
        " exactly matches none of the values in the right operand."
    ),
}
# Spellings whose words differ from those of the plain operator in more than the case.
_OWN_WORDS: Mapping[str, str] = {
    "ccontains": (
        "Containment operator - case sensitive. Returns TRUE only when the test value (right"
        " operand) exactly matches at least one of the values in the left operand."
    ),
    "inotin": (
        "Containment operator - case insensitive. Returns TRUE when the test value (left operand)"
        " exactly matches none of the values in the right operand."
    ),
}

#: What PowerShell says of its own variables, by lower-case name.
NOTES: Mapping[str, str] = {
    "?": "Status of last command",
    "confirmpreference": (
        "Dictates when confirmation should be requested. Confirmation is requested when the"
        " ConfirmImpact of the operation is equal to or greater than $ConfirmPreference. If"
        " $ConfirmPreference is None, actions will only be confirmed when Confirm is specified."
    ),
    "debugpreference": "Dictates the action taken when a Debug message is delivered",
    "enabledexperimentalfeatures": "Variable to hold the enabled experimental feature names",
    "erroractionpreference": "Dictates the action taken when an error message is delivered",
    "errorview": "Dictates the view mode to use when displaying errors",
    "executioncontext": "The run objects available to cmdlets",
    "false": "Boolean False",
    "formatenumerationlimit": "Dictates the limit of enumeration on formatting IEnumerable objects",
    "home": "Folder containing the current user's profile",
    "host": "A reference to the host of the current runspace",
    "informationpreference": "Dictates the action taken when a command generates an item in the Information stream",
    "maximumhistorycount": "Maximum number of history objects to retain in a session",
    "nestedpromptlevel": "Dictates what type of prompt should be displayed for the current nesting level",
    "null": "References to the null variable always return the null value. Assignments have no effect.",
    "outputencoding": "The text encoding used when piping text to a native executable file",
    "pid": "Current process ID",
    "progresspreference": "Dictates the action taken when progress records are delivered",
    "psculture": "Culture of the current PowerShell session",
    "psdefaultparametervalues": "Variable to hold all default <cmdlet:parameter, value> pairs",
    "psedition": "Edition information for the current PowerShell session",
    "psemailserver": (
        "Variable to contain the name of the email server. This can be used instead of the HostName"
        " parameter in the Send-MailMessage cmdlet."
    ),
    "pshome": "Parent folder of the host application of the current runspace",
    "psnativecommandargumentpassing": "Dictates how arguments are passed to native executables.",
    "psnativecommanduseerroractionpreference": (
        "If true, $ErrorActionPreference applies to native executables, so that non-zero exit codes"
        " will generate cmdlet-style errors governed by error action settings"
    ),
    "pssessionapplicationname": "AppName where the remote connection will be established",
    "pssessionconfigurationname": "Name of the session configuration which will be loaded on the remote computer",
    "pssessionoption": "Default session options for new remote sessions",
    "psstyle": "Configuration controlling how text is rendered.",
    "psuiculture": "UI culture of the current PowerShell session",
    "psversiontable": "Version information for current PowerShell session",
    "shellid": "The ShellID identifies the current shell.  This is used by #Requires.",
    "true": "Boolean True",
    "verbosepreference": "Dictates the action taken when a Verbose message is delivered",
    "warningpreference": "Dictates the action taken when a Warning message is delivered",
    "whatifpreference": "If true, WhatIf is considered to be enabled for all commands.",
}

#: PowerShell's own variables and the types it gives them.
OWN_TYPES: Mapping[str, str] = {
    "ConfirmPreference": "ConfirmImpact", "DebugPreference": "ActionPreference",
    "EnabledExperimentalFeatures": "ReadOnlyBag[string]", "Error": "ArrayList",
    "ErrorActionPreference": "ActionPreference", "ErrorView": "ErrorView", "ExecutionContext": "EngineIntrinsics",
    "false": "bool", "FormatEnumerationLimit": "int", "HOME": "string", "Host": "InternalHost",
    "InformationPreference": "ActionPreference", "IsCoreCLR": "bool", "IsLinux": "bool", "IsMacOS": "bool",
    "IsWindows": "bool", "MaximumHistoryCount": "int", "NestedPromptLevel": "int", "null": "",
    "OutputEncoding": "UTF8Encoding+UTF8EncodingSealed", "PID": "int", "ProgressPreference": "ActionPreference",
    "PSCommandPath": "string", "PSCulture": "string", "PSDefaultParameterValues": "DefaultParameterDictionary",
    "PSEdition": "string", "PSEmailServer": "string", "PSHOME": "string",
    "PSNativeCommandArgumentPassing": "NativeArgumentPassingStyle", "PSNativeCommandUseErrorActionPreference": "bool",
    "PSSessionApplicationName": "string", "PSScriptRoot": "string", "PSSessionConfigurationName": "string",
    "PSSessionOption": "PSSessionOption", "PSStyle": "PSStyle", "PSUICulture": "string",
    "PSVersionTable": "PSVersionHashTable", "PWD": "PathInfo", "ShellId": "string", "StackTrace": "", "?": "bool",
    "^": "", "$": "", "true": "bool", "VerbosePreference": "ActionPreference",
    "WarningPreference": "ActionPreference", "WhatIfPreference": "bool",
}  # fmt: skip

# Where those of them are that have no short name, and the types of variables that are there at times only.
_FULL_TYPES: Mapping[str, str] = {
    "ConfirmImpact": "System.Management.Automation.ConfirmImpact",
    "ActionPreference": "System.Management.Automation.ActionPreference",
    "ArrayList": "System.Collections.ArrayList",
    "ErrorView": "System.Management.Automation.ErrorView",
    "EngineIntrinsics": "System.Management.Automation.EngineIntrinsics",
    "InternalHost": "System.Management.Automation.Internal.Host.InternalHost",
    "UTF8Encoding+UTF8EncodingSealed": "System.Text.UTF8Encoding+UTF8EncodingSealed",
    "DefaultParameterDictionary": "System.Management.Automation.DefaultParameterDictionary",
    "PSStyle": "System.Management.Automation.PSStyle",
    "PSVersionHashTable": "System.Management.Automation.PSVersionHashTable",
    "PathInfo": "System.Management.Automation.PathInfo",
}
_AT_TIMES: Mapping[str, str] = {
    "args": "object[]", "?": "bool", "myinvocation": "System.Management.Automation.InvocationInfo",
    "pscmdlet": "System.Management.Automation.PSCmdlet", "pscommandpath": "string", "psscriptroot": "string",
    "psboundparameters": "System.Management.Automation.PSBoundParametersDictionary", "lastexitcode": "int",
    "matches": "System.Collections.Hashtable", "ofs": "string",
}  # fmt: skip
_IN_LOWER_CASE = {name.lower(): kind for name, kind in OWN_TYPES.items()}


def own_type(name: str) -> str:
    """The full name of the type of one of PowerShell's own variables, by its name in lower case; or nothing."""
    if name.startswith("env:"):
        return "string"
    kind = _IN_LOWER_CASE.get(name) or _AT_TIMES.get(name, "")
    return _FULL_TYPES.get(kind, kind)


#: The drives that `$drive:name` reaches, with PowerShell's words about them.
DRIVES: Mapping[str, str] = {
    "Alias": "Drive that contains a view of the aliases stored in a session state",
    "Env": "Drive that contains a view of the environment variables for the process",
    "Function": "Drive that contains a view of the functions stored in a session state",
    "Temp": "Drive that maps to the temporary directory path for the current user",
    "Variable": "Drive that contains a view of those variables stored in a session state",
}

#: The scopes that `$scope:name` names.
SCOPES: tuple[str, ...] = ("Global:", "Local:", "Script:", "Private:", "Using:")

#: What PowerShell's own attributes are and the arguments they take by name, type and name as it says them.
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "Alias": (), "AllowEmptyCollection": (), "AllowEmptyString": (), "AllowNull": (), "ArgumentCompleter": (),
    "ArgumentCompletions": (),
    "CmdletBinding": (
        "System.Boolean PositionalBinding", "System.String DefaultParameterSetName",
        "System.Boolean SupportsShouldProcess", "System.Boolean SupportsPaging", "System.Boolean SupportsTransactions",
        "System.Management.Automation.ConfirmImpact ConfirmImpact", "System.String HelpUri",
        "System.Management.Automation.RemotingCapability RemotingCapability",
    ),
    "OutputType": ("System.String ProviderCmdlet", "System.String[] ParameterSetName"),
    "Parameter": (
        "System.Int32 Position", "System.String ParameterSetName", "System.Boolean Mandatory",
        "System.Boolean ValueFromPipeline", "System.Boolean ValueFromPipelineByPropertyName",
        "System.Boolean ValueFromRemainingArguments", "System.String HelpMessage", "System.String HelpMessageBaseName",
        "System.String HelpMessageResourceId", "System.Boolean DontShow",
    ),
    "PSDefaultValue": ("System.Object Value", "System.String Help"), "SupportsWildcards": (), "ValidateCount": (),
    "ValidateDrive": (), "ValidateLength": (), "ValidateNotNull": (), "ValidateNotNullOrEmpty": (),
    "ValidateNotNullOrWhiteSpace": (),
    "ValidatePattern": ("System.Text.RegularExpressions.RegexOptions Options", "System.String ErrorMessage"),
    "ValidateRange": (), "ValidateScript": ("System.String ErrorMessage",),
    "ValidateSet": ("System.String ErrorMessage", "System.Boolean IgnoreCase"), "ValidateUserDrive": (),
}  # fmt: skip

#: What may follow `using`.
USINGS: Mapping[str, str] = {
    "assembly": "Specifies the path to a .NET assembly to load.\n\nusing assembly <.NET-assembly-path>",
    "module": (
        "Specifies a PowerShell module to load classes from.\n\nusing module <ModuleName or Path>"
        "\n\nusing module <ModuleSpecification hashtable>"
    ),
    "namespace": (
        "Specifies a .NET namespace to resolve types from or a namespace alias.\n\nusing namespace <.NET-namespace>"
        "\n\nusing namespace <AliasName> = <.NET-namespace>"
    ),
    "type": "Specifies an alias for a .NET Type.\n\nusing type <AliasName> = <.NET-type>",
}

#: What a `#requires` may ask for.
REQUIRES: Mapping[str, str] = {
    "Modules": (
        "[string] or [hashtable]\n"
        "Specifies an array of PowerShell modules that the script requires.\n"
        "Each element can either be a string with the module name as value or a hashtable with the following keys:\n"
        "Name: Name of the module\n"
        "GUID: GUID of the module\n"
        "One of the following:\n"
        "ModuleVersion: Specifies a minimum acceptable version of the module.\n"
        "RequiredVersion: Specifies an exact, required version of the module.\n"
        "MaximumVersion: Specifies the maximum acceptable version of the module."
    ),
    "PSEdition": (
        '[string]\nSpecifies a PowerShell edition that the script requires.\nValid values are "Core" and "Desktop"'
    ),
    "RunAsAdministrator": (
        "[switch]\n"
        "Specifies that PowerShell must be running as administrator on Windows.\n"
        "This must be the last parameter on the #requires statement line."
    ),
    "Version": ("[version]\nSpecifies the minimum version of PowerShell that the script requires."),
}

#: The keywords of comment-based help.
HELP: Mapping[str, str] = {
    "COMPONENT": "The name of the technology or feature that the function or script uses, or to which it is related.",
    "DESCRIPTION": (
        "A detailed description of the function or script.\nThis keyword can be used only once in each topic."
    ),
    "EXAMPLE": (
        "A sample command that uses the function or script, optionally followed by sample output and a "
        "description.\n"
        "Repeat this keyword for each example."
    ),
    "EXTERNALHELP": (
        ".EXTERNALHELP <XML Help File>\n"
        "The .ExternalHelp keyword is required when a function or script is documented in XML files."
    ),
    "FORWARDHELPCATEGORY": (
        ".FORWARDHELPCATEGORY <Category>\nSpecifies the help category of the item in .ForwardHelpTargetName"
    ),
    "FORWARDHELPTARGETNAME": (
        ".FORWARDHELPTARGETNAME <Command-Name>\nRedirects to the help topic for the specified command."
    ),
    "FUNCTIONALITY": "The keywords that describe the intended use of the function.",
    "INPUTS": (
        "The .NET types of objects that can be piped to the function or script.\n"
        "You can also include a description of the input objects."
    ),
    "LINK": (
        "The name of a related topic.\n"
        "Repeat the .LINK keyword for each related topic.\n"
        "The .Link keyword content can also include a URI to an online version of the same help topic."
    ),
    "NOTES": "Additional information about the function or script.",
    "OUTPUTS": (
        "The .NET type of the objects that the cmdlet returns.\n"
        "You can also include a description of the returned objects."
    ),
    "PARAMETER": (
        ".PARAMETER  <Parameter-Name>\n"
        "The description of a parameter.\n"
        "Add a .PARAMETER keyword for each parameter in the function or script syntax."
    ),
    "REMOTEHELPRUNSPACE": (
        ".REMOTEHELPRUNSPACE <PSSession-variable>\n"
        "Specifies a session that contains the help topic.\n"
        "Enter a variable that contains a PSSession object."
    ),
    "ROLE": "The name of the user role for the help topic.",
    "SYNOPSIS": ("A brief description of the function or script.\nThis keyword can be used only once in each topic."),
}

#: The editions that a `#requires` may name.
EDITIONS: Mapping[str, str] = {
    "Core": "Specifies that the script requires PowerShell 7+ to run.",
    "Desktop": "Specifies that the script requires Windows PowerShell 5.1 to run.",
}

#: The values of types of PowerShell's own variables that are no types here.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "ErrorView": ("NormalView", "CategoryView", "ConciseView", "DetailedView"),
    "NativeArgumentPassingStyle": ("Legacy", "Standard", "Windows"),
}

#: Flags of `switch`.
SWITCH_FLAGS: tuple[str, ...] = ("CaseSensitive", "Exact", "File", "Parallel", "Regex", "Wildcard")

_VERBS = (
    "Add", "Clear", "Close", "Copy", "Enter", "Exit", "Find", "Format", "Get", "Hide", "Join", "Lock", "Move",
    "New", "Open", "Optimize", "Push", "Pop", "Redo", "Remove", "Rename", "Reset", "Resize", "Search", "Select",
    "Set", "Show", "Skip", "Split", "Step", "Switch", "Undo", "Unlock", "Watch", "Connect", "Disconnect",
    "Read", "Receive", "Send", "Write", "Backup", "Checkpoint", "Compare", "Compress", "Convert", "ConvertFrom",
    "ConvertTo", "Dismount", "Edit", "Expand", "Export", "Group", "Import", "Initialize", "Limit", "Merge",
    "Mount", "Out", "Publish", "Restore", "Save", "Sync", "Unpublish", "Update", "Debug", "Measure", "Ping",
    "Repair", "Resolve", "Test", "Trace", "Approve", "Assert", "Build", "Complete", "Confirm", "Deny", "Deploy",
    "Disable", "Enable", "Install", "Invoke", "Register", "Request", "Restart", "Resume", "Start", "Stop",
    "Submit", "Suspend", "Uninstall", "Unregister", "Wait", "Use", "Block", "Grant", "Protect", "Revoke",
    "Unblock", "Unprotect",
)  # fmt: skip

#: Values that PowerShell offers for parameters of these names, whichever command has them, or one command has.
VALUES: Mapping[str, tuple[str, ...]] = {
    "encoding": (
        "ansi", "ascii", "bigendianunicode", "bigendianutf32", "oem", "unicode", "utf7", "utf8", "utf8BOM",
        "utf8NoBOM", "utf32",
    ),
    "get-command verb": _VERBS,
    "get-verb verb": _VERBS,
    "get-psdrive name": ("/", "Alias", "Env", "Function", "Temp", "Variable"),
    "psprovider": ("Alias", "Environment", "FileSystem", "Function", "Variable"),
    "new-item itemtype": ("File", "Directory", "SymbolicLink", "Junction", "HardLink"),
    "get-help category": (
        "Alias", "All", "Class", "Cmdlet", "Configuration", "DefaultHelp", "DscResource", "ExternalScript", "FAQ",
        "Filter", "Function", "General", "Glossary", "HelpFile", "Provider", "ScriptCommand",
    ),
    "set-executionpolicy scope": ("CurrentUser", "LocalMachine", "MachinePolicy", "Process", "UserPolicy"),
    "invoke-restmethod httpversion": ("1.0", "1.1", "2.0", "3.0"),
    "invoke-webrequest httpversion": ("1.0", "1.1", "2.0", "3.0"),
    "update-typedata membertype": (
        "AliasProperty", "CodeMethod", "CodeProperty", "NoteProperty", "ScriptMethod", "ScriptProperty",
    ),
    "get-date format": ("FileDate", "FileDateUniversal", "FileDateTime", "FileDateTimeUniversal"),
    "scope": ("Global", "Local", "Script"),
    "set-strictmode version": ("Latest", "3.0", "2.0", "1.0"),
    "add-member membertype": (
        "AliasProperty", "All", "CodeMethod", "CodeProperty", "Dynamic", "Event", "InferredProperty", "MemberSet",
        "Method", "Methods", "NoteProperty", "ParameterizedProperty", "Properties", "Property", "PropertySet",
        "ScriptMethod", "ScriptProperty",
    ),
    "get-member membertype": (
        "AliasProperty", "All", "CodeMethod", "CodeProperty", "Dynamic", "Event", "InferredProperty", "MemberSet",
        "Method", "Methods", "NoteProperty", "ParameterizedProperty", "Properties", "Property", "PropertySet",
        "ScriptMethod", "ScriptProperty",
    ),
}  # fmt: skip
#: Those of them that PowerShell calls a text, not a value.
TEXTS = frozenset(("scope", "get-command verb", "get-verb verb", "set-strictmode version", "new-item itemtype"))

#: Names that PowerShell knows as variables even while they have no value.
AUTOMATIC: tuple[str, ...] = (
    "args", "CurrentlyExecutingCommand", "foreach", "input", "LASTEXITCODE", "LogCommandHealthEvent",
    "LogCommandLifecycleEvent", "LogEngineHealthEvent", "LogEngineLifecycleEvent", "LogProviderHealthEvent",
    "LogProviderLifecycleEvent", "LogSettingsEvent", "Matches", "MyInvocation", "OFS", "PSBoundParameters", "PSCmdlet",
    "PSDebugContext", "PSItem", "PSLogUserData", "PSModuleAutoLoadingPreference", "PSSenderInfo", "switch", "this",
    "VerboseHelpErrors", "_",
)  # fmt: skip


def tooltip_of(operator: str) -> str:
    """The tooltip of an operator, by its spelling without the dash."""
    own = _OWN_WORDS.get(operator)
    if own is not None:
        return own
    plain = operator if operator in _COMPARISONS or operator in _WORDS else operator[1:]
    case = "case sensitive" if operator != plain and operator[0] == "c" else "case insensitive"
    if plain in _COMPARISONS:
        name, many, one = _COMPARISONS[plain]
        return _COMPARES.format(name=name, case=case, many=many, one=one)
    return _WORDS.get(plain, "").replace("case insensitive", case)
