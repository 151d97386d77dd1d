"""The graph of an agreement as SVG: laid out in layers, from what happens to what it raises.

Names and texts are data: the tree is written by a serialiser, so none of them can become markup.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

import networkx

from obligations.views.graph import ClauseNode, Edge, Graph

_WIDTH: Final = 230
_LINE: Final = 15
_ACROSS: Final = 420
_GAP: Final = 16
_LETTERS: Final = 34
_TOP: Final = 64
_SVG: Final = "http://www.w3.org/2000/svg"
_STYLE: Final = (
    "text{font:12px Helvetica,Arial,sans-serif;fill:#1d1d1b}.t{font-size:18px;font-weight:bold}"
    ".l{font-size:10px;fill:#5d5d58;paint-order:stroke;stroke:#fff;stroke-width:3px}"
    ".n{fill:#fff;stroke:#1d1d1b}.event{fill:#eaf1f8;stroke:#2265a3}.fact{fill:#f6eefa;stroke:#75429b}"
    ".agreement{fill:#f4f4f0;stroke:#1d1d1b;stroke-width:2}.gap{stroke:#8a8a84;stroke-dasharray:4 3}"
    ".political{stroke:#8a5a00}.e{fill:none;stroke:#5d5d58}.guard{stroke-dasharray:4 3;stroke:#b9b9b2}"
)


@dataclass(frozen=True)
class _Box:
    """A node where it stands."""

    node: ClauseNode
    lines: tuple[str, ...]
    x: float
    y: float

    @property
    def height(self) -> float:
        """How high it is, by its lines."""
        return _LINE * len(self.lines) + 12

    @property
    def middle(self) -> float:
        """The middle of its sides."""
        return self.y + self.height / 2


def to_svg(found: Graph) -> str:
    """A graph as an SVG image that names itself to those who do not see it."""
    boxes = _placed(found)
    width = max((box.x for box in boxes.values()), default=0) + _WIDTH + 40
    height = max((box.y + box.height for box in boxes.values()), default=_TOP) + 30
    root = ElementTree.Element(
        "svg",
        {
            "xmlns": _SVG,
            "viewBox": f"0 0 {width:g} {height:g}",
            "width": f"{width:g}",
            "height": f"{height:g}",
            "role": "img",
        },
    )
    ElementTree.SubElement(root, "title").text = f"What raises what: {_clean(found.title)}"
    ElementTree.SubElement(root, "style").text = _STYLE
    marker = ElementTree.SubElement(
        ElementTree.SubElement(root, "defs"),
        "marker",
        {
            "id": "to",
            "viewBox": "0 0 8 8",
            "refX": "8",
            "refY": "4",
            "markerWidth": "7",
            "markerHeight": "7",
            "orient": "auto",
        },
    )
    ElementTree.SubElement(marker, "path", {"d": "M0,0L8,4L0,8z", "fill": "#5d5d58"})
    ElementTree.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#fff"})
    ElementTree.SubElement(root, "text", {"x": "20", "y": "34", "class": "t"}).text = _clean(found.title)
    for edge in found.edges:
        _edge(root, edge, boxes[edge.source], boxes[edge.target])
    for box in boxes.values():
        _box(root, box)
        labels = tuple(dict.fromkeys(edge.label for edge in found.edges if edge.target == box.node.id))
        if labels:
            _label(root, labels, box)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _placed(found: Graph) -> dict[str, _Box]:
    """Every node in its layer, the layers from left to right, none over another."""
    rank = {node.id: number for number, node in enumerate(found.nodes)}
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(rank)
    graph.add_edges_from((edge.source, edge.target) for edge in found.edges if edge.source != edge.target)
    whole = networkx.condensation(graph)  # what goes round in a circle stands in one layer
    layers = [
        [name for group in generation for name in whole.nodes[group]["members"]]
        for generation in networkx.topological_generations(whole)
    ]
    nodes = {node.id: node for node in found.nodes}
    boxes: dict[str, _Box] = {}
    for number, layer in enumerate(layers):
        y: float = _TOP

        def beside(name: str) -> tuple[float, int]:
            """Where the nodes stand from which its edges come, so that few lines cross; then the order of the file."""
            before = [boxes[each].middle for each in graph.predecessors(name) if each in boxes]
            return (sum(before) / len(before) if before else 0.0, rank[name])

        for name in sorted(layer, key=beside):
            wrapped = textwrap.wrap(_clean(nodes[name].label), _LETTERS, max_lines=4, placeholder=" …")
            lines = tuple(wrapped) or (_clean(name),)
            boxes[name] = _Box(nodes[name], lines, 20 + number * _ACROSS, y)
            y += boxes[name].height + _GAP
    return {node.id: boxes[node.id] for node in found.nodes}


def _box(root: ElementTree.Element, box: _Box) -> None:
    group = ElementTree.SubElement(root, "g")
    ElementTree.SubElement(group, "title").text = f"{_clean(box.node.id)}: {_clean(box.node.label)}"
    round_ = {"event": "14", "fact": "7"}.get(box.node.kind, "2")
    kinds = " ".join(filter(None, ("n", box.node.kind, box.node.rank)))
    size = {"x": f"{box.x:g}", "y": f"{box.y:g}", "width": str(_WIDTH), "height": f"{box.height:g}", "rx": round_}
    ElementTree.SubElement(group, "rect", {**size, "class": kinds})
    for number, line in enumerate(box.lines):
        place = {"x": f"{box.x + 9:g}", "y": f"{box.y + 17 + number * _LINE:g}"}
        ElementTree.SubElement(group, "text", place).text = line


def _edge(root: ElementTree.Element, edge: Edge, source: _Box, target: _Box) -> None:
    forth = target.x > source.x
    start = (source.x + _WIDTH, source.middle)
    end = (target.x, target.middle) if forth else (target.x + _WIDTH, target.middle)
    bend = max(40.0, abs(end[0] - start[0]) / 2)
    second = end[0] - bend if forth else end[0] + bend
    path = f"M{start[0]:g},{start[1]:g}C{start[0] + bend:g},{start[1]:g} {second:g},{end[1]:g} {end[0]:g},{end[1]:g}"
    kind = "e guard" if edge.guard else "e"
    line = ElementTree.SubElement(root, "path", {"d": path, "class": kind, "marker-end": "url(#to)"})
    ElementTree.SubElement(line, "title").text = _clean(f"{edge.source} {edge.label} {edge.target}")


def _label(root: ElementTree.Element, labels: tuple[str, ...], target: _Box) -> None:
    """What its arrows are to a node, once, before it."""
    place = {"x": f"{target.x - 10:g}", "y": f"{target.middle - 5:g}", "class": "l", "text-anchor": "end"}
    ElementTree.SubElement(root, "text", place).text = _clean(", ".join(labels))


def _clean(text: str) -> str:
    """A text without what no document may hold."""
    from obligations.views.report.digest import clean

    return " ".join(clean(text).split())
