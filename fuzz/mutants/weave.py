"""All mutants of some files in one build: each stands behind `::mutant_switch::is_on(NUMBER)`, in the same expression as what it replaces.

Which there are says cargo-mutants: file, place and what stands there instead. Here they are put into the syntax tree."""

import re
from collections import defaultdict
from pathlib import Path

import tree_sitter_rust
from tree_sitter import Language, Node, Parser

PARSER = Parser(Language(tree_sitter_rust.language()))


class Kept(Exception):
    """Why a mutant has no place in a common build."""


class Source:
    """A file of the library, and its mutants."""

    def __init__(self, text: bytes):
        self.text = text
        self.root = PARSER.parse(text).root_node
        self.lines = text.split(b"\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        # By node: what each of its mutants is, its number and what it needs besides.
        self.here = defaultdict(list)
        self.on_the_way = set()

    def offset(self, place: dict) -> int:
        """cargo-mutants counts lines and characters from 1."""
        line = self.lines[place["line"] - 1].decode()
        return self.starts[place["line"] - 1] + len(line[: place["column"] - 1].encode())

    def of(self, node: Node) -> str:
        return self.text[node.start_byte : node.end_byte].decode()

    def put(self, number: int, mutant: dict) -> None:
        """Finds the node that a mutant changes."""
        first, end = self.offset(mutant["span"]["start"]), self.offset(mutant["span"]["end"])
        node = self.root.descendant_for_byte_range(first, end)
        self.refuse_constants(node)
        kind, text = mutant["genre"], mutant["replacement"]
        match kind:
            case "BinaryOperator":
                node = node.parent
                if node.type not in ("binary_expression", "compound_assignment_expr"):
                    raise Kept("an operator of several conditions with `let`")
                left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
                text = f"{self.of(left)} {text} {self.of(right)}"
            case "UnaryOperator":
                node = node.parent
                text = self.of(node.children[-1])
            case "StructField":
                node = above(node, "struct_expression")
                rest = self.text[end : node.end_byte].decode()
                text = self.text[node.start_byte : first].decode() + re.sub(r"^\s*,", "", rest, count=1)
            case "FnValue":
                inside = lambda body: body.start_byte < first and end <= body.end_byte
                while node.type != "function_item" or not inside(node.child_by_field_name("body")):
                    node = node.parent
                returns = node.child_by_field_name("return_type")
                if returns is not None and self.of(returns).startswith("impl"):
                    raise Kept("a function that returns `impl Trait`")
                node = node.child_by_field_name("body")
            case "MatchArmGuard":
                node = above(node, "match_pattern")
                if "let " in self.of(node.child_by_field_name("condition")):
                    raise Kept("a guard with `let`")
            case "MatchArm":
                arm = above(node, "match_arm")
                if not any(self.takes_all(other) for other in arm.parent.children if other != arm):
                    raise Kept("an arm of a match where no other takes all")
                node = arm.child_by_field_name("pattern")
            case _:
                raise Kept(f"a {kind}")
        self.here[node.id].append((kind, number, text))
        while node is not None:
            self.on_the_way.add(node.id)
            node = node.parent

    def refuse_constants(self, node: Node) -> None:
        while node is not None and node.type != "function_item":
            length = node.parent is not None and node.parent.type == "array_expression" and node.parent.child_by_field_name("length")
            if node.type in ("const_item", "static_item", "const_block", "array_type") or length == node:
                raise Kept("a constant")
            node = node.parent
        if node is not None and any(c.type == "function_modifiers" and "const" in self.of(c).split() for c in node.children):
            raise Kept("a constant function")

    def takes_all(self, arm: Node) -> bool:
        if arm.type != "match_arm":
            return False
        pattern = arm.child_by_field_name("pattern")
        name = pattern.child_count == 1 and pattern.children[0].type == "identifier"
        return pattern.child_by_field_name("condition") is None and (name or self.of(pattern).strip() == "_")

    def woven(self) -> str:
        before, after = self.text[: self.root.start_byte], self.text[self.root.end_byte :]
        return before.decode() + self.written(self.root) + after.decode()

    def written(self, node: Node) -> str:
        if node.id not in self.on_the_way:
            return self.of(node)
        mutants = self.here.get(node.id, [])
        kinds = {kind for kind, _, _ in mutants}
        if kinds == {"FnValue"}:
            instead = "".join(f"if {is_on(number)} {{ return {marked(number, text)}; }} " for _, number, text in mutants)
            return "{ " + instead + self.inside(node)[1:]
        if kinds & {"MatchArm", "MatchArmGuard"}:
            return self.pattern(node, mutants)
        return chosen([(number, text) for _, number, text in mutants], self.inside(node))

    def pattern(self, node: Node, mutants: list) -> str:
        """An arm that is taken away has a condition that never holds."""
        deleted = [f"!{is_on(number)}" for kind, number, _ in mutants if kind == "MatchArm"]
        condition = node.child_by_field_name("condition")
        if condition is None:
            return f"{self.inside(node)} if {' && '.join(deleted)}"
        guards = [(number, text) for kind, number, text in mutants if kind == "MatchArmGuard"]
        before = self.text[node.start_byte : condition.start_byte].decode()
        return before + " && ".join([*deleted, chosen(guards, f"({self.written(condition)})")])

    def inside(self, node: Node) -> str:
        parts, at = [], node.start_byte
        for child in node.children:
            parts += [self.text[at : child.start_byte].decode(), self.written(child)]
            at = child.end_byte
        return "".join(parts) + self.text[at : node.end_byte].decode()


def above(node: Node, kind: str) -> Node:
    while node.type != kind:
        node = node.parent
    return node


def is_on(number: int) -> str:
    return f"::mutant_switch::is_on({number})"


def marked(number: int, text: str) -> str:
    """So that an error of the compiler tells which mutant it is about."""
    return f"/*<{number}>*/{text}/*</{number}>*/"


def chosen(mutants: list[tuple[int, str]], otherwise: str) -> str:
    if not mutants:
        return otherwise
    ways = "".join(f"if {is_on(number)} {{ {marked(number, text)} }} else " for number, text in mutants)
    return f"({ways}{{ {otherwise} }})"


def weave(file: Path, into: Path, mutants: dict[int, dict], kept: dict[int, str]) -> None:
    """Writes a file with these mutants; tells which have no place in it, and why. What would be the same is not written again."""
    source = Source(file.read_bytes())
    for number, mutant in mutants.items():
        try:
            source.put(number, mutant)
        except Kept as why:
            kept[number] = str(why)
    text = source.woven()
    if not into.exists() or into.read_text() != text:
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_text(text)


def marks(text: bytes, first: int, end: int) -> set[int]:
    """The mutants between whose marks an error stands, or which stand in it."""
    found = set()
    for mark in re.finditer(rb"/\*<(\d+)>\*/", text):
        if mark.end() <= end and text.find(b"/*</" + mark.group(1) + b">*/", mark.end()) >= first:
            found.add(int(mark.group(1)))
    return found


def arms(text: bytes, end: int) -> set[int]:
    """The arms that can be taken away from the match whose value ends here."""
    at = begin = text.index(b"{", end)
    depth = 0
    while True:
        depth += {b"{": 1, b"}": -1}.get(text[at : at + 1], 0)
        at += 1
        if depth == 0:
            break
    deleted = re.findall(rb"!::mutant_switch::is_on\((\d+)\)", text[begin:at])
    return {int(number) for number in deleted}
