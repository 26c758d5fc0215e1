"""The list of figures: who gets what at its address."""

from tests.matrix import Row, everyone

ROWS = [
    # It reads more than a page may; its own test tells how much.
    Row("figure-list", everyone(200), is_page=False),
    Row("figure-list", everyone(200), "as a file", query="?format=csv", is_page=False),
    Row("figure-list", everyone(404), "unknown", query="?programme=ei-ole"),
]
