"""Text that strangers send: what is kept of it, so that it can be stored, shown and searched anywhere."""

import re

# Controls but tab and line feed, halves of surrogate pairs, non-characters, and marks that turn the order of
# writing round: nobody sees them, databases refuse some, and the last make a text look like another.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")


def plain_text(text: str) -> str:
    """Several lines: breaks as line feeds, unseen characters taken out, no blanks at either end."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", text)).strip()


def plain_line(text: str) -> str:
    """The same in one line."""
    return " ".join(plain_text(text).split())


def is_plain(text: str) -> bool:
    """Whether `plain_text` would leave the text as it is."""
    return plain_text(text) == text
