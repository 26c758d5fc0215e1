"""Finding practices: who gets what at the addresses of searches, synonyms and picked lists."""

from typing import Any

from django.utils import timezone

from talkoot.practices.actions.searches import log_empty_search, save_search
from talkoot.practices.models import EmptySearch
from talkoot.search.actions.synonyms import save_group
from talkoot.search.models import SynonymGroup
from tests.factories.practices import make_curated_list
from tests.factories.programmes import make_sector
from tests.matrix import SIGN_IN, Row, World, everyone, office, signed_in
from tests.matrix_things import practice_slug

OFFICE = office(200, others=403)
SIGNED_IN_ONLY = (SIGN_IN, 405, 405, 405, 405)
OFFICE_POST = (SIGN_IN, 403, 403, 403, 405)
# The author's own: to everybody else it is not there.
AUTHORS = (SIGN_IN, 200, 404, 404, 404)


def own_search(world: World) -> list[Any]:
    return [save_search("q=etätyö", name="Etätyö", by=world.applicant).pk]


def group(world: World) -> list[Any]:
    row = SynonymGroup(words_fi="kokous\npalaveri", words_sv="möte")
    save_group(row)
    return [row.pk]


def in_vain(world: World) -> list[Any]:
    log_empty_search("palaveri")
    return [EmptySearch.objects.get().pk]


def sector(_world: World) -> list[Any]:
    return ["sector", make_sector().pk]


def a_list(world: World) -> list[Any]:
    practices = [world.practice()]
    return [make_curated_list(practices=practices, published_on=timezone.localdate()).pk]


def unpublished_list(world: World) -> list[Any]:
    return [make_curated_list().pk]


def there(make: Any) -> Any:
    """A list with something in it; its address has no arguments."""

    def args(world: World) -> list[Any]:
        make(world)
        return []

    return args


ROWS = [
    Row("practice-suggestions", everyone(200), query="?q=ty", is_page=False),
    Row("practices", everyone(200), "narrowed", query="?type=practice&year=2026&size=0"),
    Row("curated-lists", everyone(200), "some", there(a_list)),
    Row("curated-list", everyone(200), "published", a_list),
    Row("curated-list", everyone(404), "not published", unpublished_list),
    Row("similar-practices", everyone(200), "published", practice_slug("published")),
    Row("similar-practices", (404, 200, 404, 404, 200), "draft", practice_slug("draft")),
    Row("similar-to-mine", AUTHORS, "draft", practice_slug("draft")),
    Row("saved-searches", signed_in(200)),
    Row("save-search", signed_in(200), query="?q=vuorot"),
    Row("save-search", signed_in(409), "of nothing"),
    Row("switch-search", SIGNED_IN_ONLY, args=own_search),
    Row("delete-search", SIGNED_IN_ONLY, args=own_search),
    Row("synonyms", OFFICE, "some", there(group)),
    Row("new-synonyms", OFFICE, query="?words=palaveri"),
    Row("synonym-group", OFFICE, args=group),
    Row("switch-synonyms", OFFICE_POST, args=group),
    Row("delete-synonyms", OFFICE, args=group),
    Row("classes", OFFICE, "some", there(sector)),
    Row("new-class", OFFICE, args=lambda _world: ["practice"]),
    Row("new-class", office(404, others=403), "of no list", lambda _world: ["ei-ole"]),
    Row("edit-class", OFFICE, args=sector),
    Row("empty-searches", OFFICE, "some", there(in_vain)),
    Row("handle-empty", OFFICE_POST, args=in_vain),
]
