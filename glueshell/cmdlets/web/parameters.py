"""The parameters that both web cmdlets have, declared once."""

from __future__ import annotations

from typing import Any

from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange

_MOST = 2147483647
_COMMANDS = "Microsoft.PowerShell.Commands."
_STANDARD, _STANDARD_DIRECT = "StandardMethod", "StandardMethodNoProxy"
_CUSTOM, _CUSTOM_DIRECT = "CustomMethod", "CustomMethodNoProxy"
_FILLED = (ValidateNotNullOrEmpty(),)


def _version(invocation: object, value: object) -> object:
    """`2` is version 2.0."""
    if isinstance(value, (int, float)):
        return f"{float(value):.1f}"
    return f"{value}.0" if str(value).isdigit() else value


class WebParameters(Cmdlet):
    """What can be said about a request."""

    default_set = _STANDARD
    supports_should_process = True

    use_basic_parsing = Parameter("switch", help="Has no effect: parsing is always basic.")
    uri = Parameter(
        "uri", position=0, mandatory=True, validators=_FILLED, help="The address; http:// where none is said."
    )
    http_version = Parameter("version", transform=_version, help="Has no effect: HTTP/1.1 is spoken.")
    web_session = Parameter(_COMMANDS + "WebRequestSession", help="A session: its headers, cookies and credentials.")
    session_variable = Parameter("string", aliases=("SV",), help="The name of a variable to put a new session into.")
    allow_unencrypted_authentication = Parameter("switch", help="Secrets over plain http too.")
    authentication = Parameter(
        _COMMANDS + "WebAuthenticationType", default=0, help="How -Credential or -Token are sent."
    )
    credential = Parameter("pscredential", help="User name and password.")
    use_default_credentials = Parameter("switch", help="Has no effect here: there is nobody signed in to a domain.")
    certificate_thumbprint = Parameter("string", validators=_FILLED, help="Not possible here: give -Certificate.")
    certificate = Parameter(
        "object", label="X509Certificate", validators=_FILLED,
        help="The client's certificate: the path of a PEM file that holds it and its key.",
    )  # fmt: skip
    skip_certificate_check = Parameter("switch", help="Trusts any certificate. Not for anything that matters.")
    ssl_protocol = Parameter(_COMMANDS + "WebSslProtocol", default=0, help="The version of TLS, 1.2 or 1.3.")
    token = Parameter("securestring", help="The token of -Authentication Bearer or OAuth.")
    user_agent = Parameter("string", help="What the request calls itself.")
    disable_keep_alive = Parameter("switch", help="Asks for the connection to be closed afterwards.")
    connection_timeout_seconds = Parameter(
        "int", aliases=("TimeoutSec",), default=0, validators=(ValidateRange(0, _MOST),),
        help="How long to wait for the answer to begin; 0 waits for ever.",
    )  # fmt: skip
    operation_timeout_seconds = Parameter(
        "int",
        default=0,
        validators=(ValidateRange(0, _MOST),),
        help="How long to wait between two pieces of an answer.",
    )
    headers = Parameter("System.Collections.IDictionary", help="Headers, by name, of any dictionary.")
    skip_header_validation = Parameter("switch", help="Sends headers as they are given.")
    allow_insecure_redirect = Parameter("switch", help="Follows redirects from https to http.")
    maximum_redirection = Parameter(
        "int", default=-1, validators=(ValidateRange(0, _MOST),), help="How many redirects are followed."
    )
    maximum_retry_count = Parameter(
        "int", default=0, validators=(ValidateRange(0, _MOST),),
        help="How often a request is repeated. A write to IT Glue only where it was certainly not carried out.",
    )  # fmt: skip
    preserve_authorization_on_redirect = Parameter("switch", help="Sends Authorization on when redirected.")
    retry_interval_sec = Parameter(
        "int", default=5, validators=(ValidateRange(1, _MOST),), help="Seconds between repetitions."
    )
    method = Parameter(
        _COMMANDS + "WebRequestMethod",
        sets=(_STANDARD, _STANDARD_DIRECT),
        default=0,
        help="The method, Get unless said.",
    )
    custom_method = Parameter(
        "string", aliases=("CM",), sets=(_CUSTOM, _CUSTOM_DIRECT), mandatory=True, validators=_FILLED,
        help="A method by any name.",
    )  # fmt: skip
    preserve_http_method_on_redirect = Parameter("switch", help="A POST stays one when redirected.")
    unix_socket = Parameter("object", label="UnixDomainSocketEndPoint", help="Not possible here.")
    proxy = Parameter("uri", sets=(_STANDARD, _CUSTOM), help="The proxy (default: the environment's).")
    proxy_credential = Parameter("pscredential", sets=(_STANDARD, _CUSTOM), help="User name and password for it.")
    proxy_use_default_credentials = Parameter("switch", sets=(_STANDARD, _CUSTOM), help="Needs -Proxy; has no effect.")
    no_proxy = Parameter("switch", sets=(_STANDARD_DIRECT, _CUSTOM_DIRECT), mandatory=True, help="No proxy at all.")
    body = Parameter(
        "object", from_pipeline=True, allow_null=True,
        help="Text, bytes, XML, or a dictionary: sent as a form, with Get in the address.",
    )  # fmt: skip
    form = Parameter("System.Collections.IDictionary", help="A form in parts; files (Get-Item) are sent as such.")
    content_type = Parameter("string", help="The content type of the body.")
    transfer_encoding = Parameter(
        "string", values=("chunked", "compress", "deflate", "gzip", "identity"), help="The Transfer-Encoding."
    )
    in_file = Parameter("string", validators=_FILLED, help="A file to send.")
    out_file = Parameter("string", validators=_FILLED, help="Where to put the answer.")
    pass_thru = Parameter("switch", help="With -OutFile: the answer in the pipeline as well.")
    resume = Parameter("switch", help="With -OutFile: only what is missing of the file.")
    skip_http_error_check = Parameter("switch", help="A status of failure is an answer like any other.")

    @property
    def verb(self) -> str:
        """The method in capitals."""
        if self.custom_method:
            return str(self.custom_method).upper()
        method: Any = self.method
        name = method.name if hasattr(method, "name") else "Default"
        return "GET" if name == "Default" else name.upper()

    @property
    def way(self) -> str:
        """The name of -Authentication's value."""
        chosen: Any = self.authentication
        return str(chosen.name) if hasattr(chosen, "name") else "None"
