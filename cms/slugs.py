"""ASCII slugs from Chinese titles, by pinyin, and the ones that no page may take."""

import re
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from cms.section_lists import reserved_below_a_section
from publishing.reserved import RESERVED_SEGMENTS

MAX_LENGTH = 60
HOME_DEPTH = 2
"""Depth of the home page in Wagtail's tree; its children's slugs are first path segments."""


def slug_of(title: str) -> str:
    """Lower-case ASCII words of a title: 文政凉亭 gives `wen-zheng-liang-ting`; `page` if nothing is left."""
    # Its dictionary takes a quarter of a second to load, and only the forms of the desk need it.
    from pypinyin import lazy_pinyin

    slug = slugify(" ".join(lazy_pinyin(title, errors=_words)))
    if len(slug) > MAX_LENGTH:
        slug = slug[:MAX_LENGTH].rsplit("-", 1)[0]
    return slug.strip("-") or "page"


def free_slug(title: str, parent: Any | None, pk: int | None, model: Any = None) -> str:
    """The title's slug, with a number when a sibling below `parent` has it already, or another page of `model`."""
    return free_from(slug_of(title), parent, pk, model)


def free_from(stem: str, parent: Any | None, pk: int | None, model: Any = None) -> str:
    """The same for a slug that is wanted."""
    taken = slugs_of_type(model, pk) if model is not None else set()
    if parent is not None:
        taken.update(parent.get_children().exclude(pk=pk).values_list("slug", flat=True))
        if parent.depth == HOME_DEPTH:
            taken.update(reserved_slugs())
    slug, number = stem, 2
    while slug in taken or reserved_below_a_section(slug):
        slug, number = f"{stem}-{number}", number + 1
    return slug


def slugs_of_type(model: Any, pk: int | None) -> set[str]:
    """The slugs of the other pages of a type whose slug is the key of its row; none for other types."""
    if not model.slug_is_key:
        return set()
    return set(model.objects.exclude(pk=pk).values_list("slug", flat=True))


def taken_slug_error(slug: str, model: Any, pk: int | None) -> str | None:
    """What to tell someone who gave a page the key of another page's row; None when it is free."""
    if not model.slug_is_key:
        return None
    other = model.objects.exclude(pk=pk).filter(slug=slug).first()
    if other is None:
        return None
    return f"“{slug}”已是“{other.title}”的编号，别的栏目里也不能再用，请换一个。"


def free_code(name: str, prefix: str, model: Any) -> str:
    """The name's slug behind a prefix, with a number when another record of the type has it already."""
    stem = f"{prefix}{slug_of(name)}"
    taken = set(model._default_manager.filter(code__startswith=stem).values_list("code", flat=True))
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code


def reserved_slugs() -> set[str]:
    """First path segments that belong to the public contract or to the desk."""
    return {*RESERVED_SEGMENTS, settings.DESK_PATH.strip("/").split("/")[0]}


def reserved_slug_error(slug: str, parent_depth: int) -> str | None:
    """What to tell someone who gave a page an address that is not free for pages; None when it is."""
    taken = parent_depth == HOME_DEPTH and slug in reserved_slugs()
    if taken or (parent_depth == HOME_DEPTH + 1 and reserved_below_a_section(slug)):
        return f"“{slug}”是系统自己的地址，页面不能用，请换一个。"
    return None


def _words(rest: str) -> str:
    """What is not Han, with everything but ASCII letters and digits taken for a space."""
    return " ".join(re.findall(r"[A-Za-z0-9]+", rest))
