"""Invoke-WebRequest."""

from __future__ import annotations

from glueshell.cmdlets.web.answers import web_response
from glueshell.cmdlets.web.asking import WebCmdlet
from glueshell.engine.cmdlet import Example
from glueshell.http.web import WebAnswer
from glueshell.objects.types.webresponse import HttpResponseMessage


class InvokeWebRequest(WebCmdlet):
    """Asks an address and gives the answer as it came: status, headers, content, and the links of a page.

    To an IT Glue host, writes are asked about and kept in the journal like every write, -WhatIf shows the request, and
    redirects are not followed.
    """

    name = "Invoke-WebRequest"
    aliases = ("iwr",)
    dotnet_name = "Microsoft.PowerShell.Commands.InvokeWebRequestCommand"
    output_types = (
        "Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject",
        "Microsoft.PowerShell.Commands.WebResponseObject",
    )
    examples = (
        Example(
            "try { Invoke-WebRequest http://127.0.0.1:9/ -TimeoutSec 5 } catch { $_.CategoryInfo.Category }",
            "Nobody listens there.",
            "InvalidOperation",
        ),
        Example(
            "try { (Invoke-WebRequest http://127.0.0.1:9/health -SkipHttpErrorCheck).StatusCode } catch { 'down' }",
            "Only the status.",
            "down",
        ),
    )
    links = ("Invoke-RestMethod",)

    def take(self, answer: WebAnswer, response: HttpResponseMessage, links: dict[str, str]) -> None:
        """Write the answer."""
        to_pipeline = self.storing.to_pipeline
        path = self.storing.store(answer)
        if to_pipeline:
            self.write(web_response(answer, response, links, path))
