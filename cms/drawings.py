"""Illustrations that ship with the software, as static files. They are drawn, not photographed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """One SVG file below `site/static`, with its size in CSS pixels and its words."""

    name: str
    title: str
    static_name: str
    width: int
    height: int
    alternative: str


DRAWINGS = {
    drawing.name: drawing
    for drawing in (
        Drawing(
            name="wenzheng-before",
            title="文政社区空地（建亭之前）",
            static_name="drawings/wenzheng-before.svg",
            width=960,
            height=640,
            alternative="示意图：楼间一块没有遮阴的空地，只有一条长凳。",
        ),
        Drawing(
            name="wenzheng-after",
            title="文政社区凉亭（建成之后）",
            static_name="drawings/wenzheng-after.svg",
            width=960,
            height=640,
            alternative="示意图：同一块空地上立起木凉亭，几位居民在亭下坐着说话。",
        ),
    )
}
