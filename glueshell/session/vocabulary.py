"""The commands that the session's sentences and saved scripts mention.

The one place below the cmdlets that spells them; a test holds each against the command index.
"""

from __future__ import annotations

from collections.abc import Mapping

# what it does: (verb, noun)
COMMANDS: Mapping[str, tuple[str, str]] = {
    "select_organization": ("Use", "Organization"),
    "select_type": ("Use", "FlexibleAssetType"),
    "new_draft": ("New", "Draft"),
    "show_draft": ("Get", "Draft"),
    "set_trait": ("Set", "Trait"),
    "add_trait": ("Add", "Trait"),
    "clear_trait": ("Clear", "Trait"),
    "submit": ("Submit", "Draft"),
    "make_type": ("New", "FlexibleAssetType"),
    "restore_draft": ("Restore", "Draft"),
    "remove_draft": ("Remove", "Draft"),
    "unlock": ("Unlock", "Write"),
    "journal": ("Get", "Journal"),
    "assets": ("Get", "FlexibleAsset"),
    "connect": ("Connect", "ITGlue"),
    "disconnect": ("Disconnect", "ITGlue"),
    "save_session": ("Save", "Session"),
    "history": ("Get", "History"),
    "repeat": ("Invoke", "History"),
    "add_history": ("Add", "History"),
    "clear_history": ("Clear", "History"),
    "start_transcript": ("Start", "Transcript"),
    "stop_transcript": ("Stop", "Transcript"),
    "plain_text": ("ConvertFrom", "SecureString"),
}


def command(what: str) -> str:
    """The command that does `what` (a key of `COMMANDS`)."""
    return "-".join(COMMANDS[what])
