"""Passwords: listed without their values; a value is shown or copied only when that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glueshell.cmdlets.itglue.reading import GetRecords
from glueshell.engine.parameters import Parameter
from glueshell.itglue.documents import Resource
from glueshell.objects.text import to_text
from glueshell.session.errors import InputError

SECRETS = ("password", "otp-secret")
# What a password that was read with its value is beside a password: its table has a column for the value.
REVEALED = "ITGlue.Password#Revealed"


class GetPasswords(GetRecords):
    """Base of the cmdlet that reads passwords."""

    reveal = Parameter("switch", help="With the value of each; one request a password. Whoever looks on sees it.")
    copy = Parameter("switch", help="Puts the value of one password on the clipboard and shows none.")

    def process(self) -> Iterator[object]:
        """Records, with their values where -Reveal asks for them; with -Copy nothing but a word that it was done."""
        if not self.copy:
            if not self.reveal:
                yield from super().process()
                return
            yield from self._revealed()
            self.stop_when_enough()
            return
        found = list(self._revealed())
        if len(found) != 1:
            raise InputError("OneToCopy", count=len(found))
        value = found[0].get("Password")  # type: ignore[attr-defined]
        if not self.host.set_clipboard(to_text(value or "")):
            raise InputError("NoClipboard")
        self.write_verbose("The value is on the clipboard.")

    def _revealed(self) -> Iterator[object]:
        from glueshell.cmdlets.itglue.records import plain, record_of

        catalog = self.sitting.catalog
        for listed in self._resources():
            shown = next(iter(self._shown([listed.id], (), reveal=True)))
            for name in SECRETS:
                value = shown.attributes.get(name)
                if isinstance(value, str):
                    # From here on it is blotted out wherever the session keeps or tells something.
                    self.sitting.redactor.learn(value)
            if self.value("Raw"):
                yield plain(shown.to_document())
                continue
            record = record_of(shown, catalog)
            record.type_names = (REVEALED, *record.type_names)
            yield record

    def shown(self, ids: Sequence[object], include: Sequence[str]) -> Iterator[Resource]:
        """Single passwords, without their values."""
        return self._shown(ids, include, reveal=False)

    def _shown(self, ids: Sequence[object], include: Sequence[str], *, reveal: bool) -> Iterator[Resource]:
        wanted = (("show_password", "true" if reveal else "false"),)
        for id in ids:
            yield self.sitting.client.show(self.kind, to_text(id), include, query=wanted)
