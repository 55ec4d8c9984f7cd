"""Passwords: listed without their values; a value is shown or copied only when that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glueshell.cmdlets.itglue.reading import GetRecords
from glueshell.engine.parameters import Parameter
from glueshell.itglue.documents import Resource
from glueshell.objects.text import to_text
from glueshell.session.errors import InputError

MESSAGES = {
    "no-value": "IT Glue gives no value of '{name}': it is empty, locked in a vault, or the API key has no Password "
    "Access.",
}
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
        if not value:
            raise InputError("NothingToCopy")
        if not self.host.set_clipboard(to_text(value or "")):
            raise InputError("NoClipboard")
        self.mention(f"The value of '{to_text(found[0].get('Name'))}' is on the clipboard.")  # type: ignore[attr-defined]

    def _revealed(self) -> Iterator[object]:
        from glueshell.cmdlets.itglue.records import plain, record_of

        catalog = self.sitting.catalog
        self._by_id = False
        for listed in self._resources():
            # What was asked for by its id came with its value.
            shown = listed if self._by_id else next(iter(self._shown([listed.id], (), reveal=True)))
            for name in SECRETS:
                value = shown.attributes.get(name)
                if isinstance(value, str):
                    # From here on it is blotted out wherever the session keeps or tells something.
                    self.sitting.redactor.learn(value)
            if not shown.attributes.get(SECRETS[0]):
                self.write_warning(MESSAGES["no-value"].format(name=shown.attributes.get("name") or shown.id))
            if self.value("Raw"):
                yield plain(shown.to_document())
                continue
            record = record_of(shown, catalog)
            record.type_names = (REVEALED, *record.type_names)
            yield record

    def shown(self, ids: Sequence[object], include: Sequence[str]) -> Iterator[Resource]:
        """Single passwords, with their values where these are wanted."""
        self._by_id = True
        return self._shown(ids, include, reveal=bool(self.reveal or self.copy))

    def _shown(self, ids: Sequence[object], include: Sequence[str], *, reveal: bool) -> Iterator[Resource]:
        wanted = (("show_password", "true" if reveal else "false"),)
        for id in ids:
            yield self.sitting.client.show(self.kind, self.sole_id(id), include, query=wanted)
