"""The course of a web request: what was said is checked, the request built, judged, sent, and its answer handed on."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from glueshell.cmdlets.drafts.writing import confirmation, wants_what_if
from glueshell.cmdlets.web import failures
from glueshell.cmdlets.web.answers import relation_links, request_message, response_message, size_text
from glueshell.cmdlets.web.bodies import (
    FORM,
    body_bytes,
    check_agent,
    check_header,
    encoded_form,
    header_texts,
    is_media_type,
    multipart,
    pairs_of,
)
from glueshell.cmdlets.web.parameters import WebParameters
from glueshell.cmdlets.web.storing import Storing
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.providers.provider import not_found
from glueshell.http.errors import TransportError, failure
from glueshell.http.web import Redirects, WebAnswer, WebClient, WebOptions, WebRequest, follow
from glueshell.objects.enumeration import dictionary
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import net_text, to_text
from glueshell.objects.types.uri import Uri
from glueshell.objects.types.webresponse import CONTENT_HEADERS, HttpResponseMessage, headers_dictionary
from glueshell.objects.types.websession import WebProxy, WebSession
from glueshell.objects.wildcard import has_wildcard

if TYPE_CHECKING:
    from glueshell.session.handmade import Handmade
    from glueshell.session.sitting import Sitting

_READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_EMPTY_HANDED = frozenset({"GET", "HEAD", "TRACE"})
_REDIRECTED = frozenset({300, 301, 302, 303, 307, 308})


class WebCmdlet(WebParameters):
    """Base of the two: `take` gets each answer. `follows_links` says whether Link headers lead on."""

    follows_links = False
    most_links = 2147483647

    def take(self, answer: WebAnswer, response: HttpResponseMessage, links: dict[str, str]) -> None:
        """Write what comes of one answer."""
        raise NotImplementedError

    def done(self, answer: WebAnswer) -> None:
        """Keep what variables were asked for."""

    # -- the course ---------------------------------------------------------------------------------------------

    def process(self) -> None:
        """Ask, and follow the links where that was asked for."""
        self._check()
        self.session = self._session()
        url: str | None = self._address()
        followed = 0
        with Storing(self) as self.storing:
            while url is not None:
                url = self._step(url, followed)
                followed += 1
                if not self.follows_links or followed >= self.most_links:
                    return

    def _step(self, url: str, followed: int) -> str | None:
        if followed:
            self.write_verbose(f"Following rel link {url}")
        request = self._request(url)
        answer = self._answer(request)
        if answer is None:
            return None
        message = request_message(answer.request, with_content=self._has_content(answer.request))
        response = response_message(answer, message)
        whole = self.storing.complete(answer)
        self._check_redirect(answer, message)
        if not (self.skip_http_error_check or whole or 200 <= answer.status < 300):
            content_type = answer.header("content-type") or ""
            failures.refused(self, response, response.text, content_type, self._exit_status(answer))
        links = relation_links(answer)
        self.take(answer, response, links)
        self.done(answer)
        if self.is_bound("MaximumRedirection") and not self.maximum_redirection and answer.status in _REDIRECTED:
            error = PSError(
                "Operation is not valid due to the current state of the object.", "", "InvalidOperation",
                "System.InvalidOperationException",
            )  # fmt: skip
            self.write_error(
                ErrorRecord(
                    error, "MaximumRedirectExceeded", "InvalidOperation", message, details=failures.REDIRECTIONS
                )
            )
        return links.get("next") if self.follows_links else None

    def _check_redirect(self, answer: WebAnswer, message: object) -> None:
        location = answer.header("location") or ""
        if self.allow_insecure_redirect or not (answer.url.startswith("https:") and location.startswith("http:")):
            return
        error = PSError(failures.INSECURE, "", "InvalidOperation", "System.InvalidOperationException")
        self.throw(ErrorRecord(error, "InsecureRedirection", "InvalidOperation", message, exit_status=3))

    # -- what was said ------------------------------------------------------------------------------------------

    def _check(self) -> None:
        """Refuse parameters that do not go together."""
        for given, key in (
            (self.certificate_thumbprint, "CertificateThumbprintUnknown"),
            (self.unix_socket, "UnixSocketUnavailable"),
        ):
            if given is not None:
                failures.conflict(self, key)
        if self.web_session is not None and self.session_variable is not None:
            failures.conflict(self, "SessionConflict")
        way = self.way
        if way != "None":
            if self.use_default_credentials:
                failures.conflict(self, "AuthenticationConflict")
            if self.token is not None and self.credential is not None:
                failures.conflict(self, "AuthenticationTokenConflict")
            if way == "Basic" and self.credential is None:
                failures.conflict(self, "AuthenticationCredentialNotSupplied")
            if way in ("Bearer", "OAuth") and self.token is None:
                failures.conflict(self, "AuthenticationTokenNotSupplied")
        told = way != "None" or self.credential is not None or self.use_default_credentials
        if told and not self.allow_unencrypted_authentication and not self._address().startswith("https:"):
            failures.conflict(self, "AllowUnencryptedAuthenticationRequired")
        if self.credential is not None and self.use_default_credentials:
            failures.conflict(self, "CredentialConflict")
        if self.proxy_use_default_credentials and self.proxy_credential is not None:
            failures.conflict(self, "ProxyCredentialConflict")
        if self.proxy is None and (self.proxy_credential is not None or self.proxy_use_default_credentials):
            failures.conflict(self, "ProxyUriNotSupplied")
        for first, second, key in (
            (self.body, self.in_file, "BodyConflict"),
            (self.body, self.form, "BodyFormConflict"),
            (self.in_file, self.form, "FormInFileConflict"),
        ):
            if first is not None and second is not None:
                failures.conflict(self, key)
        for switch, name in ((self.pass_thru, "PassThru"), (self.resume, "Resume")):
            if switch and self.out_file is None:
                failures.conflict(self, "OutFileMissing", name)

    def _address(self) -> str:
        """The address that is asked, with http:// where no scheme was said; raises UriFormatException."""
        uri: Any = self.uri
        given = uri if isinstance(uri, Uri) else Uri(to_text(uri), "RelativeOrAbsolute")
        if not given.absolute or given.scheme == "file":
            try:
                given = Uri("http://" + given.original)
            except PSError as error:
                raise PSError(error.message, error.exception_type, "NotSpecified", error.exception_type) from None
        if given.scheme not in ("http", "https"):
            raise PSError(
                f"The '{given.scheme}' scheme is not supported.", "WebCmdletIEDomNotSupportedException",
                "NotImplemented", "System.NotSupportedException",
            )  # fmt: skip
        address = given.absolute_uri.partition("#")[0]
        if self.verb == "GET" and dictionary(unwrap(self.body)):
            query = encoded_form(self.body)
            if query:
                address += ("&" if "?" in address else "?") + query
        return address

    def _session(self) -> WebSession:
        session = unwrap(self.web_session)
        if not isinstance(session, WebSession):
            session = WebSession()
        if self.session_variable is not None:
            self.engine.set_variable(self.session_variable, session)
        credential: Any = unwrap(self.credential)
        if self.way == "Basic":
            session.headers["Authorization"] = _basic(credential.network())
        elif self.way != "None":
            token: Any = unwrap(self.token)
            session.headers["Authorization"] = f"Bearer {token.plain()}"
        elif credential is not None:
            session.credentials = credential.network()
        if self.user_agent is not None:
            session.agent = self.user_agent
        if self.proxy is not None:
            session.proxy = WebProxy(self.proxy)
            if self.proxy_credential is not None:
                session.proxy.credentials = self.proxy_credential.network()
        if self.is_bound("MaximumRedirection"):
            session.redirections = self.maximum_redirection
        for name, value in pairs_of(self.headers) if self.headers is not None else ():
            if value is not None:
                session.headers[name] = net_text(value)
        if self.maximum_retry_count > 0:
            session.retries, session.interval = self.maximum_retry_count, self.retry_interval_sec
        return session

    # -- the request --------------------------------------------------------------------------------------------

    def _request(self, url: str) -> WebRequest:
        """The request as it leaves."""
        session, verb, strict = self.session, self.verb, not self.skip_header_validation
        headers: dict[str, str] = {}
        content: dict[str, str] = {}
        for name, value in session.headers.items():
            key, text = to_text(name), to_text(value)
            if key.lower() in CONTENT_HEADERS:
                content[key.lower()] = text
            else:
                if strict:
                    check_header(key, text)
                headers[key] = text
        low = {name.lower() for name in headers}
        if "user-agent" not in low:
            if strict:
                check_agent(session.agent)
            headers["User-Agent"] = session.agent
        if self.disable_keep_alive:
            headers["Connection"] = "Close"
        chunked = self.transfer_encoding is not None or "transfer-encoding" in low
        if self.transfer_encoding is not None and self.transfer_encoding.lower() != "chunked":
            headers["Transfer-Encoding"] = f"{self.transfer_encoding}, chunked"
        if self.resume:
            headers["Range"] = f"bytes={self.storing.present}-"
        if "accept-encoding" not in low:
            headers["Accept-Encoding"] = "gzip, deflate"
        content_type = self.content_type or content.get("content-type", "")
        if not content_type and verb == "POST":
            content_type = FORM
        body, own_type = self._content(content_type)
        content_type = own_type or content_type
        if body is not None or self.content_type is not None or verb not in _EMPTY_HANDED:
            if content_type and strict and not is_media_type(content_type):
                failures.wrong_content_type(self, content_type)
            content.pop("content-length", None)
            if content_type:
                content["content-type"] = content_type
            for name, text in content.items():
                headers[name.title()] = text
            body = body or b""
        return WebRequest(verb, url, header_texts(headers).items(), body, chunked)

    def _content(self, content_type: str) -> tuple[bytes | None, str]:
        """The body, and the content type it brings itself."""
        if self.form is not None:
            return multipart(self.form)
        if self.in_file is not None:
            return self._file(), ""
        body = unwrap(self.body)
        if body is None or (self.verb == "GET" and dictionary(body)):
            return None, ""
        return body_bytes(body, content_type), ""

    def _file(self) -> bytes:
        drives = self.engine.drives
        if has_wildcard(self.in_file):
            places = drives.expand(self.in_file)
            if len(places) != 1:
                failures.conflict(self, "InFile" + ("MultiplePaths" if places else "NoPath") + "Resolved", self.in_file)
            place = places[0]
        else:
            place = drives.place(self.in_file)
        if not place.is_file_system:
            failures.conflict(self, "InFileNotFilesystemPath", self.in_file)
        if os.path.isdir(place.path):
            failures.conflict(self, "InFileNotFilePath", self.in_file)
        if not place.exists:
            raise not_found(place.shown)
        with open(place.path, "rb") as file:
            return file.read()

    @staticmethod
    def _has_content(request: WebRequest) -> bool:
        return request.body is not None

    # -- sending ------------------------------------------------------------------------------------------------

    def _answer(self, request: WebRequest) -> WebAnswer | None:
        """The answer, None where -WhatIf only showed the request."""
        sitting: Sitting | None = getattr(self.engine, "services", None)
        headers = dict(request.headers)
        judged: Handmade | None = None
        guarded: tuple[str, ...] = ("x-api-key",)
        if sitting is not None and hasattr(sitting, "approval"):
            from glueshell.session.handmade import guarded_headers, judge

            judged = judge(sitting, request.method, request.url, headers, request.body)
            guarded = (*guarded, *guarded_headers(sitting, headers))
        self.judged = judged
        if judged is not None:
            judged.show()
            key = judged.key(request.url, headers)
            if key is not None:
                request = _with_header(request, "x-api-key", key)
        options = self._options()
        own = None if sitting is not None and hasattr(sitting, "web") else WebClient()
        client: WebClient = own or sitting.web  # type: ignore[union-attr]
        try:
            if judged is not None and judged.writes:
                return self._write(judged, client, request, options, guarded)
            answer = self._attempts(client, request, options, self._redirects(guarded))
        except TransportError as error:
            if error.kind in ("insecure", "redirect"):
                raise
            message = request_message(request, with_content=self._has_content(request))
            failures.unreached(self, error, message, options.read)
        finally:
            if own is not None:
                own.close()
        if judged is not None:
            judged.learn(answer)
        return answer

    def _write(
        self, judged: Handmade, client: WebClient, request: WebRequest, options: WebOptions, guarded: tuple[str, ...]
    ) -> WebAnswer | None:
        """Send a write to an API host: asked for, in the journal, once."""
        grant = judged.permit(confirm=confirmation(self), what_if=wants_what_if(self))
        if grant is None:
            return None
        rules = self._redirects(guarded)
        rules.limit = 0
        answer = judged.send(grant, lambda: self._attempts(client, request, options, rules))
        assert isinstance(answer, WebAnswer)
        judged.learn(answer)
        return answer

    def _redirects(self, guarded: tuple[str, ...]) -> Redirects:
        limit = self.session.redirections
        return Redirects(
            50 if limit < 0 else limit,
            keep_authorization=bool(self.preserve_authorization_on_redirect),
            keep_method=bool(self.preserve_http_method_on_redirect),
            insecure=bool(self.allow_insecure_redirect),
            guarded=guarded,
        )

    def _options(self) -> WebOptions:
        tls = self.ssl_protocol
        wait = self.connection_timeout_seconds or None
        proxy: str | None = "" if self.no_proxy else None
        if proxy is None and self.session.proxy is not None:
            proxy = self.session.proxy.url()
        account = getattr(getattr(self.engine, "services", None), "account", None)
        return WebOptions(
            connect=min(wait, 60.0) if wait else 60.0,
            read=wait,
            operation=self.operation_timeout_seconds or None,
            verify=not self.skip_certificate_check,
            proxy=proxy,
            tls={3072: "1.2", 12288: "1.3"}.get(int(tls or 0), ""),
            ca_file=getattr(account, "ca_file", None),
            certificate=self._certificate(),
        )

    def _certificate(self) -> str | None:
        if self.certificate is None:
            return None
        place = self.engine.drives.place(to_text(self.certificate))
        if not place.exists:
            raise not_found(place.shown)
        return place.path

    def _attempts(self, client: WebClient, request: WebRequest, options: WebOptions, rules: Redirects) -> WebAnswer:
        """Ask, again where that was asked for."""
        left, start = self.session.retries, request.url

        def hop(one: WebRequest) -> WebAnswer:
            return self._hop(client, one, start, options)

        while True:
            answer = follow(hop, request, rules)
            if self.session.credentials is not None and answer.status == 401 and self._wants_basic(answer, request):
                request = _with_header(request, "Authorization", _basic(self.session.credentials))
                answer = follow(hop, request, rules)
            if left <= 0 or not self._again(answer.status):
                return answer
            left -= 1
            self._pause(answer)

    def _hop(self, client: WebClient, hop: WebRequest, start: str, options: WebOptions) -> WebAnswer:
        if hop.url != start and hop.method not in _READING:
            self._check_hop(hop)
        cookies = self.session.cookies
        own = cookies.header(hop.url)
        request = hop
        if own:
            given = hop.header("cookie")
            request = _with_header(hop, "Cookie", f"{given}; {own}" if given else own)
        self._say_request(request)
        judged = self.judged
        with judged.turn() if judged is not None and hop.url == start else nullcontext():
            answer = client.send(request, options, self.storing.sink)
        cookies.take(hop.url, answer.values("set-cookie"))
        self._say_answer(answer)
        return answer

    def _check_hop(self, hop: WebRequest) -> None:
        """A redirect must not carry a write past the approval."""
        from glueshell.session.handmade import judge

        sitting: Any = getattr(self.engine, "services", None)
        if sitting is None or not hasattr(sitting, "approval"):
            return
        judged = judge(sitting, hop.method, hop.url, dict(hop.headers), hop.body)
        if judged is not None and judged.writes:
            from urllib.parse import urlsplit

            raise failure("redirect", urlsplit(self._address()).hostname or "", urlsplit(hop.url).netloc)

    def _wants_basic(self, answer: WebAnswer, request: WebRequest) -> bool:
        wanted = any(value.lower().startswith("basic") for value in answer.values("www-authenticate"))
        return wanted and request.header("authorization") is None

    def _again(self, status: int) -> bool:
        if self.judged is not None and self.judged.writes:
            return status == 429
        return status == 304 or 400 <= status < 600

    def _pause(self, answer: WebAnswer) -> None:
        seconds = self.session.interval
        asked = (answer.header("retry-after") or "").strip()
        if answer.status in (409, 429) and asked.isdecimal():
            seconds = int(asked)
        from glueshell.objects.enums import enum_value
        from glueshell.objects.types.webresponse import STATUS

        name = enum_value(STATUS, answer.status).name
        self.write_verbose(f"Retrying after interval of {seconds} seconds. Status code for previous attempt: {name}")
        from glueshell.cmdlets.values.start_sleep import pause

        pause(seconds)

    # -- saying -------------------------------------------------------------------------------------------------

    def _say_request(self, request: WebRequest) -> None:
        if self.invocation.preference("Verbose") in ("SilentlyContinue", "Ignore"):
            return
        address, _, query = request.url.partition("?")
        said = f"WebRequest: v1.1 {request.method} {address}"
        if query:
            said += f" with query length {len(query)}"
        if request.body is not None:
            kind = (request.header("content-type") or "").partition(";")[0]
            size = f"body size {size_text(len(request.body))} ({len(request.body)} bytes)"
            said += f" with {kind} payload with {size}" if kind else f" with {size}"
        if self.storing.path is not None:
            said += f" output to {self.storing.path}"
        self.write_verbose(said)

    def _say_answer(self, answer: WebAnswer) -> None:
        if self.invocation.preference("Verbose") in ("SilentlyContinue", "Ignore"):
            return
        said = f"WebResponse: {answer.status} {answer.reason} with"
        kind = (answer.header("content-type") or "").partition(";")[0]
        if kind:
            said += f" {kind} payload with"
        count = answer.header("content-length")
        size = int(count) if count is not None and count.isdecimal() else len(answer.body)
        self.write_verbose(f"{said} body size {size_text(size)} ({size} bytes)")

    def _exit_status(self, answer: WebAnswer) -> int:
        if self.judged is None:
            return 0
        from glueshell.session.handmade import exit_status

        return exit_status(answer.status, writes=self.judged.writes)

    def keep_headers(self, variable: str, answer: WebAnswer, response: HttpResponseMessage) -> None:
        """Put the headers of an answer into a variable."""
        self.engine.set_variable(variable, headers_dictionary(response.ordered()))


def _basic(credential: Any) -> str:
    import base64

    pair = f"{credential.user_name}:{credential.password}".encode()
    return "Basic " + base64.b64encode(pair).decode("ascii")


def _with_header(request: WebRequest, name: str, value: str) -> WebRequest:
    headers = [(key, text) for key, text in request.headers if key.lower() != name.lower()]
    return WebRequest(request.method, request.url, [*headers, (name, value)], request.body, request.chunked)
