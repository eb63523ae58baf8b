"""Whether a form was sent from this site. There are no cookies, so there is no token: the browser's word decides."""

from collections.abc import Mapping
from enum import Enum
from typing import Any
from urllib.parse import urlsplit


class Sender(Enum):
    """Where a form came from, as the browser says."""

    OURS = "ours"
    FOREIGN = "foreign"
    UNTOLD = "untold"
    """Neither header is there: no browser of the last years, or a program."""


def sender(environ: Mapping[str, Any], base_url: str) -> Sender:
    """What Sec-Fetch-Site and Origin say. Where both are there, both must say that it is this site."""
    fetched, origin = environ.get("HTTP_SEC_FETCH_SITE"), environ.get("HTTP_ORIGIN")
    if fetched is None and origin is None:
        return Sender.UNTOLD
    if fetched is not None and fetched != "same-origin":
        return Sender.FOREIGN
    if origin is not None and not _is_ours(origin, environ.get("HTTP_HOST", ""), base_url):
        return Sender.FOREIGN
    return Sender.OURS


def _is_ours(origin: str, host: str, base_url: str) -> bool:
    """Whether an origin is that of BASE_URL, or of the host that was asked, as at the desk and on a mirror."""
    try:
        said, ours = urlsplit(origin), urlsplit(base_url)
        _ = said.port  # raises for a name that begins like ours and goes on after the colon
    except ValueError:
        return False
    if said.scheme not in {"http", "https"} or not said.netloc:
        return False
    if (said.scheme, said.netloc.lower()) == (ours.scheme, ours.netloc.lower()):
        return True
    # A proxy may hand the host on without its port.
    return host.lower() in {said.netloc.lower(), (said.hostname or "").lower()} - {""}
