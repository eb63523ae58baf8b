"""What the last build made of each page and what it asked for: the next one renders only what would differ.

One file below DATA/cache that may be lost at any time. It follows the idea of verifying traces: a page stays while
every question that was asked for it has the answer that it had.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from cms.page_jobs import Job, Rendered
from cms.public_content import PublicContent
from cms.register_rows import KnownRows
from cms.rendering import Question
from publishing.canonical import sha256_hex
from publishing.contract import Item
from publishing.data_memory import item_facts, item_of
from publishing.folder import DataFolder
from publishing.kept_file import read_kept, write_kept
from publishing.software import software_digest

NAME = "pages.json"


@dataclass(slots=True)
class BuildMemory:
    """Outcomes by job, the digest of each answer, and the digests behind the last releases cut."""

    common: str = ""
    """What every page was made with: software, frame, addresses."""
    digests: dict[Question, str] = field(default_factory=dict)
    outcomes: dict[Job, Rendered] = field(default_factory=dict)
    cut: dict[str, KnownRows] = field(default_factory=dict)
    """What the latest releases were made from, by dataset."""

    def stale(self, jobs: Iterable[Job], common: str, content: PublicContent) -> list[Job]:
        """The jobs that must be rendered: new ones, and those of which some answer is another now."""
        if common != self.common:
            return list(jobs)
        changed = {
            question for question, digest in self.digests.items() if _digest(content, question) != digest
        }
        return [
            job
            for job in jobs
            if job not in self.outcomes or not changed.isdisjoint(self.outcomes[job].reads)
        ]

    def after(
        self, jobs: Sequence[Job], fresh: Iterable[Rendered], common: str, content: PublicContent
    ) -> "BuildMemory":
        """The memory of a build of these jobs, of which `fresh` were rendered and the rest kept."""
        # What came from other processes brings its own copies of the same questions.
        same: dict[Question, Question] = {}
        made = {found.job: _sharing(found, same) for found in fresh}
        kept = {job: self.outcomes[job] for job in jobs if job not in made and job in self.outcomes}
        outcomes = {job: found for job in jobs if (found := made.get(job) or kept.get(job)) is not None}
        questions = {question for rendered in outcomes.values() for question in rendered.reads}
        return BuildMemory(
            common=common,
            digests={question: _digest(content, question) for question in questions},
            outcomes=outcomes,
            cut=self.cut,
        )

    def save(self, folder: DataFolder) -> None:
        """Writes the memory. Called when an edition made of it is in force."""
        numbers: dict[Question, int] = {question: number for number, question in enumerate(self.digests)}
        files = {file.path: item_facts(file) for found in self.outcomes.values() for file in found.files}
        document = {
            "software": software_digest(),
            "common": self.common,
            "digests": [[question, digest] for question, digest in self.digests.items()],
            "outcomes": [
                [
                    job,
                    [item_facts(item) for item in found.items],
                    [numbers[question] for question in found.reads],
                    [file.path for file in found.files],
                ]
                for job, found in self.outcomes.items()
            ],
            "files": files,
            "cut": {code: asdict(known) for code, known in self.cut.items()},
        }
        write_kept(folder.cache / NAME, document)
        _LAST[:] = [(_state(folder), self)]


_LAST: list[tuple[object, BuildMemory]] = []
"""The memory as this process saved it last: a worker need not read what it has just written."""


def read_memory(folder: DataFolder) -> BuildMemory:
    """The memory of the last build; an empty one where it is lost, damaged, or of other software."""
    try:
        for state, memory in _LAST:
            if state == _state(folder):
                return replace(memory)
    except OSError:
        return BuildMemory()
    document = read_kept(folder.cache / NAME)
    # Of other software it may have another shape, and nothing of it could be used.
    if document is None or document["software"] != software_digest():
        return BuildMemory()
    return _memory(document)


def _state(folder: DataFolder) -> object:
    """Tells the file from any that somebody else wrote. Raises OSError where there is none."""
    found = (folder.cache / NAME).stat()
    return folder.cache, found.st_ino, found.st_mtime_ns, found.st_size


def common_digest(*parts: object) -> str:
    """What every page is made with, as one text."""
    return sha256_hex("\n".join([software_digest(), *map(repr, parts)]).encode())


def _memory(document: Any) -> BuildMemory:
    questions = [_tuple(question) for question, _ in document["digests"]]
    files: dict[str, Item] = {path: item_of(facts) for path, facts in document["files"].items()}
    outcomes = {}
    for raw_job, items, reads, used in document["outcomes"]:
        job = _tuple(raw_job)
        outcomes[job] = Rendered(
            job=job,
            items=tuple(item_of(facts) for facts in items),
            reads=tuple(questions[number] for number in reads),
            files=tuple(files[path] for path in used),
        )
    digests = {question: digest for question, (_, digest) in zip(questions, document["digests"], strict=True)}
    cut = {code: KnownRows(**known) for code, known in document["cut"].items()}
    return BuildMemory(document["common"], digests, outcomes, cut)


def _sharing(rendered: Rendered, same: dict[Question, Question]) -> Rendered:
    """The same with questions that are one object each, however many pages asked them."""
    return replace(rendered, reads=tuple(same.setdefault(question, question) for question in rendered.reads))


def _tuple(value: Any) -> Any:
    """Lists, which is what JSON makes of tuples, back as tuples."""
    return tuple(_tuple(one) for one in value) if isinstance(value, list) else value


def _digest(content: PublicContent, question: Question) -> str:
    """The digest of today's answer; empty where there is none any more, as of a section that went."""
    try:
        return content.digest(question)
    except KeyError:
        return ""
