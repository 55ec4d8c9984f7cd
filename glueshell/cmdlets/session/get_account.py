"""Get-Account: the accounts that can be connected to."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.config import Account
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.formatting.columns import Column, property_column
from glueshell.formatting.directives import Shape
from glueshell.objects.members import get_member
from glueshell.objects.psobject import CUSTOM_NAMES, PSObject
from glueshell.session.sitting import Sitting


def accounts_of(sitting: Sitting) -> list[Account]:
    """The accounts of config.toml, and the present one where it is not among them."""
    config = sitting.connector.config() if sitting.connector is not None else sitting.config
    known = list(config.accounts.values())
    return known if sitting.account.id in config.accounts else [sitting.account, *known]


def account_completer(context: CompletionContext) -> Iterator[Candidate]:
    """Offers the accounts of config.toml by name."""
    for account in context.view.accounts():
        yield Candidate(account.name, detail=account.region or account.base_url or "")


class GetAccount(Cmdlet):
    """Lists the accounts that are known: name, region, the end of the key and its fingerprint, never the key.

    The fingerprint names a key without telling it: two accounts with the same one use the same key.
    """

    name = "Get-Account"
    examples = (
        Example("Get-Account", "The present one is marked."),
        Example("Get-Account | ForEach-Object Region", "The region of each.", "US"),
    )
    links = ("Connect-ITGlue", "Disconnect-ITGlue")

    account = Parameter(
        "string",
        name="Name",
        position=0,
        wildcards=True,
        completer=account_completer,
        help="Only these; * stands for any.",
    )

    def process(self) -> Iterator[object]:
        """The accounts."""
        from glueshell.objects.wildcard import Wildcard

        sitting = sitting_of(self.invocation)
        wanted = Wildcard(self.account) if self.account else None
        for account in accounts_of(sitting):
            if wanted is not None and not wanted.matches(account.name):
                continue
            yield PSObject(
                {
                    "Name": account.name,
                    "Region": account.region,
                    "Key": f"…{account.key_ending}" if account.key_ending else "",
                    "Fingerprint": account.key_fingerprint,
                    "Current": account.id == sitting.account.id,
                    "Address": account.base_url,
                    "KeyFrom": _key_from(account),
                    "Sandbox": account.sandbox,
                },
                ("GlueShell.Account", *CUSTOM_NAMES),
            )


def account_view() -> Shape:
    """How accounts are shown: a row each, the present one marked."""
    mark = Column("", lambda item: "*" if get_member(item, "Current") else "")
    shown = ("Name", "Region", "Key", "Fingerprint", "Address")
    return Shape("Table", [mark, *(property_column(name) for name in shown)])


def _key_from(account: Account) -> str:
    if account.key_command:
        return "command"
    return "keyring" if account.key_in_keyring else ""
