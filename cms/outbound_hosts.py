"""外链: which hosts of others the live pages lead to. Nothing is asked over the network."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField

from cms.identity import current_identity
from cms.row_digests import page_types
from publishing.outbound import leaves

_ADDRESS = re.compile(r"https?:(?:\\?/){2}[^\s\"'<>\\，。；）]+", re.IGNORECASE)
"""An address in a stored body, where JSON may have escaped the slashes."""


@dataclass(frozen=True, slots=True)
class OutboundHost:
    """A host that live pages lead to."""

    host: str
    warned: bool
    """True where readers are asked before they leave."""
    pages: int
    example: Any
    """One of the pages, the first by address; None for an address of 站点信息."""
    address: str
    """The address on that page."""


def outbound_hosts() -> list[OutboundHost]:
    """Every host but our own: those that readers are warned of first, then by how many pages use them."""
    ours = urlsplit(settings.BASE_URL).hostname
    users: dict[str, dict[int, tuple[Any, str]]] = defaultdict(dict)
    for page, address in _addresses():
        host = host_of(address)
        if host and host != ours:
            users[host].setdefault(page.pk if page else 0, (page, address))
    found = [_outbound(host, list(pages.values())) for host, pages in users.items()]
    return sorted(found, key=lambda known: (not known.warned, -known.pages, known.host))


def host_of(address: str) -> str:
    """The host of an address in lower case; empty for one that cannot be read."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _outbound(host: str, pages: list[tuple[Any, str]]) -> OutboundHost:
    example, address = pages[0]
    return OutboundHost(
        host=host,
        warned=leaves(address, settings.BASE_URL),
        pages=sum(page is not None for page, _ in pages),
        example=example,
        address=address,
    )


def _addresses() -> Iterator[tuple[Any, str]]:
    """Every address in the texts of live pages, in the order of the tree, and those of 站点信息."""
    for model in page_types().values():
        names = [field.name for field in model._meta.get_fields() if isinstance(field, StreamField)]
        names += [name for name in ("original_url",) if hasattr(model, name)]
        if not names:
            continue
        raw = {f"raw_{name}": Cast(name, TextField()) for name in names}
        light = model.objects.live().public().order_by("path").only("pk", "title", "path", "url_path")
        for page in light.annotate(**raw).iterator():
            texts = (getattr(page, name) or "" for name in raw)
            for text in texts:
                yield from ((page, found.replace("\\", "")) for found in _ADDRESS.findall(text))
    identity = current_identity()
    yield from (
        (None, address) for address in (identity.conac_url, settings.IDENTITY["licence_url"]) if address
    )
