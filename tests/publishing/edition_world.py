"""A small submission, and a DATA folder to build it in."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from publishing.contract import Catalogue, Frame, Item, Link, PageFacts, Submission
from publishing.edition.build import EditionSummary, build
from publishing.folder import DataFolder
from publishing.minisign import Signer

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HTML = "text/html; charset=utf-8"
JSON = "application/json"
STATIC = Path(__file__).parents[2] / "site/static"
"""The site's own, since its templates name them."""
PICTURE = bytes(range(256)) * 4


def frame(public_key: str, **changes: object) -> Frame:
    """A plain frame."""
    made = Frame(
        site_name="桦南治理公开",
        organ="",
        strapline="",
        base_url="http://127.0.0.1:8000",
        navigation=(Link("好事", "/deeds/"),),
        footer=(),
        contact="",
        licence_title="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        public_key=public_key,
        trial=True,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def page(path: str, title: str, *, day: int = 0, **facts: object) -> list[Item]:
    """A page and its twin, first published `day` days after the start."""
    moment = START + timedelta(days=day)
    body = f"<!doctype html><html lang=zh-CN><title>{title}</title><p>{'一句话。' * 60}".encode()
    known = PageFacts(**({"type": "page", "title": title, "summary": f"{title}的摘要"} | facts))  # type: ignore[arg-type]
    twin = f'{{"title":"{title}"}}'.encode()
    return [
        Item(path, body, HTML, moment, moment, page=known),
        Item(f"{path}index.json", twin, JSON, moment, moment),
    ]


def items() -> list[Item]:
    """Home, a section with two deeds, an empty section, a picture."""
    return [
        *page("/", "首页", type="home"),
        *page("/deeds/", "好事", type="section"),
        *page("/deeds/pavilion/", "凉亭", type="good-deed", section="deeds", day=1),
        *page("/deeds/lamp/", "路灯", type="good-deed", section="deeds", day=2),
        *page("/news/", "动态", type="section", listed=False),
        Item("/media/0123456789abcdef.png", PICTURE, "image/png", START, START),
    ]


@dataclass
class World:
    """One DATA folder with its key and its static files."""

    folder: DataFolder
    static: Path
    signer: Signer

    @classmethod
    def make(cls, root: Path, signer: Signer | None = None) -> "World":
        """A new one below `root`."""
        folder = DataFolder(root / "data")
        return cls(folder, STATIC, signer or Signer.load_or_create(folder.keys))

    def submission(self, *some: Item, **changes: object) -> Submission:
        """The usual items and `some` more."""
        usual = Submission(
            items=(*items(), *some),
            routes=(),
            frame=frame(self.signer.public_key),
            catalogue=Catalogue((), ()),
            as_of=date(2026, 11, 23),
        )
        return replace(usual, **changes)  # type: ignore[arg-type]

    def build(
        self, submission: Submission | None = None, *, minutes: int = 0, force: bool = False
    ) -> EditionSummary:
        """Builds, `minutes` after the start."""
        return build(
            submission or self.submission(),
            self.folder,
            self.signer,
            published=START + timedelta(days=3, minutes=minutes),
            static_root=self.static,
            force=force,
        )

    def edition(self, number: int = 1) -> Path:
        """The folder of an edition."""
        return self.folder.edition(number)
