"""What a phone has to take in for a page: under 150 kB without pictures, of which the first paint waits for little."""

import re
from collections.abc import Callable
from pathlib import Path

MOST = 150_000
BLOCKING = 2_000
"""Bytes of the one script that the first paint waits for."""
_LOADED = re.compile(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"( defer)?')


def test_every_page_of_the_seed_is_light(edition: Callable[[], Path]) -> None:
    """HTML, style sheet and scripts after decoding, as a first visit loads them."""
    folder = edition()
    weights = {}
    for page in folder.rglob("*.html"):
        text = page.read_text()
        loaded = _LOADED.findall(text)
        assert len(loaded) == text.count("<script src") + text.count('rel="stylesheet"') > 3, page
        sizes = {address: (folder / address.lstrip("/")).stat().st_size for address, _ in loaded}
        waited_for = [sizes[address] for address, later in loaded if address.endswith(".js") and not later]
        assert sum(waited_for) < BLOCKING, page
        weights[page.relative_to(folder)] = len(text.encode()) + sum(sizes.values())
    heaviest = max(weights, key=lambda path: weights[path])
    assert weights[heaviest] < MOST, (heaviest, weights[heaviest])
