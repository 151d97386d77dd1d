"""What raises what: the clauses of an agreement as a graph, in Mermaid, in DOT, and as data.

Both are text that other programs draw: GitHub and most editors draw Mermaid, Graphviz draws DOT.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from obligations.model.agreement import Agreement
from obligations.model.clauses import Clause
from obligations.model.patterns import Act, Trigger
from obligations.model.vocabulary import Vocabulary
from obligations.rulebook.slots import followings
from obligations.rulebook.terms import written_out
from obligations.visible import visible

VERBS: Final = {
    "obligation": "must",
    "prohibition": "must not",
    "permission": "may",
    "power": "may",
    "maintenance": "must keep",
    "consequence": "by itself",
}

_SOFTER: Final = {
    "obligation": {"will": "will", "intends": "intends"},
    "prohibition": {"will": "will not", "intends": "intends no"},
    "maintenance": {"will": "will keep", "intends": "intends to keep"},
}


@dataclass(frozen=True)
class ClauseNode:
    """A clause, an event, a fact or the agreement itself."""

    id: str
    kind: str
    """``clause``, ``gap`` (not encoded), ``event``, ``fact`` or ``agreement``."""
    label: str
    part: str = ""
    rank: str = ""


@dataclass(frozen=True)
class Edge:
    """That one thing raises, ends, follows or changes another; ``guard`` is what only conditions it."""

    source: str
    target: str
    label: str
    guard: bool = False


@dataclass(frozen=True)
class Graph:
    """The nodes and edges of an agreement, in the order of its file."""

    agreement: str
    title: str
    nodes: tuple[ClauseNode, ...]
    edges: tuple[Edge, ...]


def graph_of(agreement: Agreement, vocabulary: Vocabulary) -> Graph:
    """The graph of an agreement: every clause, the powers its terms give, and what raises what."""
    nodes: dict[str, ClauseNode] = {}
    edges: dict[Edge, None] = {}
    clauses = [*agreement.walk(), *written_out(agreement)]
    for clause in clauses:
        part = agreement.part_of(clause)
        kind = "clause" if clause.encoded else "gap"
        nodes[clause.id] = ClauseNode(clause.id, kind, _words(clause), part, agreement.parts[part].rank)
    for clause in clauses:
        for edge in _edges(agreement, clause):
            for end in (edge.source, edge.target):
                if end not in nodes:
                    nodes[end] = _outside(end, vocabulary)
            edges[edge] = None
    return Graph(agreement.id, agreement.title, tuple(nodes.values()), tuple(edges))


def _words(clause: Clause) -> str:
    if not clause.encoded:
        return f"{clause.id} ({clause.cite}): not encoded"
    if not clause.binds:
        return f"{clause.id} ({clause.cite})"
    holder = clause.bearer
    who = holder if isinstance(holder, str) else " and ".join(holder) if isinstance(holder, tuple) else "all parties"
    dues = [due.period or due.date or due.standard or "" for due in clause.within]
    due = f", {' or '.join(filter(None, dues))}" if dues else ""
    if clause.every is not None:
        due = f", {clause.every.says}"
    acts = " or ".join(name.replace("-", " ") for act in clause.act.alternatives for name in act.event)
    what = acts or (clause.act.fact or "")
    if clause.bearer is None:
        return f"{clause.id} ({clause.cite}): by itself"
    verb = _SOFTER.get(clause.kind, {}).get(clause.force, VERBS[clause.kind])
    return f"{clause.id} ({clause.cite}): {who} {verb} {what}{due}"


def _edges(agreement: Agreement, clause: Clause) -> Iterator[Edge]:
    if clause.encoded:
        for slot, trigger in (("when", clause.when), ("once", clause.once)):
            if trigger is not None:
                yield from _of_trigger(trigger, clause.id, slot)
        if isinstance(clause.until, Trigger):
            yield from _of_trigger(clause.until, clause.id, "until")
        if clause.binds:
            yield from _of_act(clause)
            for following, states in followings(clause):
                yield Edge(clause.id, following.id, " or ".join(states))
        for slot, guards in (
            ("provided", clause.provided),
            ("unless", clause.unless),
            ("subject to", clause.subject_to),
            ("while", (clause.while_,) if clause.while_ is not None else ()),
        ):
            for guard in guards:
                if guard.fact is not None:
                    yield Edge(f"fact:{guard.fact}", clause.id, slot, guard=True)
                if guard.clause is not None:
                    yield Edge(guard.clause, clause.id, f"{slot} {' or '.join(guard.state)}", guard=True)
                for name in guard.event:
                    yield Edge(f"event:{name}", clause.id, slot)
        effect = clause.does
        if effect is not None and effect.verb not in ("amend", "conclude"):
            known = {each.id for each in agreement.walk()}
            target = effect.object if effect.object in known else "agreement"
            yield Edge(clause.id, target, effect.verb.replace("_", " "))
        for name in clause.save_under:
            yield Edge(name, clause.id, "save under", guard=True)
    for override in clause.overrides:
        yield Edge(clause.id, override.clause, f"displaces {', '.join(override.with_)}")


def _of_trigger(trigger: Trigger, clause: str, slot: str) -> Iterator[Edge]:
    for limb in trigger.limbs:
        for name in limb.event:
            yield Edge(f"event:{name}", clause, slot)
        if limb.clause is not None:
            lasting = f" for {limb.lasting}" if limb.lasting else ""
            yield Edge(limb.clause, clause, f"{slot} {' or '.join(limb.becomes)}{lasting}")
        if limb.fact is not None:
            yield Edge(f"fact:{limb.fact}", clause, f"{slot} {' or '.join(map(str, limb.is_))}")
        if limb.status:
            yield Edge("agreement", clause, f"{slot} {' or '.join(limb.status)}")


def _of_act(clause: Clause) -> Iterator[Edge]:
    label = "breaks" if clause.kind == "prohibition" else "uses" if clause.kind == "power" else "performs"
    acts: tuple[Act, ...] = tuple(clause.act.alternatives)
    for act in acts:
        for name in act.event:
            if clause.kind != "permission":
                yield Edge(f"event:{name}", clause.id, label)


def _outside(name: str, vocabulary: Vocabulary) -> ClauseNode:
    kind, colon, rest = name.partition(":")
    if name == "agreement":
        return ClauseNode(name, "agreement", "the agreement")
    if not colon:
        return ClauseNode(name, "clause", name)
    return ClauseNode(name, kind, vocabulary.phrase(rest) if kind == "event" and rest in vocabulary.events else rest)


def graph_data(found: Graph) -> dict[str, Any]:
    """A graph as data."""
    return {
        "schema": "obligations/graph/v1",
        "agreement": found.agreement,
        "nodes": [_node(node) for node in found.nodes],
        "edges": [
            {"source": edge.source, "target": edge.target, "label": edge.label, "guard": edge.guard}
            for edge in found.edges
        ],
    }


def _node(node: ClauseNode) -> dict[str, Any]:
    beside = {"part": node.part or None, "rank": node.rank or None}
    return {"id": node.id, "kind": node.kind, "label": node.label, **beside}


_BOXES: Final = {
    "clause": ('["', '"]'),
    "gap": ('[/"', '"/]'),
    "event": ('(["', '"])'),
    "fact": ('{{"', '"}}'),
    "agreement": ('[["', '"]]'),
}


def to_mermaid(found: Graph) -> str:
    """A graph as a Mermaid flowchart; clauses stand in a box for each part."""
    names = {node.id: f"n{number}" for number, node in enumerate(found.nodes)}
    lines = ["flowchart LR"]
    parts = dict.fromkeys(node.part for node in found.nodes)
    for number, part in enumerate(parts):
        inside = [node for node in found.nodes if node.part == part]
        if part:
            lines.append(f'  subgraph p{number}["{_mermaid(part)} ({inside[0].rank} rank)"]')
        for node in inside:
            begin, end = _BOXES[node.kind]
            lines.append(f"    {names[node.id]}{begin}{_mermaid(node.label)}{end}:::{node.kind}")
        if part:
            lines.append("  end")
    for edge in found.edges:
        arrow = "-.->" if edge.guard else "-->"
        lines.append(f'  {names[edge.source]} {arrow}|"{_mermaid(edge.label)}"| {names[edge.target]}')
    lines.append("  classDef gap stroke-dasharray:4 3,color:#777")
    return "\n".join(lines) + "\n"


def _mermaid(text: str) -> str:
    """Text that Mermaid shows as it stands: every sign that could be read otherwise as its entity."""
    plain = " ".join(visible(text).split())
    return "".join(sign if sign.isalnum() or sign in _PLAIN else f"#{ord(sign)};" for sign in plain)


_PLAIN: Final = frozenset(" .,:()/+-'")
_SHAPES: Final = {"clause": "box", "gap": "box", "event": "ellipse", "fact": "hexagon", "agreement": "doubleoctagon"}


def to_dot(found: Graph) -> str:
    """A graph in the language of Graphviz."""
    lines = [f"digraph {_dot(found.agreement)} {{", "  rankdir=LR;", f"  label={_dot(found.title)};"]
    parts = dict.fromkeys(node.part for node in found.nodes)
    for number, part in enumerate(parts):
        inside = [node for node in found.nodes if node.part == part]
        if part:
            lines.append(f"  subgraph cluster_{number} {{ label={_dot(f'{part} ({inside[0].rank} rank)')};")
        for node in inside:
            style = ", style=dashed" if node.kind == "gap" else ""
            lines.append(f"  {_dot(node.id)} [label={_dot(node.label)}, shape={_SHAPES[node.kind]}{style}];")
        if part:
            lines.append("  }")
    for edge in found.edges:
        style = ", style=dashed" if edge.guard else ""
        lines.append(f"  {_dot(edge.source)} -> {_dot(edge.target)} [label={_dot(edge.label)}{style}];")
    lines.append("}")
    return "\n".join(lines) + "\n"


def _dot(text: str) -> str:
    shown = " ".join(visible(text).split()).replace("&", "&amp;")  # Graphviz reads the entities of HTML
    escaped = shown.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
