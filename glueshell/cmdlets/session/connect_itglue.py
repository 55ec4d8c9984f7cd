"""Connect-ITGlue: work on an account of IT Glue."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.session.context import context_of
from glueshell.cmdlets.session.get_account import account_completer
from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.session.connecting import Connector
from glueshell.session.errors import InputError, NotConnected
from glueshell.session.sitting import Sitting


def region_completer(context: CompletionContext) -> Iterator[Candidate]:
    """Offers the regions, each with its address."""
    from glueshell.itglue.regions import REGIONS

    for name, url in REGIONS.items():
        yield Candidate(name, detail=url.removeprefix("https://"))


def connector_of(sitting: Sitting) -> Connector:
    """What makes connections in this run."""
    if sitting.connector is None:
        raise NotConnected("NoAccount")
    return sitting.connector


class ConnectITGlue(Cmdlet):
    """Connects to an account of IT Glue: finds the key, tests it at once, and works there from then on.

    The key is never an argument. It is taken from -KeyCommand, the variable ITGLUE_API_KEY, the command kept
    with the account, or the keyring of the system; at a terminal it is asked for, unseen, and cleaned of what a paste
    drags along. When the region refuses it, the other regions are tried if you allow that.

    The account is kept in config.toml without its key. With -Store the key goes into the keyring of the system. Each
    account has its own selection, drafts, names, journal and history, and is read-only until Unlock-Write.
    """

    name = "Connect-ITGlue"
    examples = (
        Example("Connect-ITGlue -Region EU", "Asks for the key of an account in the European region."),
        Example("Connect-ITGlue -Account contoso", "Changes to an account that is known already."),
        Example(
            "Connect-ITGlue -Account contoso -KeyCommand 'op read op://msp/itglue/key'",
            "The key from a password manager.",
        ),
    )
    links = ("Get-Account", "Disconnect-ITGlue", "Unlock-Write", "Get-Context")

    region = Parameter(
        "string", position=0, completer=region_completer, help="US, EU or AU (default: US, then found out)."
    )
    account = Parameter("string", completer=account_completer, help="A known account, or the name of a new one.")
    key_command = Parameter(
        "string", help="A command that prints the key; it is run each time, and kept instead of the key."
    )
    base_url = Parameter("string", help="The address of a gateway or a sandbox: https, or this machine's own.")
    store = Parameter("switch", help="Keeps the key in the keyring of the system.")
    pass_thru = Parameter("switch", help="Answers the context.")
    key = Parameter(
        "string",
        name="Key",
        aliases=("ApiKey", "x_api_key"),
        secret=True,
        hidden=True,
        help="Refused: it would be seen.",
    )

    def process(self) -> Iterator[object]:
        """Connect."""
        if self.is_bound("Key"):
            raise InputError("KeyAsArgument")
        sitting = sitting_of(self.invocation)
        connector = connector_of(sitting)
        place = connector.connect(
            region=self.region or None,
            account=self.account or None,
            key_command=self.key_command or None,
            base_url=self.base_url or None,
            store_key=bool(self.store),
        )
        connector.use(sitting, place)
        if self.pass_thru:
            yield context_of(sitting)
