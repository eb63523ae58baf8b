"""Refuses a submission that would break the public contract, before anything is written."""

from collections.abc import Iterable
from itertools import accumulate

from publishing.contract import Item, Route, Submission
from publishing.reserved import RESERVED_SEGMENTS
from publishing.resource import BadSubmission, Resource, file_of

_PAGES_OF_THE_DESK = {"indicators", "areas", "organisations", "sitemap"}
"""Reserved among page slugs, because the desk publishes its snippets and the site map there itself."""
_FILES_OF_THE_DESK = {"media", "files"}
"""Where items that are not pages may lie."""


def check_submission(submission: Submission, public_key: str) -> None:
    """Raises BadSubmission for what cannot be right whatever else is in the edition."""
    frame = submission.frame
    if frame.public_key != public_key:
        raise BadSubmission("站点框架里的公钥不是签名所用的公钥。")
    if frame.base_url.endswith("/"):
        raise BadSubmission(f"BASE_URL 末尾不要斜线：{frame.base_url}")
    for item in submission.items:
        _check_item(item)


def check_resources(resources: Iterable[Resource], routes: Iterable[Route]) -> None:
    """Raises BadSubmission where two paths need one file, a file is also a folder, or a route is in the way."""
    paths: dict[str, str] = {}
    for resource in resources:
        file = resource.file
        if file in paths:
            raise BadSubmission(f"地址“{resource.path}”有两份内容。")
        paths[file] = resource.path
    folders = {folder for file in paths for folder in accumulate(file.split("/")[:-1], "{}/{}".format)}
    for file in sorted(folders & paths.keys()):
        raise BadSubmission(f"地址“{paths[file]}”既是文件又是目录。")
    _check_routes(list(routes), set(paths))


def _check_item(item: Item) -> None:
    file_of(item.path)
    if item.published.tzinfo is None or item.modified.tzinfo is None:
        raise BadSubmission(f"“{item.path}”的时间没有时区。")
    if item.page is not None and not item.path.endswith("/"):
        raise BadSubmission(f"页面地址“{item.path}”应以 / 结尾。")
    first = item.path.split("/")[1]
    if first not in RESERVED_SEGMENTS - _PAGES_OF_THE_DESK:
        return
    if item.page is not None or first not in _FILES_OF_THE_DESK:
        raise BadSubmission(f"地址“{item.path}”不可用：/{first} 留给系统。")


def _check_routes(routes: list[Route], files: set[str]) -> None:
    sources = {route.path for route in routes}
    if len(sources) != len(routes):
        raise BadSubmission("同一个旧地址有两条转向。")
    for route in routes:
        if file_of(route.path) in files:
            raise BadSubmission(f"地址“{route.path}”既有内容又有转向。")
        if route.target in sources:
            raise BadSubmission(f"转向“{route.path} → {route.target}”通到另一条转向，应直接指向终点。")
        # Two slashes would begin the name of another host.
        if route.target is not None and (not route.target.startswith("/") or route.target.startswith("//")):
            raise BadSubmission(f"转向“{route.path} → {route.target}”应指向本站地址。")
