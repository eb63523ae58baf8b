"""Which addresses lead away from this site and from other public bodies, so that readers are told before they leave."""

from urllib.parse import urlsplit

OUTSIDE = "outside"
"""The class of links that lead away: the style sheet marks them, and a script asks before they are followed."""
TRUSTED = ("gov.cn", "conac.cn", "政务", "xn--zfr164b")
"""Ends of the names of hosts that a reader need not be warned of. This is the one place that lists them."""
WEB = {"http", "https"}
OUTSIDE_RELATIONS = "noopener noreferrer"
"""What a link to another host says of itself, besides its class `outside`."""


def leaves(address: str, base_url: str) -> bool:
    """Whether following the address takes a reader to another host than ours, and to none that is trusted.

    An address that no browser could follow on the web, such as a telephone number, does not leave.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:  # a broken address of an IPv6 host: whatever it is, it is not ours
        return True
    if not host or (parts.scheme and parts.scheme not in WEB):
        return False
    return host != urlsplit(base_url).hostname and not any(
        host == name or host.endswith(f".{name}") for name in TRUSTED
    )
