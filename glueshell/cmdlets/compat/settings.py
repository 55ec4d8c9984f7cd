"""The wrapper modules' settings: an address, a key, and files for both; here they are the session's connection.

A key that a script brings is tested and used until the session ends; it is never kept and never told.
"""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.itglue.saying import secret_text
from glueshell.cmdlets.session.connect_itglue import connector_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.text import to_text
from glueshell.objects.types.credential import SecureString
from glueshell.session.redaction import MARK
from glueshell.session.sitting import Sitting

# What the modules keep the address in; scripts read it.
ADDRESS = "ITGlueModuleBaseURI"
OLD_ADDRESS = "ITGlue_Base_URI"
SANDBOX = "The sandbox needs no {what}: nothing is changed."


class Setting(Cmdlet):
    """Base of the modules' settings commands."""

    links = ("Connect-ITGlue", "Get-Account", "Import-Module")

    @property
    def sitting(self) -> Sitting:
        """The sitting this call belongs to."""
        return sitting_of(self.invocation)

    def in_sandbox(self, what: str) -> bool:
        """Whether there is nothing to set; says so to who asked for details."""
        if self.sitting.account.sandbox:
            self.write_verbose(SANDBOX.format(what=what))
            return True
        return False

    def address(self) -> str | None:
        """The address that a script has chosen, None where none has."""
        chosen = self.engine.get_variable(ADDRESS) or self.engine.get_variable(OLD_ADDRESS)
        return to_text(chosen) if chosen else None

    def keep(self, address: str | None) -> None:
        """Remember the address where the modules' scripts look for it."""
        for name in (ADDRESS, OLD_ADDRESS):
            self.engine.global_scope.set(name, address)


class AddITGlueBaseURI(Setting):
    """Chooses the address that the next Add-ITGlueAPIKey connects to; of all wrapper modules."""

    name = "Add-ITGlueBaseURI"
    examples = (
        Example("Add-ITGlueBaseURI -data_center EU", "The European region."),
        Example("Add-ITGlueBaseURI https://api.itglue.com", "By address."),
    )
    base_uri = Parameter(
        "string", aliases=("base_uri",), name="BaseUri", position=0, from_pipeline=True, help="https, or this machine."
    )
    data_center = Parameter(
        "string",
        name="DataCenter",
        aliases=("data_center", "locale", "dc"),
        position=1,
        values=("US", "EU", "AU"),
        help="A region instead.",
    )

    def process(self) -> None:
        """Remember it."""
        from glueshell.session.accounts import address_of

        address, _ = address_of(None, self.data_center) if self.data_center else address_of(self.base_uri or None, None)
        self.keep(address)
        self.in_sandbox("address")


class SetITGlueBaseURI(AddITGlueBaseURI):
    """The same as Add-ITGlueBaseURI."""

    name = "Set-ITGlueBaseURI"


class GetITGlueBaseURI(Setting):
    """Answers the address that is asked; of all wrapper modules."""

    name = "Get-ITGlueBaseURI"
    examples = (Example("Get-ITGlueBaseURI", "Where to."), Example("(Get-ITGlueBaseURI).Length -gt 0", "", "True"))

    def process(self) -> Iterator[object]:
        """The address."""
        yield self.sitting.base_url or self.address()


class RemoveITGlueBaseURI(Setting):
    """Forgets the chosen address; of all wrapper modules."""

    name = "Remove-ITGlueBaseURI"
    supports_should_process = True
    examples = (
        Example("Remove-ITGlueBaseURI", "Back to the rule."),
        Example("Remove-ITGlueBaseURI -WhatIf", "Only said."),
    )

    def process(self) -> None:
        """Forget it."""
        if self.should_process("the chosen address", "Remove"):
            self.keep(None)


class AddITGlueAPIKey(Setting):
    """Connects with a key that a script brings; of all wrapper modules.

    The key is tested and used until the session ends. It is not kept, and it is in no history, transcript or log;
    Connect-ITGlue takes keys without their being typed.
    """

    name = "Add-ITGlueAPIKey"
    examples = (
        Example("Add-ITGlueAPIKey -ApiKey (Get-Content key.txt -ErrorAction Ignore)", "From a file."),
        Example("Add-ITGlueAPIKey -ApiKey $env:ITGLUE_API_KEY", "From the environment."),
    )
    key = Parameter(
        "object", name="ApiKey", aliases=("Api_Key",), position=0, from_pipeline=True, secret=True, help="The key."
    )
    secure_key = Parameter("securestring", name="ApiKeySecureString", secret=True, help="The key as a SecureString.")

    def process(self) -> None:
        """Connect."""
        given = self.secure_key if self.secure_key is not None else self.key
        text = None if given is None else secret_text(given)
        if text:
            self.sitting.redactor.learn(text)
        if self.in_sandbox("key"):
            return
        connector = connector_of(self.sitting)
        place = connector.connect(base_url=self.address(), key=text or None)
        connector.use(self.sitting, place)


class SetITGlueAPIKey(AddITGlueAPIKey):
    """The same as Add-ITGlueAPIKey."""

    name = "Set-ITGlueAPIKey"


class GetITGlueAPIKey(Setting):
    """Answers a SecureString that stands for the key, and never the key; of all wrapper modules."""

    name = "Get-ITGlueAPIKey"
    examples = (
        Example("if (Get-ITGlueAPIKey) { 'connected' }", "Whether there is one.", "connected"),
        Example("Get-ITGlueAPIKey -AsPlainText", "Dots: the key stays where it is.", "•••"),
    )
    plain = Parameter("switch", name="AsPlainText", aliases=("PlainText",), help="As text: dots.")

    def process(self) -> Iterator[object]:
        """What stands for it."""
        yield MARK if self.plain else SecureString(MARK)


class RemoveITGlueAPIKey(Setting):
    """Ends the connection; of all wrapper modules."""

    name = "Remove-ITGlueAPIKey"
    supports_should_process = True
    examples = (
        Example("Remove-ITGlueAPIKey", "Nothing more is asked."), Example("Remove-ITGlueAPIKey -WhatIf", "Only said."),
    )  # fmt: skip

    def process(self) -> None:
        """End it."""
        if not self.in_sandbox("key") and self.should_process("the connection", "Remove"):
            connector_of(self.sitting).disconnect(self.sitting)


class TestITGlueAPIKey(Setting):
    """Asks IT Glue for one thing and answers whether that went well; of all wrapper modules."""

    name = "Test-ITGlueAPIKey"
    examples = (Example("Test-ITGlueAPIKey", "", "True"), Example("if (Test-ITGlueAPIKey) { 'ready' }", "", "ready"))
    base_uri = Parameter("string", name="BaseUri", aliases=("base_uri",), position=0, help="Taken so that scripts run.")

    def process(self) -> Iterator[object]:
        """Ask."""
        from glueshell.http import TransportError
        from glueshell.itglue.errors import ApiError

        try:
            self.sitting.client.get("/regions", [("page[size]", "1")])
        except (ApiError, TransportError) as error:
            self.write_warning(str(error))
            yield False
        else:
            yield True


class ModuleSettings(Setting):
    """Base of the commands for the modules' files: an account is kept without its key, and files with keys are not."""

    config_path = Parameter(
        "string",
        name="ITGlueConfigPath",
        aliases=("ITGlue_ConfigPath", "itglue_api_conf_path"),
        position=0,
        help="Taken so that scripts run.",
    )
    config_file = Parameter(
        "string",
        name="ITGlueConfigFile",
        aliases=("ITGlue_ConfigFile", "itglue_api_conf_file"),
        position=1,
        help="Taken so that scripts run.",
    )
    variables = Parameter(
        "switch", name="AndVariables", aliases=("WithVariables", "With_Variables"), help="Taken so that scripts run."
    )
    open_file = Parameter(
        "switch",
        name="OpenConfigFile",
        aliases=("Open_ConfigFile", "open_conf_path"),
        help="Taken so that scripts run.",
    )

    says = ""

    def process(self) -> Iterator[object]:
        """Say what stands in its place."""
        self.write_warning(self.says)
        return iter(())


class ExportITGlueModuleSettings(ModuleSettings):
    """Writes no file: the account is kept without its key already; of all wrapper modules."""

    name = "Export-ITGlueModuleSettings"
    says = "Nothing is written: accounts are kept without their keys. Connect-ITGlue -Store keeps a key in the keyring."
    examples = (
        Example("Export-ITGlueModuleSettings", "Says what to do instead."),
        Example("Get-Account", "What is kept."),
    )


class ExportITGlueModuleSetting(ExportITGlueModuleSettings):
    """Writes no file: the account is kept without its key already; of all wrapper modules."""

    name = "Export-ITGlueModuleSetting"


class ImportITGlueModuleSettings(ModuleSettings):
    """Connects to the account that is kept; of all wrapper modules."""

    name = "Import-ITGlueModuleSettings"
    examples = (Example("Import-ITGlueModuleSettings", "As at the start."), Example("Get-Account", "What is kept."))

    def process(self) -> Iterator[object]:
        """Connect, unless that is so already."""
        if not self.in_sandbox("file") and not self.sitting.connected:
            connector = connector_of(self.sitting)
            connector.use(self.sitting, connector.connect(base_url=self.address()))
        return iter(())


class ImportITGlueModuleSetting(ImportITGlueModuleSettings):
    """Connects to the account that is kept; of all wrapper modules."""

    name = "Import-ITGlueModuleSetting"


class GetITGlueModuleSettings(ModuleSettings):
    """Answers the settings as the modules' files hold them, dots for the key; of all wrapper modules."""

    name = "Get-ITGlueModuleSettings"
    examples = (Example("Get-ITGlueModuleSettings", "Address and key."), Example("Get-Account", "What is kept."))

    def process(self) -> Iterator[object]:
        """A table."""
        yield Hashtable([(ADDRESS, self.sitting.base_url or self.address()), ("ITGlueModuleApiKey", MARK)])


class GetITGlueModuleSetting(GetITGlueModuleSettings):
    """Answers the settings as the modules' files hold them, dots for the key; of all wrapper modules."""

    name = "Get-ITGlueModuleSetting"


class RemoveITGlueModuleSettings(ModuleSettings):
    """Removes no file, since there is none; of all wrapper modules."""

    name = "Remove-ITGlueModuleSettings"
    says = "There is no file with a key. Disconnect-ITGlue -RemoveKey removes a key from the keyring."
    supports_should_process = True
    examples = (
        Example("Remove-ITGlueModuleSettings", "Says what to do instead."), Example("Get-Account", "What is kept."),
    )  # fmt: skip


class RemoveITGlueModuleSetting(RemoveITGlueModuleSettings):
    """Removes no file, since there is none; of all wrapper modules."""

    name = "Remove-ITGlueModuleSetting"


class ConvertToITGlueQueryString(Cmdlet):
    """Writes a hashtable as the query of a request; of the newer wrapper modules."""

    name = "ConvertTo-ITGlueQueryString"
    output_types = ("System.String",)
    examples = (
        Example("ConvertTo-ITGlueQueryString @{ 'page[size]' = 5 }", "", "?page[size]=5"),
        Example("ConvertTo-ITGlueQueryString @{ sort = 'a b' }", "Encoded.", "?sort=a+b"),
    )
    links = ("Invoke-ITGlueRequest",)
    query = Parameter(
        "hashtable", name="UriFilter", aliases=("QueryParams",), position=0, mandatory=True, help="Key and value pairs."
    )

    def process(self) -> Iterator[object]:
        """The text."""
        from urllib.parse import quote_plus

        yield "?" + "&".join(f"{to_text(key)}={quote_plus(to_text(value))}" for key, value in self.query.items())


class ConvertToQueryString(ConvertToITGlueQueryString):
    """The same as ConvertTo-ITGlueQueryString, by its older name."""

    name = "ConvertTo-QueryString"
