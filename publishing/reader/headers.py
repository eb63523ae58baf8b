"""Which headers a path gets: cache classes, CORS, security. All follow from the path alone."""

import re

Header = tuple[str, str]

IMMUTABLE = "public, max-age=31536000, immutable"
"""For names that carry their hash, and for releases: their bytes never change."""
SHORT = "public, max-age=60"
"""For everything that the next edition may change."""
NEVER = "no-store"
"""For answers about the state of this process."""

_RELEASE = r"/data/[a-z0-9-]+/\d{4}-\d{2}-\d{2}(?:\.\d+)?/"
_FIXED = re.compile(rf"(?:/static/|/media/|/files/|{_RELEASE})")
_OPEN = re.compile(r"/(?:data|codes|id|feeds|edition|api|\.well-known)(?:/|$)|.*\.(?:json|csv|jsonld|ttl)$")
_PROBLEMS = re.compile(r"/(?:data|codes|id|api)(?:/|$)")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_SECURITY: tuple[Header, ...] = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
_TRANSPORT: Header = ("Strict-Transport-Security", "max-age=31536000")

_CORS: tuple[Header, ...] = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Accept-Ranges, Content-Location, Content-Range, ETag, Link, Retry-After",
    ),
)
PREFLIGHT: tuple[Header, ...] = (
    ("Access-Control-Allow-Methods", "GET, HEAD"),
    (
        "Access-Control-Allow-Headers",
        "If-Match, If-Modified-Since, If-None-Match, If-Range, If-Unmodified-Since, Range",
    ),
    ("Access-Control-Max-Age", "86400"),
)
ALLOW: Header = ("Allow", "GET, HEAD, OPTIONS")
ALLOW_REPORTS: Header = ("Allow", "GET, HEAD, OPTIONS, POST")

# RFC 9110, 15.4.5, and what a browser needs to let a script read the answer.
_ON_304 = {
    "access-control-allow-origin",
    "access-control-expose-headers",
    "cache-control",
    "content-location",
    "etag",
    "last-modified",
    "link",
    "vary",
}


def cache_control(path: str) -> str:
    """The cache class of a path that answers 200."""
    return IMMUTABLE if _FIXED.match(path) else SHORT


def allow(path: str) -> Header:
    """The methods of a path. One alone takes a POST: the form of a report."""
    return ALLOW_REPORTS if path == "/report/" else ALLOW


def vary(path: str) -> str:
    """What else than the address decides about the answer, errors included."""
    return "Accept, Accept-Encoding" if path.startswith("/id/") else "Accept-Encoding"


def is_open(path: str) -> bool:
    """Whether scripts of other sites may read the path (CORS)."""
    return _OPEN.match(path) is not None


def speaks_problems(path: str) -> bool:
    """Whether errors at the path are problem+json rather than a page."""
    return _PROBLEMS.match(path) is not None


def safety(path: str, base_url: str) -> list[Header]:
    """Security headers, and CORS where the path is open. `base_url` decides about transport security."""
    headers = list(_SECURITY)
    if base_url.startswith("https:"):
        headers.append(_TRANSPORT)
    if is_open(path):
        headers.extend(_CORS)
    return headers


def not_modified(headers: list[Header]) -> list[Header]:
    """Those headers of a 200 that its 304 repeats."""
    return [(name, value) for name, value in headers if name.lower() in _ON_304]
