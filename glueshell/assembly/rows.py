"""`run --for-each FILE.csv`: a script for every row, each on its own, with a summary and a file of results."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from glueshell.assembly.batch import JSON_DEPTH, Outcome, line_sink, outcome, results_of, run_script
from glueshell.assembly.places import World
from glueshell.assembly.wiring import Assembled, assembled
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.json import to_json
from glueshell.objects.psobject import PSObject
from glueshell.session.script_rows import (
    DONE,
    FAILED,
    STOPPED,
    UNKNOWN,
    Results,
    Row,
    RowResult,
    read_rows,
    summary,
)
from glueshell.session.scripts import ScriptArguments, load_script, script_arguments
from glueshell.session.statuses import INTERRUPTED, NOT_ALLOWED
from glueshell.session.statuses import UNKNOWN as OUTCOME_UNKNOWN

if TYPE_CHECKING:
    from glueshell.engine.functions import FunctionCommand
    from glueshell.itglue.documents import Resource
    from glueshell.shell.plain import PlainHost

MESSAGES: Mapping[str, str] = {
    "row": "[{number}/{count}] {name}",
    "question": "{script} is about to run for {count} rows of {file} and may write to the real account {account}.",
    "typed": "Type the number of rows ({count}): ",
    "declined": "Not confirmed: no row was run.",
    "results": "Results: {file}.",
    "resume": "To go on with the rows that are not done: --resume.",
    "unknown-before": "Nobody knows whether {names} were carried out: look first. Rows are run again once their lines"
    " are out of {file}.",
}
# Refusals that say nothing about the other rows.
OF_ONE_ROW = frozenset({"Fenced", "FencedAccountWide", "Declined", "WrongConfirmation"})


def run_rows(options: argparse.Namespace, world: World, path: Path) -> int:
    """Run the script at `path` for every row of the file; answers the exit status, 7 when only some are done."""
    from glueshell.shell.plain import PlainHost

    host = PlainHost(world.stdout, world.stderr, environ=world.environ, stdin=world.stdin, quiet_success=options.json)
    try:
        with assembled(options, world, lambda config: host) as whole:
            whole.engine.ends_at_first_error = path.suffix.lower() != ".ps1"
            statuses: list[int] = []
            runs = _Runs(whole, path, host)
            ended = outcome(whole, lambda: statuses.append(runs.run()), _nothing)
            return statuses[0] if statuses else ended.status
    finally:
        host.close()


class _Runs:
    """The runs of one script, row by row."""

    def __init__(self, whole: Assembled, path: Path, host: PlainHost) -> None:
        self.whole = whole
        self.plain = host
        self.path = path
        self.table = Path(whole.options.for_each)
        self.urls: dict[tuple[str, str], str] = {}

    def run(self) -> int:
        """Check everything, ask once, run; answers the exit status."""
        whole, options = self.whole, self.whole.options
        script = load_script(whole.engine, self.path)
        given = script_arguments(options.arguments, script)
        redact = whole.sitting.redactor.redact
        rows = read_rows(self.table, script, given)
        for row in rows:
            row.name = redact(row.name)
        file = Path(options.results) if options.results else self.table.with_suffix(".results.csv")
        results = None if given.what_if else Results(file, rows, resume=options.resume)
        before = [] if results is None else [row for row in rows if row.number in results.done]
        unclear = [] if results is None else [row for row in rows if row.number in results.unknown]
        waiting = [row for row in rows if row not in before and row not in unclear]
        if not self._confirmed(waiting, given):
            whole.host.write_error_line(MESSAGES["declined"])
            return NOT_ALLOWED
        ended = self._each(waiting, len(rows), given, results)
        left = len(waiting) - len(ended)
        if not options.json:
            self._table(ended)
        skipped = {"done before": len(before), "unknown before": len(unclear), "not run": left}
        status, sentence = summary(ended, skipped)
        self._say(sentence, file if results is not None and (ended or before) else None, status, unclear)
        return status

    def _confirmed(self, rows: list[Row], given: ScriptArguments) -> bool:
        """Ask once where a person is there and the script may write to a real account."""
        whole = self.whole
        account, host = whole.sitting.account, whole.host
        if account.sandbox or given.what_if or not rows or not host.attended or whole.sitting.approval.read_only:
            return True
        host.write_error_line(
            MESSAGES["question"].format(script=self.path.name, count=len(rows), file=self.table, account=account.name),
            "hint",
        )
        return host.read_line(MESSAGES["typed"].format(count=len(rows))).strip() == str(len(rows))

    def _each(self, rows: list[Row], count: int, given: ScriptArguments, results: Results | None) -> list[RowResult]:
        whole = self.whole
        context = whole.sitting.context
        ended: list[RowResult] = []
        whole.sitting.on_record = self._hear
        try:
            for row in rows:
                title = MESSAGES["row"].format(number=row.number, count=count, name=row.name)
                whole.host.write_error_line(title, "hint")
                result, goes_on = self._one(row, given)
                ended.append(result)
                if results is not None:
                    results.append(result)
                whole.sitting.select_again(context)
                if not goes_on:
                    break
        finally:
            whole.sitting.on_record = None
        return ended

    def _one(self, row: Row, given: ScriptArguments) -> tuple[RowResult, bool]:
        """Run one row in a runspace of its own; whether the next ones make sense."""
        whole = self.whole
        self.urls.clear()
        journal = whole.sitting.journal
        last = next((entry.number for entry in journal.entries(1)), 0)
        ends_at_first = whole.engine.ends_at_first_error
        whole.renew_engine()
        whole.engine.ends_at_first_error = ends_at_first
        own = ScriptArguments()
        own.named = Hashtable([*given.named.items(), *row.values.items()])
        own.others, own.preferences = given.others, given.preferences
        output: list[object] = []
        sink: Callable[[object], None] = output.append
        finish: Callable[[], None] = _nothing
        if not whole.options.json:
            sink, finish = line_sink(whole, neutral=self.plain.screen)

        def body() -> None:
            script: FunctionCommand = load_script(whole.engine, self.path)
            run_script(whole.engine, script, own, sink)

        ended: Outcome = outcome(whole, body, finish)
        status = ended.status
        made = [
            entry for entry in reversed(journal.entries()) if entry.number > last and entry.record_id
            and entry.operation == "create" and entry.status == "done"
        ]  # fmt: skip
        created = [id for entry in made for id in entry.record_ids]
        urls = [self.urls.get((entry.resource, id), "") for entry in made for id in entry.record_ids]
        kind = {0: DONE, INTERRUPTED: STOPPED, OUTCOME_UNKNOWN: UNKNOWN}.get(status, FAILED)
        result = RowResult(
            row,
            kind,
            status,
            created=created,
            urls=[url for url in urls if url],
            error=whole.sitting.redactor.redact(ended.sentence),
            finished=datetime.fromtimestamp(whole.world.clock().time(), UTC).isoformat(timespec="seconds"),
        )
        if whole.options.json:
            made_of = [one for item in output for one in results_of(item)]
            line = PSObject({**_fields(result), "Url": list(result.urls), "Output": made_of})
            self.plain.write_result(to_json(line, depth=JSON_DEPTH, compress=True))
        return result, status != INTERRUPTED and (status != NOT_ALLOWED or ended.error_id in OF_ONE_ROW)

    def _hear(self, resource: Resource) -> None:
        address = resource.attributes.get("resource-url")
        if isinstance(address, str):
            self.urls[resource.type.replace("-", "_"), resource.id] = address

    def _table(self, ended: list[RowResult]) -> None:
        from glueshell.formatting import Formatter
        from glueshell.formatting.columns import property_column
        from glueshell.formatting.directives import Shape

        names = ("Row", "Name", "Status", "ExitStatus", "Created", "Error")
        shape = Shape("Table", [property_column(name) for name in names])
        formatter = Formatter(self.whole.screen.width, lambda name: shape, neutral=True)
        for result in ended:
            line = PSObject({**_fields(result), "Created": " ".join(result.created)})
            self.whole.screen.write_lines(formatter.feed(line))
        self.whole.screen.write_lines(formatter.finish())

    def _say(self, sentence: str, file: Path | None, status: int, unclear: list[Row]) -> None:
        def say(text: str) -> None:
            self.whole.host.write_error_line(text, "hint")

        say(sentence)
        if unclear:
            names = ", ".join(f"row {row.number} ({row.name})" for row in unclear)
            say(MESSAGES["unknown-before"].format(names=names, file=file))
        if file is not None:
            say(MESSAGES["results"].format(file=file) + (f" {MESSAGES['resume']}" if status else ""))


def _fields(result: RowResult) -> dict[str, object]:
    return {
        "Row": result.row.number,
        "Name": result.row.name,
        "Status": result.status,
        "ExitStatus": result.exit_status,
        "Created": list(result.created),
        "Error": result.error or None,
    }


def _nothing() -> None:
    return None
