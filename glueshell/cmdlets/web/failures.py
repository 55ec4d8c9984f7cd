"""Error records of the web cmdlets: conflicting parameters, refusals of servers, trouble on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn

from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.errors import ErrorRecord
from glueshell.http.errors import TransportError
from glueshell.objects.enums import enum_value
from glueshell.objects.errors import PSError
from glueshell.objects.types.exception import ExceptionObject
from glueshell.objects.types.webresponse import STATUS, HttpRequestMessage, HttpResponseMessage

_VALIDATION = "System.Management.Automation.ValidationMetadataException"
_REQUEST = "System.Net.Http.HttpRequestException"
_CONFLICT = "The cmdlet cannot run because the following conflicting parameters are specified: "
_MISSING = "The cmdlet cannot run because the following parameter is "

# id without its frame "WebCmdlet...Exception" -> sentence
CONFLICTS: Mapping[str, str] = {
    "CertificateThumbprintUnknown": "There is no store of certificates to look a thumbprint up in. Give the path of a"
    " PEM file that holds the certificate and its key with -Certificate.",
    "UnixSocketUnavailable": "Requests go over TCP here, not through a Unix socket. Leave out -UnixSocket.",
    "SessionConflict": _CONFLICT
    + "Session and SessionVariable. Specify either Session or SessionVariable, then retry.",
    "AuthenticationConflict": _CONFLICT
    + "Authentication and UseDefaultCredentials. Authentication does not support Default Credentials. Specify either"
    " Authentication or UseDefaultCredentials, then retry.",
    "AuthenticationTokenConflict": _CONFLICT
    + "Credential and Token. Specify either Credential or Token, then retry.",
    "AuthenticationCredentialNotSupplied": _MISSING
    + "not specified: Credential. The supplied Authentication type requires a Credential. Specify Credential, then"
    " retry.",
    "AuthenticationTokenNotSupplied": _MISSING
    + "not specified: Token. The supplied Authentication type requires a Token. Specify Token, then retry.",
    "AllowUnencryptedAuthenticationRequired": "The cmdlet cannot protect plain text secrets sent over unencrypted"
    " connections. To suppress this warning and send plain text secrets over unencrypted networks, reissue the command"
    " specifying the AllowUnencryptedAuthentication parameter.",
    "CredentialConflict": _CONFLICT
    + "Credential and UseDefaultCredentials. Specify either Credential or UseDefaultCredentials, then retry.",
    "ProxyCredentialConflict": _CONFLICT
    + "ProxyCredential and ProxyUseDefaultCredentials. Specify either ProxyCredential or ProxyUseDefaultCredentials,"
    " then retry.",
    "ProxyUriNotSupplied": _MISSING
    + "missing: Proxy. Provide a valid proxy URI for the Proxy parameter when using the ProxyCredential or"
    " ProxyUseDefaultCredentials parameters, then retry.",
    "BodyConflict": _CONFLICT + "Body and InFile. Specify either Body or Infile, then retry.  ",
    "BodyFormConflict": _CONFLICT + "Body and Form. Specify either Body or Form, then retry.  ",
    "FormInFileConflict": _CONFLICT + "InFile and Form. Specify either InFile or Form, then retry.  ",
    "OutFileMissing": _MISSING
    + "missing: OutFile. Provide a valid OutFile parameter value when using the {0} parameter, then retry.",
    "InFileNotFilePath": "Path '{0}' resolves to a directory. Specify a path including a file name, and then retry the"
    " command.",
    "InFileNotFilesystemPath": "Path '{0}' is not a file system path. Please specify the path to a file in the file"
    " system.",
    "InFileMultiplePathsResolved": "Path '{0}' can be resolved to multiple paths.",
    "InFileNoPathResolved": "Path '{0}' cannot be resolved to a file.",
    "ResumeNotFilePath": "The Resume switch can only be used if OutFile targets a file but it resolves to a directory:"
    " {0}.",
}  # fmt: skip
CONTENT_TYPE = (
    "The cmdlet cannot run because the -ContentType parameter is not a valid Content-Type header. Specify a valid"
    " Content-Type for -ContentType, then retry. To suppress header validation, supply the -SkipHeaderValidation"
    " parameter."
)
REDIRECTIONS = (
    "The maximum redirection count has been exceeded. To increase the number of redirections allowed, supply a higher"
    " value to the -MaximumRedirection parameter."
)
INSECURE = (
    "Cannot follow an insecure redirection by default. Reissue the command specifying the -AllowInsecureRedirect"
    " switch. "
)
# What .NET says of a connection that did not come about, by the reasons of the transport.
_REASONS: Mapping[str, str] = {
    "refused": "Connection refused",
    "name": "Name or service not known",
    "network": "Network is unreachable",
}
_CERTIFICATES: Mapping[str, str] = {
    "expired": "The remote certificate is invalid because of errors in the certificate chain: NotTimeValid",
    "other-name": "The remote certificate is invalid according to the validation procedure:"
    " RemoteCertificateNameMismatch",
    "self-signed": "The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot",
}


def conflict(cmdlet: Cmdlet, key: str, *values: object) -> NoReturn:
    """End the command: parameters that do not go together."""
    record = ErrorRecord(
        PSError(CONFLICTS[key].format(*values), "", "InvalidArgument", _VALIDATION),
        f"WebCmdlet{key}Exception",
        "InvalidArgument",
        exit_status=2,
    )
    record.target_name = cmdlet.dotnet_name
    record.target_type = cmdlet.dotnet_name.rpartition(".")[2]
    cmdlet.throw(record)


def wrong_content_type(cmdlet: Cmdlet, text: str) -> NoReturn:
    """End the command: a Content-Type that is none."""
    cmdlet.throw(
        ErrorRecord(
            PSError(CONTENT_TYPE, "", "InvalidArgument", _VALIDATION),
            "WebCmdletContentTypeException",
            "InvalidArgument",
            text,
            exit_status=2,
        )
    )


def wrong_format(text: str) -> PSError:
    """The error for a header that is none."""
    return PSError(text, "System.FormatException", "NotSpecified", "System.FormatException")


def refused(cmdlet: Cmdlet, response: HttpResponseMessage, text: str, content_type: str, exit_status: int) -> NoReturn:
    """End the command: the server answered with a status that is no success."""
    exception = ExceptionObject(
        "Microsoft.PowerShell.Commands.HttpResponseException",
        f"Response status code does not indicate success: {response.status} ({response.reason}).",
        extra={
            "Response": response,
            "StatusCode": enum_value(STATUS, response.status),
            "HttpRequestError": None,
        },
    )
    record = ErrorRecord(
        exception,  # type: ignore[arg-type]
        "WebCmdletWebResponseException",
        "InvalidOperation",
        response.request,
        details=details(text, content_type) or None,
        exit_status=exit_status,
    )
    cmdlet.throw(record)


def unreached(cmdlet: Cmdlet, error: TransportError, request: HttpRequestMessage, seconds: float | None) -> NoReturn:
    """End the command: no answer came."""
    from urllib.parse import urlsplit

    waited = error.kind == "timeout" or error.reason.startswith("no connection within")
    if waited:
        exception = ExceptionObject(
            "System.Threading.Tasks.TaskCanceledException",
            f"The request was canceled due to the configured HttpClient.Timeout of {seconds or 0:g} seconds elapsing.",
        )
        cmdlet.throw(
            ErrorRecord(
                exception,  # type: ignore[arg-type]
                "ConnectionTimeoutReached",
                "OperationTimeout",
                exit_status=error.exit_status,
            )
        )
    parts = urlsplit(request.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    inner: str | None = error.message
    if error.kind == "unreachable" and error.reason in _REASONS:
        inner = _REASONS[error.reason]
        message = f"{inner} ({parts.hostname}:{port})"
    elif error.kind == "certificate":
        inner = _CERTIFICATES.get(error.reason, error.message)
        message = "The SSL connection could not be established, see inner exception."
    elif error.kind == "reset":
        inner = "The response ended prematurely. (ResponseEnded)"
        message = "An error occurred while sending the request."
    else:
        message, inner = error.message, None
    cause = None if inner is None else ExceptionObject("System.Exception", inner)
    cmdlet.throw(
        ErrorRecord(
            ExceptionObject(_REQUEST, message, cause, {"StatusCode": None}),  # type: ignore[arg-type]
            "WebCmdletWebResponseException",
            "InvalidOperation",
            request,
            details=inner,
            exit_status=error.exit_status,
        )
    )


def details(text: str, content_type: str) -> str:
    """What a server said of its refusal, made readable: JSON and XML indented, other text without its tags."""
    from glueshell.cmdlets.web.answers import is_json, is_xml

    if is_json(content_type):
        found = _indented_json(text)
        if found:
            return "\n" + found
    if is_xml(content_type):
        found = _indented_xml(text)
        if found:
            return "\n" + found
    return re.sub("<[^>]*>", "", text)


class _Digits(str):
    """A number as it was written."""

    __slots__ = ()


def _indented_json(text: str) -> str:
    import json

    try:
        document = json.loads(text, parse_float=_Digits, parse_int=_Digits)
    except (ValueError, RecursionError):
        return ""
    return _write(document, "")


def _write(value: object, indent: str) -> str:
    import json

    deeper = indent + "  "
    if isinstance(value, _Digits):
        return str(value)
    if isinstance(value, dict) and value:
        rows = [f"{deeper}{_write(key, '')}: {_write(item, deeper)}" for key, item in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(deeper + _write(item, deeper) for item in value) + f"\n{indent}]"
    text = json.dumps(value)
    if isinstance(value, str):
        text = (
            '"'
            + re.sub(r"[&<>+'`\x7f]", lambda sign: f"\\u{ord(sign[0]):04x}", text[1:-1].replace('\\"', "\\u0022"))
            + '"'
        )
        text = re.sub(r"\\u([0-9a-f]{4})", lambda sign: "\\u" + sign[1].upper(), text)
    return text


def _indented_xml(text: str) -> str:
    from xml.etree.ElementTree import ParseError, indent, tostring

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(text)
    except (ParseError, DefusedXmlException, ValueError):
        return ""
    indent(root, "  ")
    return str(tostring(root, encoding="unicode"))
