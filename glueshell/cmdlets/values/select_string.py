"""Select-String."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from glueshell.cmdlets.files.content_lines import lines_of
from glueshell.cmdlets.files.encodings import UTF8, TextEncoding, encoding_of
from glueshell.cmdlets.files.targets import chosen, given_paths, resolved
from glueshell.cmdlets.values.match_info import INPUT, MatchInfo
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.providers.file_items import FileSystemItem
from glueshell.engine.providers.places import Place
from glueshell.engine.validators import ValidateCount, ValidateNotNull, ValidateNotNullOrEmpty, ValidateRange
from glueshell.objects.errors import PSError
from glueshell.objects.patterns import IGNORE_CASE, Pattern, compiled
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.types.matches import Match
from glueshell.objects.types.regexes import escape

_OBJECT, _FILE, _LITERAL = "Object", "File", "LiteralFile"
_RAW = ("ObjectRaw", "FileRaw", "LiteralFileRaw")


class SelectString(Cmdlet):
    """Finds lines that fit a pattern, in text or in files.

    Patterns are regular expressions unless `-SimpleMatch` says otherwise; upper and lower case are the same unless
    `-CaseSensitive` does.
    """

    name = "Select-String"
    aliases = ("sls",)
    default_set = _FILE
    dotnet_name = "Microsoft.PowerShell.Commands.SelectStringCommand"
    output_types = ("Microsoft.PowerShell.Commands.MatchInfo", "System.Boolean", "System.String")
    examples = (
        Example("'alpha', 'beta' | Select-String '^b' -Raw", "Text.", "beta"),
        Example("'a=1', 'b=2' | Set-Content s.ini; (Select-String 'b=(\\d)' s.ini).Matches.Groups[1].Value", "A file.",
                "2"),
        Example("'x.y' | Select-String '.' -SimpleMatch -Quiet", "Whether it is there.", "True"),
    )  # fmt: skip
    links = ("Get-Content", "Where-Object")

    culture = Parameter("string", validators=(ValidateNotNull(),), help="Has no effect: text is compared by character.")
    input_object = Parameter("psobject", sets=(_OBJECT, "ObjectRaw"), mandatory=True, from_pipeline=True,
                             allow_null=True, allow_empty=True, help="The text.")  # fmt: skip
    pattern = Parameter("string[]", position=0, mandatory=True, help="What to look for.")
    path = Parameter("string[]", sets=(_FILE, "FileRaw"), position=1, mandatory=True, from_pipeline_by_name=True,
                     wildcards=True, help="The files; wildcards allowed.")  # fmt: skip
    literal_path = Parameter("string[]", aliases=("PSPath", "LP"), sets=(_LITERAL, "LiteralFileRaw"), mandatory=True,
                             from_pipeline_by_name=True,
                             help="The files, every character meant as it is written.")  # fmt: skip
    raw = Parameter("switch", placements={name: Placement(mandatory=True) for name in _RAW}, help="The lines alone.")
    simple_match = Parameter("switch", help="The pattern is plain text.")
    case_sensitive = Parameter("switch", help="Upper and lower case differ.")
    quiet = Parameter("switch", sets=(_OBJECT, _FILE, _LITERAL), help="Only whether something fits.")
    first_only = Parameter("switch", name="List", help="Only the first of each file.")
    no_emphasis = Parameter("switch", help="Has no effect: what fits is not coloured.")
    include_paths = Parameter("string[]", name="Include", validators=(ValidateNotNullOrEmpty(),), wildcards=True,
                        help="Only files whose whole paths fit one of these patterns.")  # fmt: skip
    exclude_paths = Parameter("string[]", name="Exclude", validators=(ValidateNotNullOrEmpty(),), wildcards=True,
                        help="No files whose whole paths fit one of these patterns.")  # fmt: skip
    not_match = Parameter("switch", help="The lines that do not fit.")
    all_matches = Parameter("switch", help="Every place in a line that fits, not the first only.")
    encoding = Parameter("object", label="System.Text.Encoding", transform=encoding_of,
                         validators=(ValidateNotNullOrEmpty(),),
                         help="How a file without a mark is read: utf8 (the default), ansi, a code page.")  # fmt: skip
    context = Parameter("int[]", validators=(ValidateCount(1, 2), ValidateRange(0, 2**31 - 1)),
                        help="So many lines before and after each.")  # fmt: skip

    def begin(self) -> None:
        """Compile the patterns."""
        self._done = False
        self._patterns: list[tuple[str, Pattern]] = []
        options = 0 if self.case_sensitive else IGNORE_CASE
        for text in self.pattern:
            try:
                self._patterns.append((text, compiled(escape(text) if self.simple_match else text, options)))
            except PSError as error:
                self.throw(
                    ErrorRecord(
                        PSError(
                            f"The string {text} is not a valid regular expression: {error.message}",
                            "InvalidRegex",
                            "InvalidArgument",
                            "System.ArgumentException",
                            target=text,
                        )
                    )
                )
        around = [int(count) for count in self.context or ()]
        self._around = (around[0], around[-1]) if around else None
        self._stream = _Search(self._around, self._match)
        self._number = 0

    def process(self) -> Iterator[object]:
        """Search a text or files."""
        if self._done:
            return
        if self.parameter_set in (_OBJECT, "ObjectRaw"):
            yield from self._object()
            return
        for place in self._places():
            if not place.is_container and self._wanted(place.path):
                yield from self._file(place.path)
        if self.quiet and not self._done:
            yield False

    def _places(self) -> list[Place]:
        # All of them are found before the first is read; a literal path is known not to be there when it is opened.
        paths, literal = given_paths(self)
        if literal:
            return [self.engine.drives.place(text) for text in paths]
        return [place for text in paths for place in resolved(self, text)]

    def _wanted(self, path: str) -> bool:
        # As in PowerShell these patterns are held against the whole path.
        include = [to_text(pattern) for pattern in self.include_paths or ()]
        return chosen(path, include, [to_text(pattern) for pattern in self.exclude_paths or ()])

    def _object(self) -> Iterator[object]:
        item = unwrap(self.input_object)
        if item is None:
            return
        if isinstance(item, FileSystemItem):
            if not item.is_folder:
                yield from self._file(item.path)
            return
        self._number += 1
        found = self._stream.add(to_text(self.input_object), self._number, INPUT)
        yield from self._answers(found)

    def _file(self, path: str) -> Iterator[object]:
        encoding = self.encoding if isinstance(self.encoding, TextEncoding) else UTF8
        search = _Search(self._around, self._match)
        try:
            for number, line in enumerate(lines_of(path, encoding), 1):
                found = search.add(line, number, path)
                yield from self._answers(found)
                if (search.matched and (self.first_only or self.quiet)) or self._done:
                    break
            yield from self._answers(search.rest())
        except OSError as error:
            self.write_error(
                ErrorRecord(
                    PSError(
                        f"The file {path} cannot be read: {_reason(error, path)}",
                        "ProcessingFile",
                        "InvalidArgument",
                        "System.ArgumentException",
                        target=path,
                    )
                )
            )

    def end(self) -> Iterator[object]:
        """What still waited for lines after it."""
        yield from self._answers(self._stream.rest())

    def _answers(self, found: Iterable[MatchInfo]) -> Iterator[object]:
        for info in found:
            if self.quiet:
                if not self._done:
                    self._done = True
                    yield True
                return
            yield info.line if self.raw else info

    def _match(self, line: str, number: int, path: str) -> MatchInfo | None:
        for text, pattern in self._patterns:
            first: Any = pattern.search(line)
            if self.not_match:
                if first is not None:
                    return None
                continue
            if first is None:
                continue
            if self.simple_match:
                matches: list[Any] = []
            elif self.all_matches:
                matches = [Match(pattern, each) for each in pattern.finditer(line)]
            else:
                matches = [Match(pattern, first)]
            return self._info(line, number, path, text, matches)
        if self.not_match:
            return self._info(line, number, path, self._patterns[0][0], [])
        return None

    def _info(self, line: str, number: int, path: str, pattern: str, matches: list[Any]) -> MatchInfo:
        found = MatchInfo(line, number, path, pattern, matches, not self.case_sensitive)
        found.folder = self.engine.resolve_path("")
        return found


def _reason(error: OSError, path: str) -> str:
    if isinstance(error, FileNotFoundError):
        return f"Could not find file '{path}'."
    if isinstance(error, PermissionError):
        return f"Access to the path '{path}' is denied."
    return error.strerror or str(error)


class _Search:
    """Lines one after another, with those around each that fits."""

    def __init__(self, around: tuple[int, int] | None, match: Any) -> None:
        self._match = match
        self._after = 0 if around is None else around[1]
        self._context = around is not None
        self._recent: deque[tuple[int, str]] = deque(maxlen=0 if around is None else around[0])
        self._open: deque[MatchInfo] = deque()
        self._shown = 0
        self.matched = False

    def add(self, line: str, number: int, path: str) -> list[MatchInfo]:
        """The matches that are complete now."""
        found: MatchInfo | None = self._match(line, number, path)
        self.matched = self.matched or found is not None
        if not self._context:
            return [] if found is None else [found]
        for waiting in self._open:
            waiting.follow(line, shown=found is None)
        if found is not None:
            found.surround([each for _, each in self._recent], sum(at > self._shown for at, _ in self._recent))
            self._open.append(found)
        if self._open:
            self._shown = number
        self._recent.append((number, line))
        complete = []
        while self._open and self._open[0].followers >= self._after:
            complete.append(self._open.popleft())
        return complete

    def rest(self) -> list[MatchInfo]:
        """The matches after which fewer lines came than were asked for."""
        rest = list(self._open)
        self._open.clear()
        return rest
