"""The desk speaks Simplified Chinese: what Wagtail leaves in English is translated in `site/locale`."""

import ast
import re
import struct
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

OURS = Path(__file__).resolve().parents[2] / "site" / "locale" / "zh_Hans" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
# The packages whose screens the desk shows, and which ship an English catalogue to compare with.
PACKAGES = ("wagtail", "wagtail_modeladmin", "taggit")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}|</?\w[^>]*>")
FIELD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+(".*")')


class Message(NamedTuple):
    """One entry of a catalogue; `key` tells apart same words in another context or with a plural."""

    context: str | None
    id: str
    plural: str | None
    strings: tuple[str, ...]

    @property
    def key(self) -> tuple[str | None, str, bool]:
        """What gettext looks up."""
        return self.context, self.id, self.plural is not None

    @property
    def translated(self) -> bool:
        """Whether every form has words."""
        return bool(self.strings) and all(self.strings)


def _message(fields: dict[str, str]) -> Message:
    """Turn the fields of one block into a message."""
    strings = tuple(text for name, text in fields.items() if name.startswith("msgstr"))
    return Message(fields.get("msgctxt"), fields["msgid"], fields.get("msgid_plural"), strings)


def read_po(path: Path) -> Iterator[Message]:
    """Read a source catalogue; the header, fuzzy and obsolete entries are left out."""
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = block.splitlines()
        if any(line.startswith("#,") and "fuzzy" in line for line in lines):
            continue
        fields: dict[str, str] = {}
        name = ""
        for line in lines:
            if match := FIELD.match(line):
                name = match[1]
                fields[name] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                fields[name] += ast.literal_eval(line)
        if fields.get("msgid"):
            yield _message(fields)


def read_mo(path: Path) -> Iterator[Message]:
    """Read a compiled catalogue as Python's gettext does; the header is left out."""
    data = path.read_bytes()
    magic, _revision, count, ids, strings = struct.unpack_from("<5I", data)
    assert magic == 0x950412DE, f"{path} is not a compiled catalogue"

    def text(table: int, index: int) -> str:
        length, start = struct.unpack_from("<2I", data, table + 8 * index)
        return data[start : start + length].decode()

    for index in range(count):
        if not (original := text(ids, index)):
            continue
        context, mark, rest = original.rpartition("\x04")
        singular, nul, plural = rest.partition("\0")
        forms = tuple(text(strings, index).split("\0"))
        yield Message(context if mark else None, singular, plural if nul else None, forms)


def package_folder(package: str) -> Path:
    """Find an installed package without importing it."""
    spec = find_spec(package)
    assert spec and spec.origin, f"{package} is not installed"
    return Path(spec.origin).parent


def catalogues(domain: str) -> Iterator[tuple[str, Path]]:
    """Name every installed component with an English catalogue of this domain, and its locale folder."""
    for package in PACKAGES:
        root = package_folder(package)
        for english in sorted(root.glob(f"**/locale/en/LC_MESSAGES/{domain}.po")):
            locale = english.parents[2]
            yield str(locale.parent.relative_to(root.parent)), locale


def ours(domain: str) -> list[Message]:
    """Read our sources of one domain."""
    return list(read_po(OURS / f"{domain}.po"))


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_equals_source(domain: str) -> None:
    """The committed .mo says what the .po says: `msgfmt -c -o django.mo django.po` was run."""
    assert sorted(read_mo(OURS / f"{domain}.mo"), key=repr) == sorted(ours(domain), key=repr)


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_entry_is_translated_once(domain: str) -> None:
    """No entry is empty, left in English, or written twice."""
    entries = ours(domain)
    assert [entry.id for entry in entries if not entry.translated] == []
    assert [key for key, times in Counter(entry.key for entry in entries).items() if times > 1] == []
    assert all(len(entry.strings) == 1 for entry in entries), "Chinese has one plural form"


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_english_is_left(domain: str) -> None:
    """Every string of the installed packages is translated upstream or by us; an upgrade may add some."""
    known = {entry.key for entry in ours(domain)}
    wanted: dict[tuple[str | None, str, bool], str] = {}
    for component, locale in catalogues(domain):
        wanted |= {entry.key: component for entry in read_po(locale / f"en/LC_MESSAGES/{domain}.po")}
        compiled = locale / f"zh_Hans/LC_MESSAGES/{domain}.mo"
        if compiled.is_file():
            known |= {entry.key for entry in read_mo(compiled) if entry.translated}
    assert wanted, "no English catalogue was found"
    missing = sorted((component, key[1]) for key, component in wanted.items() if key not in known)
    assert missing == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_and_markup_agree(domain: str) -> None:
    """A translation holds the placeholders and tags of its original, in any order, and no others."""
    wrong = [
        (entry.id, text)
        for entry in ours(domain)
        for text in entry.strings
        if Counter(PLACEHOLDER.findall(entry.plural or entry.id)) != Counter(PLACEHOLDER.findall(text))
    ]
    assert wrong == []


def test_documents_are_called_attachments() -> None:
    """Upstream says 文档; at this desk they are 附件, in every string of Wagtail's."""
    for domain in DOMAINS:
        entries = {entry.key: entry for entry in ours(domain)}
        assert not [entry.id for entry in entries.values() if "文档" in "".join(entry.strings)]
        for component, locale in catalogues(domain):
            compiled = locale / f"zh_Hans/LC_MESSAGES/{domain}.mo"
            wanted = {entry.key for entry in read_po(locale / f"en/LC_MESSAGES/{domain}.po")}
            upstream = read_mo(compiled) if compiled.is_file() else iter(())
            left = [
                e.id for e in upstream if "文档" in "".join(e.strings) and e.key in wanted - entries.keys()
            ]
            assert left == [], component
