"""A site with a thing in it that must go: pages, lists, a picture, a register with two releases, several editions."""

import gzip
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import brotli

from publishing.contract import Item, Route
from publishing.edition.build import EditionSummary
from publishing.edition.withdraw import WithdrawalSummary, withdraw, withdraw_releases
from publishing.release_content import SHANGHAI
from publishing.releases import Release
from publishing.structure import Row
from tests.publishing.data_samples import CATALOGUE, DEEDS, Releases
from tests.publishing.edition_world import START, World, page

CANARY = "佟小满"
"""Somebody's name. It is nowhere else in the repository."""
PATH = "/deeds/xiaoman/"
PICTURE = "/media/fedcba9876543210.png"
DOCUMENT = "/files/0123abcd/list.xlsx"
REASON = "当事人要求撤除个人信息"
LATER = START + timedelta(days=30)


def deed_row(code: str, title: str) -> Row:
    """One row of the register of deeds."""
    return (code, title, "build", "2026-05-01", 3, None, f"/deeds/{code}/")


class Withdrawals:
    """Builds editions of two deeds, of which one must go."""

    def __init__(self, root: Path) -> None:
        self.world = World.make(root)
        self.releases = Releases(self.world.folder.root)
        self.folder, self.signer = self.world.folder, self.world.signer
        self.minutes = 0

    @property
    def key(self) -> str:
        """The public key."""
        return self.signer.public_key

    def release(self, rows: Sequence[Row], *, day: int, kind: str = "update") -> Release:
        """Cuts a release of the register."""
        moment = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI) + timedelta(days=day)
        return self.releases.cut(DEEDS, rows, moment, kind=kind, note="说明" if kind != "update" else "")

    def build(self, *some: Item, routes: tuple[Route, ...] = (), **changes: object) -> EditionSummary:
        """The next edition, with the register."""
        self.minutes += 1
        submission = self.world.submission(*some, catalogue=CATALOGUE, routes=routes, **changes)
        return self.world.build(submission, minutes=self.minutes)

    def with_it(self) -> None:
        """Two editions and a release that hold the thing, and one of each before it."""
        self.release([deed_row("pavilion", "凉亭")], day=0)
        self.build()
        self.release([deed_row("pavilion", "凉亭"), deed_row("xiaoman", f"帮{CANARY}修屋顶")], day=1)
        self.build(*self.things("一"))
        self.build(*self.things("二"))

    def things(self, text: str) -> list[Item]:
        """The page with its picture, a list that names it, a page that tells the name only, and an archive."""
        head, twin = page(PATH, f"{CANARY}的屋顶{text}", section="deeds", type="good-deed")
        head = replace(head, body=bytes_of(head) + f'<img src="{PICTURE}">'.encode())
        listing, its_twin = page("/deeds/2026/", "二〇二六年")
        listing = replace(listing, body=bytes_of(listing) + f'<a href="{PATH}">屋顶</a>'.encode())
        told, told_twin = page("/about/", "关于")
        told_twin = replace(told_twin, body=b'{"text":"' + ascii_json(CANARY) + b'"}')
        return [
            head, twin, listing, its_twin, told, told_twin,
            Item(PICTURE, b"\x89PNG picture of the roof", "image/png", START, START),
            Item(DOCUMENT, workbook(CANARY), "application/vnd.ms-excel", START, START),
            *page("/deeds/xiaoman-b/", "另一件"),
        ]  # fmt: skip

    def clean(self, *, reason: str = REASON) -> EditionSummary:
        """A release without it, the withdrawal of those with it, and an edition of what is left."""
        self.release([deed_row("pavilion", "凉亭")], day=2, kind="withdrawal")
        withdraw_releases(self.folder, self.signer, paths=[PATH], words=[CANARY], reason=reason, at=LATER)
        return self.build(*self.left(), routes=(Route(PATH, None, reason),))

    def left(self) -> list[Item]:
        """What stays public."""
        return [
            *page("/deeds/2026/", "二〇二六年"),
            *page("/about/", "关于"),
            *page("/deeds/xiaoman-b/", "另一件"),
        ]

    def withdraw(
        self, *, words: Sequence[str] = (CANARY,), paths: Sequence[str] = (PATH,)
    ) -> WithdrawalSummary:
        """Erases it."""
        return withdraw(self.folder, self.signer, paths=paths, words=words, reason=REASON, at=LATER)

    def held(self, text: str = CANARY) -> list[str]:
        """Every file below DATA that holds the text in any coding that we know."""
        return sorted(
            path.relative_to(self.folder.root).as_posix()
            for path in self.folder.root.rglob("*")
            if path.is_file() and holds(path, text)
        )


def holds(path: Path, text: str) -> bool:
    """Whether a file holds a text: plain, escaped, compressed, or in an archive."""
    forms = (text.encode(), ascii_json(text), "".join(f"&#{ord(each)};" for each in text).encode())
    return any(form in data for data in _readings(path.read_bytes()) for form in forms)


def _readings(data: bytes) -> list[bytes]:
    found = [data]
    for decode in (gzip.decompress, brotli.decompress):
        try:
            found.append(decode(data))
        except Exception:
            continue
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(BytesIO(data))
        found += [archive.read(name) for name in archive.namelist()]
    return found


def ascii_json(text: str) -> bytes:
    """The text with escapes for all that is not ASCII."""
    return text.encode("ascii", "backslashreplace")


def workbook(text: str) -> bytes:
    """An archive as spreadsheets are."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<t>{text * 20}</t>")
    return made.getvalue()


def bytes_of(item: Item) -> bytes:
    """The body of a plain item."""
    assert isinstance(item.body, bytes)
    return item.body
