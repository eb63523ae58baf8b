"""One edition as the reader holds it: what each path answers, and the hashed names of the two before it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from publishing.addresses import ReaderAddresses, prefix_of
from publishing.contract import Dataset, Route
from publishing.frame_file import FrameFile
from publishing.index import DatasetIndex, releases_name
from publishing.reader.headers import cache_control, safety
from publishing.reader.links import links_of
from publishing.reader.published_file import PublishedFile, ResourceFacts
from publishing.reader.store_list import SUFFIXES, StoredResource, StoreList
from publishing.search.pages_index import PagesIndex


class ServedEdition:
    """Answers which file or route a path has. What it answers never changes after it was made."""

    def __init__(self, store: StoreList, frame: FrameFile, older: tuple[StoreList, ...] = ()) -> None:
        """`older` are the hashed names of earlier editions, newest first."""
        self.store = store
        self.number = store.number
        self.published = store.published
        self.frame = frame.frame
        self.catalogue = replace(frame.catalogue, datasets=tuple(self._released(frame.catalogue.datasets)))
        self.base_url = frame.frame.base_url
        self.prefix = prefix_of(self.base_url)
        self.addresses = ReaderAddresses(self.base_url, frame.static)
        self._older = older
        self._files: dict[str, PublishedFile] = {}
        self._indexes: dict[str, DatasetIndex] = {}

    def file(self, path: str) -> PublishedFile | None:
        """The resource at a path as WSGI spells it, without the prefix; None where there is none."""
        return self._files.get(path) or self._prepared(path)

    def has(self, path: str) -> bool:
        """Whether the path answers 200 from this edition itself."""
        return path in self.store.resources

    def route(self, path: str) -> Route | None:
        """Where an abandoned path leads, or why it is gone."""
        return self.store.routes.get(path)

    def dataset_gone(self, path: str) -> Route | None:
        """Why a file of a dataset is gone: with the page of its dataset. None for any other path."""
        first, _, rest = path.removeprefix("/").partition("/")
        page = self.route(f"/data/{rest.partition('/')[0]}/") if first == "data" and rest else None
        if page is None or page.target is None:
            return page
        return Route(page.path, None, f"这个数据集已换到 {self.prefix}{page.target}。")

    def index(self, dataset: str) -> DatasetIndex:
        """The releases of a dataset, which has some, and their rows. One for the edition: it remembers."""
        return self._indexes.get(dataset) or self._indexes.setdefault(
            dataset, DatasetIndex(self.store.root, dataset)
        )

    @cached_property
    def pages(self) -> PagesIndex:
        """What searches the pages. One for the edition: it remembers."""
        return PagesIndex(self.store.root)

    def forget_pages(self) -> None:
        """After a fault of its file, so that one that was mended is opened anew."""
        self.__dict__.pop("pages", None)

    def _released(self, datasets: Iterable[Dataset]) -> Iterable[Dataset]:
        """Those that have a list of releases: a dataset without a release answers nothing yet."""
        return (dataset for dataset in datasets if releases_name(dataset.code) in self.store.sizes)

    def _prepared(self, path: str) -> PublishedFile | None:
        """The resource with its headers, made at its first request."""
        for store in (self.store, *self._older):
            entry = store.resources.get(path)
            if entry is not None:
                self._files[path] = file = PublishedFile(self._facts(path, entry, store))
                return file
        return None

    def _facts(self, path: str, entry: StoredResource, store: StoreList) -> ResourceFacts:
        name = entry["file"]
        headers = [("Cache-Control", cache_control(path)), *safety(path, self.base_url)]
        headers += links_of(path, self.prefix, self.frame.licence_url, self.has)
        if entry["location"]:
            headers.append(("Content-Location", self.prefix + entry["location"]))
        return ResourceFacts(
            file=str(store.root / name),
            media_type=entry["type"],
            sha256=entry["sha256"],
            modified=int(datetime.fromisoformat(entry["modified"]).timestamp()),
            sizes={
                coding: store.sizes[name + SUFFIXES[coding]] for coding in ("identity", *entry["codings"])
            },
            headers=tuple(headers),
        )
