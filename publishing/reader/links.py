"""Link headers of data (RFC 8288): its description, its licence, its newest version."""

import re
from collections.abc import Callable

from publishing.reader.headers import Header

_FILE = re.compile(r"/data/([a-z0-9-]+)/(latest|\d{4}-\d{2}-\d{2}(?:\.\d+)?)/([^/]+)")


def links_of(path: str, prefix: str, licence_url: str, has: Callable[[str], bool]) -> list[Header]:
    """One Link header for a path below a release or `latest`; none for other paths.

    `has` says whether a path answers 200, so that no link leads nowhere.
    """
    match = _FILE.fullmatch(path)
    if match is None:
        return []
    dataset, release, name = match.groups()
    wanted = [("describedby", f"/data/{dataset}/{release}/schema.json")]
    if release != "latest":
        wanted.append(("latest-version", f"/data/{dataset}/latest/{name}"))
    links = [f'<{prefix}{target}>; rel="{rel}"' for rel, target in wanted if target != path and has(target)]
    links.append(f'<{licence_url}>; rel="license"')
    return [("Link", ", ".join(links))]
