"""Pages from `pages/`: a file's path is the page's address, and `pages/home.toml` is the home page."""

from pathlib import Path, PurePosixPath

from wagtail.models import Page

from cms.models import DeedPage, HomePage
from cms.models.page import PublicPage
from cms.seeding.first_publication import publish_page, refusals_at
from cms.seeding.fixture_files import TomlFile, fixture_names, read_toml
from cms.seeding.page_fields import field_place, page_from
from cms.seeding.site_root import point_site_at, tree_root

HOME = PurePosixPath("pages/home.toml")


def add_pages(folder: Path) -> int:
    """Publish the pages whose address is free; how many. Raises FixtureError."""
    home, added = _home(folder)
    names = [PurePosixPath(name) for name in fixture_names(folder) if name.startswith("pages/")]
    files = [(path, read_toml(folder, str(path))) for path in names if path != HOME]
    for path, file in sorted(files, key=_order):
        parent = _parent(path, home)
        if parent is None:
            raise file.place().wrong(f"上级页面 {path.parent.name}.toml 不在。")
        if not parent.get_children().filter(slug=path.stem).exists():
            _add(file, path.stem, parent)
            added += 1
    return added


def _order(entry: tuple[PurePosixPath, TomlFile]) -> tuple[int, bool, int, str]:
    """Parents first, and deeds before brands, which name them; then the `position` that the file asks for.

    The position among siblings is their order in menus.
    """
    path, file = entry
    position = file.content.get("position", 0)
    if not isinstance(position, int):
        raise file.place("position").wrong("position 应为整数。")
    return len(path.parts), file.content.get("type") != DeedPage.public_type, position, str(path)


def _home(folder: Path) -> tuple[Page, int]:
    """The home page, and 1 when it was made just now."""
    home = HomePage.objects.first()
    if home is not None:
        return home, 0
    home = _add(read_toml(folder, str(HOME)), "home", tree_root())
    point_site_at(home)
    return home, 1


def _parent(path: PurePosixPath, home: Page) -> Page | None:
    """The page above a file's address; None when there is none."""
    parent: Page | None = Page.objects.get(pk=home.pk)
    for slug in path.parent.parts[1:]:
        parent = parent.get_children().filter(slug=slug).first() if parent else None
    return parent


def _add(file: TomlFile, slug: str, parent: Page) -> PublicPage:
    page = page_from(file)
    page.slug = slug
    _check_streams(file, page)
    with refusals_at(lambda field: field_place(file, field)):
        publish_page(page, parent)
    return page


def _check_streams(file: TomlFile, page: PublicPage) -> None:
    """Raise FixtureError for a block that the editor's form would refuse; a model's own check leaves them out.

    The figures of the home page are checked where they are read: their chooser is a part of the desk's screens.
    """
    for name in ("body", "pictures"):
        for index, block in enumerate(getattr(page, name, ())):
            with refusals_at(file.item_place(name, index)):
                block.block.clean(block.value)
