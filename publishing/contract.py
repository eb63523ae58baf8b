"""What the desk hands over: frozen values, the only input of a build besides the releases on disk.

`cms` makes these; `publishing` never asks back. A build of equal submissions gives equal files.
"""

from dataclasses import dataclass
from datetime import date, datetime

from publishing.structure import Structure


@dataclass(frozen=True, slots=True)
class Link:
    """A title and a path without the prefix of BASE_URL, such as `/deeds/`."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What lists, feeds, the site map and `/content.json` say of an HTML item."""

    type: str
    """The page type in the words of the design: home, page, section, good-deed, indicator, dataset."""
    title: str
    summary: str
    section: str | None = None
    """Slug of the section whose feed carries the page; None for pages that no feed carries."""
    listed: bool = True
    """False leaves the page out of the site map, as an empty section is."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of an object: its size and SHA-256 on disk."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredObject:
    """Bytes in the store of objects, with the codings in which they are there too, by their HTTP name."""

    plain: StoredFile
    codings: dict[str, StoredFile]


@dataclass(frozen=True, slots=True)
class Item:
    """One path of an edition and its bytes. HTML items end in `/` and carry `page`."""

    path: str
    body: bytes | StoredObject
    """The bytes, or what stands for them in the store: those of an item that did not change need not be read."""
    media_type: str
    published: datetime
    modified: datetime
    reads: tuple[str, ...] = ()
    """The objects it was rendered from, such as `release:good-deeds/2026-11-23`; of pages, the desk remembers them."""
    page: PageFacts | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """A path that leads elsewhere (`target`), or is gone (`target` None, with the reason)."""

    path: str
    target: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page carries. Plain values; a change of any re-renders everything."""

    site_name: str
    organ: str
    strapline: str
    base_url: str
    """Scheme, host and prefix, without a trailing slash: `https://example.gov.cn/zhili`."""
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    contact: str
    licence_title: str
    licence_url: str
    public_key: str
    """The minisign public key, the one line that `minisign -P` takes."""
    trial: bool
    # From here on with defaults, so that the frame of an edition made before these values can be read.
    accent: str = "cinnabar"
    """Name of a preset in `css/tokens.css`; an unknown name shows as 朱红."""
    emblem: str = ""
    """The path of the picture beside the site's name, without the prefix of BASE_URL; empty for the seal."""
    icp_number: str = ""
    police_number: str = ""
    """With its 14 digits somewhere in it, as `黑公网安备23082202000001号`."""
    site_code: str = ""
    footer_note: str = ""
    undertaker: str = ""
    address: str = ""
    conac_url: str = ""
    """Where the mark of a party or government site leads; empty until one is granted."""
    conac_mark: str = ""
    """The path of the mark's picture, without the prefix of BASE_URL; empty for words."""


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list. `attributes` are further public facts, as pairs of name and text."""

    code: str
    label_zh: str
    label_en: str
    description: str = ""
    parent: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CodeList:
    """A code list, published at `/codes/{name}.json`."""

    name: str
    label_zh: str
    label_en: str
    codes: tuple[Code, ...]

    def find(self, code: str) -> Code | None:
        """The entry of that code, or None."""
        return next((entry for entry in self.codes if entry.code == code), None)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset, described once. Its releases are cut separately and are immutable."""

    code: str
    title_zh: str
    title_en: str
    description: str
    publisher: str
    contact: str
    method: str
    rhythm: str
    """Code of 更新周期: on-change, daily, weekly, monthly, quarterly, half-yearly, yearly, by-hand."""
    keywords: tuple[str, ...]
    structure: Structure
    attested: bool = False
    """True for observations with an address each; False for a register of records."""
    # From here on with defaults, so that the frame of an edition made before these values can be read.
    domain: str = ""
    usage: str = ""
    spatial: str = ""
    """Code of the area that the dataset is about, such as `230822`."""
    temporal: str = ""
    """What it covers as staff put it, such as `2025` or `2024/2025`; empty leaves it to the rows."""
    resource_code: str = ""
    provider_code: str = ""
    open_type: str = "unconditional"
    """Code of 开放属性: unconditional, conditional."""
    open_condition: str = ""
    share_type: str = "unconditional"
    """Code of 共享属性: unconditional, conditional."""
    sensitivity: str = "general"
    """Code of 数据级别. Only general data are published."""
    deidentification: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The datasets that have been released, and every code list that their columns name."""

    datasets: tuple[Dataset, ...]
    code_lists: tuple[CodeList, ...]

    def dataset(self, code: str) -> Dataset | None:
        """The dataset of that code, or None."""
        return next((dataset for dataset in self.datasets if dataset.code == code), None)

    def code_list(self, name: str | None) -> CodeList | None:
        """The code list of that name, or None."""
        return next((codes for codes in self.code_lists if codes.name == name), None)


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything that a build reads, besides the releases below `DATA/releases` and the static files."""

    items: tuple[Item, ...]
    routes: tuple[Route, ...]
    frame: Frame
    catalogue: Catalogue
    as_of: date
