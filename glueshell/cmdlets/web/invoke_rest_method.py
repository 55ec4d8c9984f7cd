"""Invoke-RestMethod."""

from __future__ import annotations

from glueshell.cmdlets.web.answers import rest_objects
from glueshell.cmdlets.web.asking import WebCmdlet
from glueshell.engine.cmdlet import Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.http.web import WebAnswer
from glueshell.objects.types.webresponse import HttpResponseMessage


class InvokeRestMethod(WebCmdlet):
    """Asks an address and turns its answer into objects: JSON, XML, a feed's entries, or text.

    An array comes as one object, as from ConvertFrom-Json -NoEnumerate. To an IT Glue host, writes are asked about and
    kept in the journal like every write, -WhatIf shows the request, and redirects are not followed.
    """

    name = "Invoke-RestMethod"
    aliases = ("irm",)
    dotnet_name = "Microsoft.PowerShell.Commands.InvokeRestMethodCommand"
    output_types = ("System.Int64", "System.String", "System.Xml.XmlDocument", "System.Management.Automation.PSObject")
    examples = (
        Example(
            "try { Invoke-RestMethod http://127.0.0.1:9/ -TimeoutSec 5 } catch { $_.FullyQualifiedErrorId }",
            "What goes wrong has PowerShell's id.",
            "WebCmdletWebResponseException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand",
        ),
        Example(
            "$headers = @{ 'x-api-key' = $env:ITGLUE_API_KEY; 'Content-Type' = 'application/vnd.api+json' };"
            " try { (Invoke-RestMethod 'https://api.itglue.example/organizations' -Headers $headers).data }"
            " catch { 'not there' }",
            "With a key of your own.",
            "not there",
        ),
    )
    links = ("Invoke-WebRequest", "ConvertFrom-Json")

    follow_rel_link = Parameter("switch", aliases=("FL",), help="Goes on to the next page where the answer names one.")
    maximum_follow_rel_link = Parameter(
        "int", aliases=("ML",), default=2147483647, validators=(ValidateRange(1, 2147483647),),
        help="How many pages at most.",
    )  # fmt: skip
    response_headers_variable = Parameter(
        "string", aliases=("RHV",), help="The name of a variable to put the answer's headers into."
    )
    status_code_variable = Parameter("string", help="The name of a variable to put the status into.")

    @property
    def follows_links(self) -> bool:  # type: ignore[override]
        """Whether Link headers lead on."""
        return bool(self.follow_rel_link)

    @property
    def most_links(self) -> int:  # type: ignore[override]
        """How many pages at most."""
        return int(self.maximum_follow_rel_link)

    def take(self, answer: WebAnswer, response: HttpResponseMessage, links: dict[str, str]) -> None:
        """Write the objects of the answer."""
        if self.storing.to_pipeline:
            for item in rest_objects(response.text, answer.header("content-type") or ""):
                self.write(item)
        self.storing.store(answer)
        if self.status_code_variable:
            self.engine.set_variable(self.status_code_variable, answer.status)
        if self.response_headers_variable:
            self.keep_headers(self.response_headers_variable, answer, response)
