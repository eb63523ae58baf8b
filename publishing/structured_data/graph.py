"""The graph of one page: the page itself, where it stands, what it lists, and what it is about."""

from collections.abc import Mapping
from typing import Any

from publishing.addresses import Addresses
from publishing.contract import Frame
from publishing.json_text import json_text
from publishing.page_view import PageView
from publishing.structured_data.page_node import page_node
from publishing.structured_data.parts import breadcrumbs, organisation, website
from publishing.structured_data.subject import ARTICLES, subject

_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""JSON keeps its meaning, and no text in it can close the script element."""

Node = dict[str, Any]


def page_graph(view: PageView, frame: Frame, addresses: Addresses) -> str:
    """The JSON-LD text of a page, safe inside a script element. Every address in it is absolute."""
    nodes = [organisation(frame, addresses), website(frame, addresses)] if view.path == "/" else []
    nodes.append(page_node(view, frame, addresses))
    if view.breadcrumbs:
        nodes.append(breadcrumbs(view, addresses))
    if view.thing is not None and view.thing.type not in ARTICLES:
        nodes.append(subject(view, view.thing, addresses))
    document = {"@context": "https://schema.org", "@graph": [_filled(node) for node in nodes]}
    return json_text(document).translate(_IN_SCRIPT)


def _filled(node: Mapping[str, Any]) -> Node:
    """The node without properties that say nothing."""
    return {name: value for name, value in node.items() if value not in ("", None, [], ())}
