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
    # -- references ------------------------------------------------------------------------------------------
    "UnknownName": ("There is no {label} '{text}'{where}.", ""),
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
        f"Look first: {command('assets')}. If it is not there: {command('submit')} -Force. If it is:"
        f" {command('remove_draft')} {{id}}.",
    ),
    "DraftInFlight": ("Draft {id} is being sent right now.", ""),
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
    "Declined": ("Not confirmed: nothing was sent.", ""),
    "WrongConfirmation": ("That was not {wanted}: nothing was sent.", ""),
    # -- connecting ------------------------------------------------------------------------------------------
    "NoKey": (
        "There is no API key for {account}.{problem}",
        f"Give it: {command('connect')}. Or set the environment variable ITGLUE_API_KEY before glueshell starts.",
    ),
    "EmptyKey": ("The API key is empty.", "Paste it as IT Glue shows it: ITG. and about 100 characters."),
    "NoAccount": (
        "No account is set up: start glueshell at a terminal to connect, or set ITGLUE_API_KEY and ITGLUE_REGION,"
        " or try the embedded sandbox with glueshell --sandbox.",
        "",
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
