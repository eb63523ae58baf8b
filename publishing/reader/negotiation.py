"""Which coding and which media type a request gets, after RFC 9110, 12."""

from functools import lru_cache

IDENTITY = "identity"

_LONGEST = 1000
"""Characters of a header that are read: browsers send under 200, and answers are remembered by header."""


def coding(accept_encoding: str, available: tuple[str, ...]) -> str:
    """The coding to send: the best weighted of `available` (ours first among equals), else `identity`.

    A coding is sent only when it is named: clients that send `*` often cannot read brotli.
    """
    return _coding(accept_encoding[:_LONGEST], available)


@lru_cache(maxsize=512)
def _coding(accept_encoding: str, available: tuple[str, ...]) -> str:
    weights = _weights(accept_encoding)
    best, best_weight = IDENTITY, 0.0
    for name in available:
        weight = weights.get(name, 0.0)
        if weight > best_weight:
            best, best_weight = name, weight
    # Identity wins only where the client asks for it above every coding.
    return IDENTITY if weights.get(IDENTITY, 0.0) > best_weight else best


def media_type(accept: str, available: tuple[str, ...]) -> str | None:
    """The media type to send: the best weighted of `available` (the first among equals), or None for 406.

    An empty `accept` takes everything.
    """
    return _media_type(accept[:_LONGEST], available)


@lru_cache(maxsize=512)
def _media_type(accept: str, available: tuple[str, ...]) -> str | None:
    weights = _weights(accept or "*/*")
    ranked = [(_type_weight(weights, name), name) for name in available]
    best = max(ranked, key=lambda pair: pair[0])
    return best[1] if best[0] > 0 else None


def _type_weight(weights: dict[str, float], name: str) -> float:
    """The weight of a media type: the most specific range decides."""
    for media_range in (name, f"{name.partition('/')[0]}/*", "*/*"):
        if media_range in weights:
            return weights[media_range]
    return 0.0


def _weights(header: str) -> dict[str, float]:
    """`br;q=0.5, gzip` as `{"br": 0.5, "gzip": 1.0}`; a bad weight counts as 0, so it is never preferred."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            weights[name] = _weight(parameters)
    return weights


def _weight(parameters: list[str]) -> float:
    """The value of `q`, 1 where there is none."""
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
