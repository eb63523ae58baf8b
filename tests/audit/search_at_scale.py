"""The search of 20 000 made-up pages: how long a question takes, a build and a change, and whether it finds all."""

import json
import random
import resource
import statistics
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from publishing.canonical import sha256_hex
from publishing.search.index_file import NAME, PageKey, update_index, write_index
from publishing.search.pages_index import PagesIndex
from publishing.search.question import question

PAGES = 20_000
SIGNS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比"
    "或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总"
    "次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做"
    "必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权"
    "收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信"
    "马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连"
    "断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存"
    "候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
)
"""Everyday characters, the most frequent first."""
MEDIAN, SLOW = 3.0, 20.0
"""Milliseconds of CPU: of the median, and of a word that every page has."""
BUILD, CHANGE = 25.0, 0.5
"""Seconds of CPU for 10 000 pages, which bounds what 20 000 may take: twice that."""


def search_at_scale(data: Path, quick: bool) -> str:
    """Bounds: 3 ms for the median question, 25 s of CPU for a build and half a second for a change at 10 000 pages."""
    count = PAGES // 10 if quick else PAGES
    made = _Made(data / "search-at-scale", count)
    started = time.process_time()
    write_index(made.file, made.keys, made.bodies.__getitem__)
    built = time.process_time() - started
    megabytes = made.file.stat().st_size / 1e6
    index = PagesIndex(made.root)
    index.count(question("的") or _never())
    times, rare = _times(index, made.titles)
    missing = _missing(index, made.titles)
    changed = made.change()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures = (
        f"{count} pages, {megabytes:.1f} MB: question median {statistics.median(times):.2f} ms, "
        f"95 % below {sorted(times)[len(times) * 95 // 100]:.2f} ms, words on every page {rare:.2f} ms; "
        f"build {built:.1f} s, change {changed:.2f} s of CPU; {memory} MB with the pages themselves"
    )
    assert not missing, f"not found: {missing[:5]}"
    assert statistics.median(times) < MEDIAN and rare < SLOW, figures
    assert built < BUILD * count / 10_000 and changed < CHANGE * max(1, count / 10_000), figures
    return figures


class _Made:
    """Pages of 150 to 450 characters with everyday frequencies of characters, each with a title of its own."""

    def __init__(self, root: Path, count: int) -> None:
        self.root, self.file = root, root / NAME
        self.file.parent.mkdir(parents=True)
        self.bodies: dict[str, bytes] = {}
        self.keys: dict[str, PageKey] = {}
        self.titles: dict[str, str] = {}
        self._dice = random.Random(20261123)
        words = [self._signs(2) for _ in range(4000)]
        self._words, self._weights = words, [1 / (place + 20) for place in range(len(words))]
        for number in range(count):
            self._put(f"/deeds/made-{number:05}/", f"{self._text(4)}（第 {number} 件）")

    def change(self) -> float:
        """Seconds of CPU to bring the index up to date after one page and five that name it have changed."""
        for path in list(self.keys)[:6]:
            self._put(path, self.titles[path] + "改")
        earlier, after = self.file.read_bytes(), self.file.with_name("after.sqlite3")
        started = time.process_time()
        update_index(after, earlier, self.keys, self.bodies.__getitem__)
        return time.process_time() - started

    def _put(self, path: str, title: str) -> None:
        text = self._text(self._dice.randint(75, 225))
        page = f"<main><h1>{title}</h1><p>来源：演示。的{text}</p></main>".encode()
        day = f"2026-{self._dice.randint(1, 12):02}-{self._dice.randint(1, 28):02}"
        twin = json.dumps(
            {"type": "good-deed", "title": title, "summary": text[:40], "published": day}
        ).encode()
        self.titles[path] = title
        self.keys[path] = PageKey(self._kept(page), self._kept(twin))
        file = self.root / path[1:] / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page)

    def _kept(self, data: bytes) -> str:
        digest = sha256_hex(data)
        self.bodies[digest] = data
        return digest

    def _signs(self, count: int) -> str:
        return "".join(self._dice.choices(SIGNS, k=count))

    def _text(self, count: int) -> str:
        return "".join(self._dice.choices(self._words, self._weights, k=count))


def _pieces(title: str) -> Iterator[str]:
    return (piece for piece in map("".join, pairwise(title)) if any(sign.isalnum() for sign in piece))


def _times(index: PagesIndex, titles: dict[str, str]) -> tuple[list[float], float]:
    """Milliseconds of CPU for each of 300 questions with its results, and for words that all pages have."""
    dice = random.Random(7)
    asked = [title[: dice.choice((2, 3, 4, 6))] for title in dice.sample(sorted(titles.values()), 300)]
    return [_milliseconds(index, text) for text in asked], max(
        _milliseconds(index, text) for text in ("演示", "来源")
    )


def _milliseconds(index: PagesIndex, text: str) -> float:
    started = time.thread_time()
    asked = question(text) or _never()
    index.hits(index.numbers(asked, None, by_date=False)[:10], asked)
    return (time.thread_time() - started) * 1000


def _missing(index: PagesIndex, titles: dict[str, str]) -> list[tuple[str, str]]:
    """Titles with a piece of two characters that does not find their page."""
    rows = index.addresses()
    found: dict[str, set[str]] = {}
    missing = []
    for path, title in titles.items():
        for piece in _pieces(title):
            if piece not in found:
                numbers = index.numbers(question(piece) or _never(), None, by_date=False)
                found[piece] = {rows[number] for number in numbers}
            if path not in found[piece]:
                missing.append((title, piece))
    return missing


def _never() -> NoReturn:
    raise AssertionError("a question without words")
