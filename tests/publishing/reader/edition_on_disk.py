"""Writes small signed editions as the build lays them down, so that the reader is tested by itself."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import brotli

from publishing.canonical import canonical_json, sha256_hex
from publishing.code_lists import METHOD_LISTS
from publishing.contract import Catalogue, Code, CodeList, Dataset, Frame
from publishing.folder import DataFolder
from publishing.frame_file import FrameFile, frame_file_bytes
from publishing.minisign import Signer
from publishing.observations import OBSERVATION_STRUCTURE, observation_path
from publishing.release_content import ReleaseFacts
from publishing.releases import cut, release_files, releases_of
from publishing.static_files import static_index
from publishing.structure import Row
from tests.publishing.row_questions import index_releases

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DATASET = "governance-indicators"
HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_DAY = datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)
SECOND_DAY = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
NEIGHBOURS = "neighbours-led"
STATIC = {"css/site.css": "/static/css/site.11111111.css", "js/elder.js": "/static/js/elder.22222222.js"}

Files = Mapping[str, tuple[bytes, str]]
"""Body and full media type by path."""
Routes = Mapping[str, Mapping[str, str | None]]
"""`target` and `reason` by path."""

FRAME = Frame(
    site_name="桦南治理公开",
    organ="",
    strapline="",
    base_url="http://127.0.0.1:8000",
    navigation=(),
    footer=(),
    contact="",
    licence_title="CC BY 4.0",
    licence_url=LICENCE,
    public_key="",
    trial=True,
)


def catalogue() -> Catalogue:
    """One attested dataset and the code lists that it names."""
    dataset = Dataset(
        code=DATASET,
        title_zh="治理指标",
        title_en="Governance indicators",
        description="",
        publisher="",
        contact="",
        method="",
        rhythm="by-hand",
        keywords=(),
        structure=OBSERVATION_STRUCTURE,
        attested=True,
    )
    own = (
        CodeList(
            "indicators", "指标", "Indicators", (Code(NEIGHBOURS, "邻里带头人", "Neighbours"), _deeds())
        ),
        CodeList("areas", "区域", "Areas", (Code("230822", "桦南县", "Huanan County"),)),
        CodeList("units", "单位", "Units", (Code("people", "人", "people"),)),
        CodeList("evidence", "依据", "Evidence", (Code("notice", "通报", "Notice"),)),
    )
    return Catalogue((dataset,), (*own, *METHOD_LISTS))


def _deeds() -> Code:
    return Code("deeds-done", "办结好事", "Deeds done")


def observation(indicator: str, period: str, value: str, revision: int = 1) -> Row:
    """One row of the attested dataset."""
    address = observation_path(indicator, "230822", period, revision)
    figures = (Decimal(value), "people", "exact", "A")
    return (indicator, "230822", period, *figures, None, revision, "notice", "第1段", address)


@dataclass
class EditionsOnDisk:
    """Writes editions and releases below one DATA folder, and swaps `current`."""

    folder: DataFolder
    frame: Frame = FRAME
    signer: Signer = field(init=False)

    def __post_init__(self) -> None:
        """Makes the key pair."""
        self.signer = Signer.load_or_create(self.folder.keys)

    def release(self, rows: list[Row], published: datetime, kind: str = "update") -> None:
        """Cuts a release of the dataset."""
        made = cut(
            self.folder,
            catalogue().datasets[0],
            rows,
            frame_facts=ReleaseFacts(licence_url=LICENCE, cite="桦南县，治理指标", trial=True),
            published=published,
            kind=kind,
            note="更正" if kind == "correction" else "",
            signer=self.signer,
        )
        assert made is not None

    def write(
        self,
        number: int,
        files: Files,
        *,
        published: datetime = SECOND_DAY,
        routes: Routes | None = None,
    ) -> Path:
        """An edition with these bodies and media types by path, and with every release. Not yet in force."""
        root = self.folder.edition(number)
        resources = {path: _resource(root, path, *content, published) for path, content in files.items()}
        resources |= self._release_resources(root)
        self._hidden_files(root)
        store = canonical_json(
            {
                "edition": number,
                "published": published.isoformat(),
                "manifest_sha256": sha256_hex(b"manifest"),
                "files": _files(root),
                "resources": resources,
                "routes": routes or {},
            }
        )
        (root / ".edition/store.json").write_bytes(store)
        (root / ".edition/store.json.minisig").write_bytes(self.signer.sign(store, f"edition:{number}"))
        return root

    def put_in_force(self, number: int) -> None:
        """Swaps `current`, as the build does."""
        draft = self.folder.editions / "current.tmp"
        draft.symlink_to(str(number))
        draft.rename(self.folder.current)

    def publish(self, number: int, files: Files, routes: Routes | None = None) -> None:
        """Writes an edition and puts it in force."""
        self.write(number, files, routes=routes)
        self.put_in_force(number)

    def _release_resources(self, root: Path) -> dict[str, dict[str, object]]:
        resources: dict[str, dict[str, object]] = {}
        for place, release in enumerate(releases_of(self.folder, DATASET)):
            for file in release_files(release):
                fixed = f"/data/{DATASET}/{release.id}/{file.name}"
                content = (file.path.read_bytes(), file.media_type, release.published)
                resources[fixed] = _resource(root, fixed, *content)
                if place == 0:
                    latest = f"/data/{DATASET}/latest/{file.name}"
                    resources[latest] = _resource(root, latest, *content) | {"location": fixed}
        return resources

    def _hidden_files(self, root: Path) -> None:
        hidden = root / ".edition"
        hidden.mkdir(parents=True)
        frame = replace(self.frame, public_key=self.signer.public_key)
        (hidden / "frame.json").write_bytes(frame_file_bytes(FrameFile(frame, catalogue(), _static_names())))
        if releases_of(self.folder, DATASET):
            index_releases(self.folder, DATASET, root)


@cache
def _static_names() -> dict[str, str]:
    """Every name that a template may ask for. Their bytes are not needed here."""
    return {name: file.path for name, file in static_index(Path(__file__).parents[3] / "site/static").items()}


def _resource(root: Path, path: str, body: bytes, media_type: str, modified: datetime) -> dict[str, object]:
    name = path.removeprefix("/") + ("index.html" if path.endswith("/") else "")
    target = root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(body)
    codings = []
    if media_type.startswith(("text/", "application/json")) and len(body) > 200:
        codings = ["br", "gzip"]
        Path(f"{target}.br").write_bytes(brotli.compress(body, quality=5))
        Path(f"{target}.gz").write_bytes(gzip.compress(body, 6, mtime=0))
    return {
        "file": name,
        "type": media_type,
        "size": len(body),
        "sha256": sha256_hex(body),
        "modified": modified.isoformat(),
        "codings": codings,
        "location": None,
    }


def _files(root: Path) -> list[dict[str, object]]:
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return [
        {
            "path": str(path.relative_to(root)),
            "size": path.stat().st_size,
            "sha256": sha256_hex(path.read_bytes()),
        }
        for path in paths
    ]
