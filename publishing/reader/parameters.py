"""The query of a request, as people and programs write it."""

from urllib.parse import parse_qsl, quote

from publishing.reader.conditions import Environ

Parameters = list[tuple[str, str]]
"""Names and values, decoded, in the order of the query; a name without a value has the empty text."""

_KEPT = "!$&'()*+,-./:;=?@_~%"


def parameters_of(environ: Environ) -> Parameters:
    """The parameters as UTF-8, percent-encoded or not; bytes that are not UTF-8 become U+FFFD."""
    query = environ.get("QUERY_STRING", "")
    # WSGI spells bytes as Latin-1, and curl sends Chinese as the terminal gave it.
    text = query if query.isascii() else query.encode("latin-1").decode("utf-8", "replace")
    return parse_qsl(text, keep_blank_values=True)


def query_for_header(environ: Environ) -> str:
    """The query as asked, in ASCII: what it has percent-encoded stays so."""
    return quote(environ.get("QUERY_STRING", "").encode("latin-1"), safe=_KEPT)
