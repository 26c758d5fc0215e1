"""A tree of who has something from whom."""

from talkoot.core.graphs import Node, tree


def test_children_hang_on_their_parents_in_columns():
    found = tree("Puu", [Node("0", "Alku"), Node("1", "A"), Node("2", "B", "1", "/b/")])
    assert found.wide.count("<rect") == 3 and found.short.count("<rect") == 3
    assert '<a href="/b/">' in found.wide
    # The grandchild stands in the third column.
    assert 'x="580"' in found.wide


def test_the_same_nodes_make_the_same_picture():
    nodes = [Node("0", "Alku"), *[Node(str(n), f"N{n}", str(n // 2)) for n in range(1, 9)]]
    assert tree("Puu", nodes) == tree("Puu", nodes)


def test_loop_and_unknown_parent_hang_on_the_root():
    nodes = [Node("0", "Alku"), Node("1", "A", "2"), Node("2", "B", "1"), Node("3", "C", "99")]
    assert tree("Puu", nodes).wide.count("<rect") == 4


def test_names_are_escaped_and_long_ones_shortened():
    found = tree("Puu", [Node("0", "<script>"), Node("1", "Pitkä " * 20)])
    assert "<script>" not in found.wide and "…" in found.wide
