"""Every sentence the session says about what went wrong, with what would be right.

id: (sentence, advice); `{...}` is filled in by whoever raises it.
"""

from __future__ import annotations

from collections.abc import Mapping

from glueshell.session.vocabulary import command

DEAD_KEY_RULE = (
    "IT Glue drops keys that nobody used for 90 days: make a new one under Account, Settings, API Keys, then:"
    f" {command('connect')} -Account {{account}}."
)

MESSAGES: Mapping[str, tuple[str, str]] = {
    # -- selecting -------------------------------------------------------------------------------------------
    "NoOrganization": (
        "No organization is selected.",
        f"Select one: {command('select_organization')} NAME (Tab lists them).",
    ),
    "NoFlexibleAssetType": (
        "No flexible asset type is selected.",
        f"Select one: {command('select_type')} NAME (Tab lists them).",
    ),
    "NoDraft": (
        "There is no draft.",
        f"Begin one: {command('new_draft')}. Drafts kept from before: {command('show_draft')} -List.",
    ),
    "RegionFixed": (
        "{account} lives in the region {region}; another region is another account.",
        f"Connect to it: {command('connect')} -Region {{wanted}}.",
    ),
    "NotAList": (
        "{field} holds one value; nothing can be added to it.",
        f"Set it: {command('set_trait')} {{key}} VALUE.",
    ),
    # -- records that lie below others -------------------------------------------------------------------------
    "ParentNeeded": (
        "IT Glue keeps {plural} below other records and lists them there only.",
        "Say which: -{parameter} NAME, or send the record down the pipeline.",
    ),
    "RecordNeeded": (
        "{plural} hang on a record; none is named.",
        "Send the record down the pipeline, or say -Record ADDRESS, or -ResourceType and -ResourceId.",
    ),
    "WhichOfThem": (
        "Which {label} is meant? What came down the pipeline is the record that {plural} hang on.",
        "Say -Id, or send the {plural} themselves down the pipeline.",
    ),
    "HangsOnOthers": ("{plural} do not hang on {found}, only on: {known}.", ""),
    "NothingToChange": (
        "Nothing is to be changed.",
        "Say what: {known}.",
    ),
    "TraitLost": (
        "Asset {asset} holds a value in '{key}' ({kind}) that a request cannot carry; a change here would remove it.",
        "Change it in IT Glue.",
    ),
    "TraitsShape": ("Traits are a hashtable.", "Write @{ 'field-key' = value }."),
    "ImageTarget": ("An image belongs to a document or to a gallery; none is named.", "Say -Document NAME."),
    "NoRelated": ("IT Glue keeps no related items of {plural}.", ""),
    "NoAddress": ("{text} has no address in IT Glue.", "Send a record down the pipeline."),
    "DataMissing": (
        "{name} says nothing of what to change: -Data is null or empty. Nothing was sent.",
        "Give -Data @{{ type = '...'; attributes = @{{ ... }} }}, or an array of these for several records.",
    ),
    "AliasSlipped": (
        "-{parameter} belongs to {meant}, which {module} runs under the name of {name} by mistake. Nothing was sent.",
        "If {meant} is what you mean, use that name.",
    ),
    "FilterDropped": (
        "{module} would not send the filters of {name}: more would be removed than was asked for. Nothing was sent.",
        "List the records with these filters and remove them by id.",
    ),
    "OneToCopy": ("{count} passwords match; one can be copied.", "Name one, or say its id."),
    "NothingToCopy": ("There is no value to copy.", ""),
    "NoClipboard": ("There is no clipboard here.", ""),
    "NothingSaid": ("Nothing is said of the new {label}.", "Say what: {known}."),
    "NoFile": ("There is no file '{path}'.", ""),
    "NoFileButFolder": ("'{path}' is a folder.", "Name the files in it."),
    "TagOfAnother": (
        "This {label} is a Tag field of another record; it cannot be changed or removed here.",
        "Change that field.",
    ),
    "PathNotFilled": (
        "'{path}' is no path below the API's address.",
        "Write it as /organizations/123; where a documented path has :id or :organization_id, an id has to stand.",
    ),
    "BodyInQuery": (
        "What comes behind the path is the query; 'data' belongs into the body.",
        "Say -Body @{{ data = ... }}, or -Data @{{ type = ... }}.",
    ),
    "NoDate": ("'{text}' is no date.", "Write -{name} as 2026-01-31, or give a [datetime]."),
    "UnknownMember": ("'{name}' is no part of {owner}.", "It takes {known}."),
    # -- references ------------------------------------------------------------------------------------------
    "UnknownName": ("There is no {label} '{text}'{where}.", ""),
    "NameNeedsOrganization": (
        "A {label} is found by its name in one organization only, and none is selected.",
        f"Select one: {command('select_organization')} NAME. Or give the id of '{{text}}'.",
    ),
    "UnknownId": ("There is no {label} with the id {text}{where}.", ""),
    "AmbiguousName": (
        "{count} {plural} are called '{text}'{where}: {list}.",
        "Say which one by its id.",
    ),
    "WrongAddress": ("That address is one of {found}, not of {wanted}.", ""),
    "EmptyName": ("A {label} is needed: its name, its id or its IT Glue address.", ""),
    "nearest": ("Nearest: {names}.", ""),
    # -- drafts ----------------------------------------------------------------------------------------------
    "UnknownDraft": ("There is no draft '{id}'.", f"{command('show_draft')} -List lists them."),
    "DraftLocked": (
        "Draft {id} is open in another glueshell.",
        "Close it there, or begin a draft of your own here.",
    ),
    "StaleDraft": (
        "Draft {id} was changed somewhere else since it was read here; nothing was overwritten.",
        f"Read it again: {command('restore_draft')} {{id}}.",
    ),
    "DraftSent": (
        "Draft {id} has been submitted already (asset {asset}); it is not sent again.",
        f"Begin another: {command('new_draft')}.",
    ),
    "DraftUnclear": (
        "Draft {id} was sent, but the answer was lost: the asset may or may not exist."
        " It is not sent a second time by itself.",
        f"{command('submit')} -IfExists Adopt looks for it and goes on with it. If it is not there:"
        f" {command('submit')} -Force.",
    ),
    "DraftInFlight": ("Draft {id} is being sent right now.", ""),
    # -- what is there already ------------------------------------------------------------------------------
    "TwinExists": (
        "{what} is there already{where}, with the same {parts}: {ids}. Nothing was sent.",
        "-IfExists Adopt goes on with it, -IfExists Create makes another.",
    ),
    "TwinsExist": (
        "{what} is there more than once{where}, each with the same {parts}: {ids}. Nothing was sent.",
        "Say which one is meant by its id, or make another: -IfExists Create.",
    ),
    "AssetDiffers": (
        "{what} is there already{where} ({ids}), with other traits; nothing was sent.",
        "If another one of this title is meant: -IfExists Create.",
    ),
    "TypeDiffers": (
        "{what} is there already ({ids}), with other fields; nothing was sent.",
        "Give it another name, or make the fields the same.",
    ),
    "PlannedOnly": (
        "{what} was only planned (-WhatIf): it does not exist, so nothing can be made that needs it.",
        "Make it first, without -WhatIf.",
    ),
    "DraftRehearsed": (
        "Draft {id} belongs to a rehearsal (-WhatIf) and is kept nowhere; it is not sent.",
        f"Begin one that is meant: {command('new_draft')}.",
    ),
    # -- approval --------------------------------------------------------------------------------------------
    "ReadOnly": (
        "{account} is a real account and read-only: nothing was sent.",
        f"Allow writing for a while: {command('unlock')}.",
    ),
    "NoPermission": (
        "Writing to the real account {account} from a script needs permission: nothing was sent.",
        "Start with --allow-write, or set allow_write = true for this account in config.toml.",
    ),
    "NeedsConfirmOff": (
        "{action} in the real account {account} cannot be asked about without a terminal: nothing was sent.",
        "If it is meant, say so in the script: -Confirm:$false.",
    ),
    "Fenced": (
        "{organization} is outside the fence of {account} in config.toml: nothing was sent.",
        "",
    ),
    "FencedAccountWide": (
        "The fence of {account} in config.toml is about organizations, and '{action}' does not say to which one it"
        " belongs: nothing was sent.",
        "",
    ),
    "OtherAccount": (
        "This request writes to {account}, which is not the account this session works on: nothing was sent.",
        f"Connect to that account first: {command('connect')}.",
    ),
    "Declined": ("Not confirmed: nothing was sent.", ""),
    "WrongConfirmation": ("That was not {wanted}: nothing was sent.", ""),
    # -- connecting ------------------------------------------------------------------------------------------
    "NoKey": (
        "There is no API key for {account}.{problem}",
        f"Give it: {command('connect')}. Or set the environment variable ITGLUE_API_KEY before glueshell starts.",
    ),
    "EmptyKey": ("The API key is empty.", "Paste it as IT Glue shows it: ITG. and about 100 characters."),
    "NothingChosen": (
        "No account is set up, and nothing was chosen.",
        "Start again, or try the embedded sandbox: glueshell --sandbox.",
    ),
    "NoAccount": (
        "No account is set up.",
        "Start glueshell at a terminal to connect, set ITGLUE_API_KEY and ITGLUE_REGION,"
        " or try the embedded sandbox: glueshell --sandbox.",
    ),
    "UnknownAccount": ("There is no account '{account}' in config.toml.", "Accounts: {accounts}."),
    "AnotherKey": (
        "This API key (…{ending}) is not the one known for {account}.",
        f"If it replaces the old one, join it to the account at a terminal: {command('connect')} -Account {{account}}."
        " Otherwise it belongs to another account.",
    ),
    "KeyKnown": (
        "This API key (…{ending}) is the one of the account {account} already.",
        f"Use it: {command('connect')} -Account {{account}}.",
    ),
    "KeyAsArgument": (
        "A key is never given on the command line: it would stay in the history and in the list of processes.",
        f"{command('connect')} asks for it, unseen; -KeyCommand runs a command that prints it.",
    ),
    "UnknownRegion": ("'{region}' is no region of IT Glue; the regions are {regions}.", ""),
    "Subdomain": (
        "'{region}' is no region of IT Glue; the regions are {regions}.",
        "It looks like your subdomain, the beginning of your web address. The region says where your account is kept;"
        " without -Region the shell finds out.",
    ),
    "WebAddress": (
        "{host} is where people sign in to IT Glue; the API lives elsewhere.",
        "Leave the address out: the region ({regions}) says where the API is.",
    ),
    "RegionOrAddress": ("An address and a region were given; one of them says where to connect.", ""),
    "WrongRegion": (
        "{host} refuses the API key …{ending} ({status}).",
        "A key works in the region of its account only: try {others}. If those refuse it too, the key is wrong or was"
        " revoked.",
    ),
    "RefusedEverywhere": (
        "{host} refuses the API key …{ending} ({status}), and so do {others}.",
        "Look under Account, Settings, API Keys in IT Glue whether it is complete and not revoked.",
    ),
    "KeyRefusedHere": (
        "{host} refuses the API key …{ending} ({status}).",
        "Look whether it is complete, and whether it is the key for this address.",
    ),
    "DeadKey": (
        "{host} refuses the API key …{ending} ({status}), which last worked {when}.",
        DEAD_KEY_RULE,
    ),
    "Disconnected": ("{account} was disconnected.", f"Connect again: {command('connect')} -Account {{account}}."),
    "SandboxStays": ("The sandbox is part of this run; there is nothing to disconnect.", ""),
    "KeyCommandUnreadable": ("The command for the key has a quote that is never closed.", ""),
    "KeyCommandMissing": ("There is no program '{program}' to get the key from.", "It is looked for in PATH."),
    "KeyCommandFailed": ("'{program}' gave no key: {reason}.", "Run it by itself to see what it says."),
    "KeyCommandSlow": ("'{program}' gave no key within {seconds} seconds.", ""),
    "KeyCommandOutput": (
        "'{program}' must print the key, one line and nothing else; it printed {count}.",
        "",
    ),
    # -- what the sentences above are completed with -----------------------------------------------------------
    "dead-key": ("It last worked {when}.", DEAD_KEY_RULE),
    "another-region": (
        "A key works in the region of its account only.",
        f"{command('connect')} tests it and finds the region.",
    ),
    # -- scripts ---------------------------------------------------------------------------------------------
    "NoScript": ("There is no file {name}.", "The examples that come with glueshell are: {examples}."),
    "ScriptUnreadable": ("{name} cannot be read: {reason}.", ""),
    "ScriptNotUtf8": ("{name} is not text in UTF-8 (byte {byte}).", "Save it as UTF-8."),
    "UnknownScriptParameter": ("{script} has no parameter -{name}.", ""),
    "AmbiguousScriptParameter": ("-{name} could be more than one parameter of {script}: {names}.", ""),
    "NoScriptValue": ("-{name} needs a value.", "A value that begins with a dash: -{name}:VALUE."),
    "ScriptValueTwice": ("-{name} is given twice.", ""),
    "NoRows": ("{file} has no rows.", "Its first line names the script's parameters, each further one is a call."),
    "UnknownColumn": ("{file} has a column '{name}', and {script} has no parameter of that name.", ""),
    "ColumnWithoutName": ("Column {place} of {file} has no name.", ""),
    "ColumnTwice": ("{file} has more than one column for -{name}.", ""),
    "ColumnAndArgument": (
        "-{name} is a column of {file} and is given for every row besides.",
        "Leave one of them out.",
    ),
    "RowTooLong": (
        "Line {line} of {file} has {count} cells, the header {columns}.",
        "Quote a cell that holds a comma.",
    ),
    "BadRow": ("Line {line} of {file} cannot be read: {reason}.", ""),
    "ResultsThere": (
        "{file} is there already, with the results of an earlier run.",
        "Go on with it: --resume. Or name another: --results FILE.",
    ),
    "NotResults": ("{file} holds no results of rows.", "Name another file: --results FILE."),
    "RowsChanged": (
        "{file} belongs to other rows: row {row} was '{before}', and is now {now}.",
        "Name another file for the results of these rows: --results FILE.",
    ),
    "MissingScriptValues": ("{script} needs {names}.", "Give them: {example}."),
    # -- the store -------------------------------------------------------------------------------------------
    "StoreNewer": (
        "{path} was written by a newer glueshell (version {found}; this one reads {known}). It was left untouched.",
        "Update glueshell, or choose another folder with GLUESHELL_HOME.",
    ),
    "StoreDamaged": (
        "{path} is not a database that glueshell can read ({reason}). It was left untouched.",
        "Move it away to start anew.",
    ),
    "StoreBusy": ("{path} is in use by another program for longer than {seconds} seconds.", ""),
    "StoreUnwritable": ("{path} cannot be written ({reason}).", ""),
    "StoreClosed": ("The state on disk was closed already.", ""),
}
