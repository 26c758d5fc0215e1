"""Every component is shown in the gallery and opens with a comment that lists its inputs."""

from tests.guards.tree import PACKAGE, files, name_of

UI = PACKAGE / "core" / "templates" / "ui"
# Page frames, not components: every page shows them.
FRAMES = {"header.html", "footer.html", "messages.html", "side_menu.html"}


def test_gallery_shows_every_component(client, db):
    answer = client.get("/ui/")
    assert answer.status_code == 200
    shown = {template.name for template in answer.templates if template.name}
    missing = [
        str(path.relative_to(UI.parent))
        for path in files(UI, ".html")
        if path.name not in FRAMES and str(path.relative_to(UI.parent)) not in shown
    ]
    assert not missing, f"Add a sample to the gallery (/ui/) for: {', '.join(missing)}."


def test_components_tell_their_inputs():
    silent = [
        name_of(path)
        for path in files(UI, ".html")
        if not path.read_text(encoding="utf-8").startswith(("{#", "{% comment"))
    ]
    assert not silent, f"These open without a comment on their inputs: {', '.join(silent)}."
