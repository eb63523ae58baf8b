"""Static files get names that change with their bytes, and lead only to such names."""

import posixpath
import re
from pathlib import Path

import pytest

from publishing.canonical import sha256_hex
from publishing.static_files import BadStaticFile, static_addresses, static_index


def write(root: Path, files: dict[str, str]) -> Path:
    """The files below `root`."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def test_name_carries_the_hash_and_keeps_the_folder(tmp_path: Path) -> None:
    index = static_index(write(tmp_path, {"js/seal.js": "let a = 1;", ".hidden/x.js": "1", "js/.swp": "1"}))
    digest = sha256_hex(b"let a = 1;")[:8]
    assert static_addresses(index) == {"js/seal.js": f"/static/js/seal.{digest}.js"}
    assert index["js/seal.js"].media_type == "text/javascript; charset=utf-8"


def test_style_sheet_leads_to_hashed_names_by_relative_address(tmp_path: Path) -> None:
    sheet = """/* url(nowhere.svg) */ a{background:url("../art/leaf.svg")} b{background:url( line.svg#top )}
        c{background:url(data:image/png;base64,AA)} d{mask:url(#m)}"""
    index = static_index(
        write(tmp_path, {"css/site.css": sheet, "art/leaf.svg": "<svg/>", "css/line.svg": "<svg />"})
    )
    text = index["css/site.css"].body.decode()
    leaf, line = index["art/leaf.svg"].path, index["css/line.svg"].path
    home = posixpath.dirname(index["css/site.css"].path)
    found = [target.strip('"') for target in re.findall(r"url\(([^)]*)\)", text)]
    assert [posixpath.normpath(posixpath.join(home, target)) for target in found[1:3]] == [
        leaf,
        f"{line}#top",
    ]
    assert found[0] == "nowhere.svg"
    assert found[3:] == ["data:image/png;base64,AA", "#m"]


def test_style_sheet_is_joined_from_its_neighbours(tmp_path: Path) -> None:
    """In the order of the lines, a medium kept, addresses rewritten, and renamed when a part changes."""
    files = {
        "css/site.css": '@import "a.css";\n@import "b.css" print;\ni{}',
        "css/a.css": "a{background:url(../leaf.svg)}\n",
        "css/b.css": "b{}\n",
        "leaf.svg": "<svg/>",
    }
    index = static_index(write(tmp_path, files))
    leaf = posixpath.basename(index["leaf.svg"].path)
    whole = f"a{{background:url(../{leaf})}}\n\n@media print {{\nb{{}}\n}}\ni{{}}"
    assert index["css/site.css"].body.decode() == whole
    changed = static_index(write(tmp_path, {"css/b.css": "b{color:red}\n"}))
    assert changed["css/site.css"].path != index["css/site.css"].path


def test_style_sheet_is_published_without_its_layout(tmp_path: Path) -> None:
    """Comments on lines of their own and indents go; a comment between rules and every rule stay."""
    sheet = "/* one\n   two */\na {\n  /* why */\n\tcolor: red; /* kept */\n}\n/* b */ b{}\n/* c */\nc{}\n"
    body = static_index(write(tmp_path, {"a.css": sheet}))["a.css"].body.decode()
    assert body == "a {\ncolor: red; /* kept */\n}\n/* b */ b{}\nc{}\n"


def test_style_sheet_is_renamed_when_what_it_shows_changes(tmp_path: Path) -> None:
    files = {"site.css": "a{background:url(leaf.svg)}", "leaf.svg": "<svg/>"}
    before = static_index(write(tmp_path, files))["site.css"].path
    assert static_index(write(tmp_path, {"leaf.svg": "<svg></svg>"}))["site.css"].path != before


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"a.css": "a{background:url(gone.svg)}"}, "gone.svg"),
        ({"a.css": "a{background:url(/static/x.svg)}", "x.svg": ""}, "/static/x.svg"),
        ({"a.css": "a{background:url(https://example.org/x.svg)}"}, "https://example.org"),
        ({"a.css": "a{background:url(../../x.svg)}", "x.svg": ""}, "x.svg"),
        ({"a.css": '@import "b.css";'}, "b.css"),
        ({"a.css": '@import "c/b.css";', "c/b.css": ""}, "@import"),
        ({"a.css": "@import url(b.css);", "b.css": ""}, "@import"),
        ({"a.css": '@import "b.css";', "b.css": '@import "a.css";'}, "a.css → b.css"),
        ({"a.css": "a{b:url(b.css)}", "b.css": "a{b:url(a.css)}"}, "a.css → b.css"),
        ({"a.js": 'import {b} from "./b.js";', "b.js": ""}, "import"),
        ({"a.js": 'const b = await import("./b.js");', "b.js": ""}, "import"),
        ({"a.js": "1\n//# sourceMappingURL=a.js.map"}, "sourceMappingURL"),
        ({"a.php": "x"}, "a.php"),
        ({"桦.css": "x"}, "桦.css"),
    ],
)
def test_what_would_break_is_refused_by_name(tmp_path: Path, files: dict[str, str], named: str) -> None:
    with pytest.raises(BadStaticFile, match=re.escape(named)):
        static_index(write(tmp_path, files))


def test_the_site_s_own_files_can_be_published() -> None:
    root = Path(__file__).parents[2] / "site/static"
    assert "css/base.css" in static_index(root)
