"""667 practices of 136 organisations by service area, year and campaign, and the curated lists."""

import datetime

from django.utils import timezone

from talkoot.home.reconstruction.pool import MARK, Pool, days_between, moment, save, spread
from talkoot.outreach.models import Attribution, Campaign
from talkoot.people.models import Organisation
from talkoot.practices.models import CuratedList, Practice
from talkoot.practices.search_models import CuratedItem
from talkoot.programmes.models import Sector

DAY = datetime.date
TOP = {"kunta-108": 53, "kunta-915": 38, "kunta-186": 30, "kunta-425": 30, "kunta-211": 28}
# Besides these, ninety-five municipalities and thirty-six other organisations.
OTHER_MUNICIPALITIES, OTHERS = (1, 95), (131, 166)
SECTORS = {
    "opetus-ja-kasvatus": 133,
    "sosiaali-ja-terveysala": 220,
    "kulttuuri-ja-vapaa-aika": 67,
    "tekniset-alat-ja-ymparisto": 47,
    "elinkeino-ja-yrityspalvelut": 13,
    "johto-hr-ja-hallinto": 27,
    "ruoka-ja-siivouspalvelut": 40,
    "koko-kunta": 120,
}
# (first day, last day, practices): 355 by the end of 2018, 566 by 2019, 667 by the cut-off.
DAYS = (
    (DAY(2016, 3, 1), DAY(2017, 12, 20), 237),
    (DAY(2018, 1, 8), DAY(2018, 5, 30), 33),
    (DAY(2018, 6, 1), DAY(2018, 12, 31), 85),
    (DAY(2019, 1, 7), DAY(2019, 7, 30), 50),
    (DAY(2019, 8, 1), DAY(2019, 10, 31), 158),
    (DAY(2019, 11, 4), DAY(2019, 12, 19), 3),
    (DAY(2020, 1, 15), DAY(2020, 1, 15), 1),
    (DAY(2020, 2, 12), DAY(2020, 3, 18), 2),
    (DAY(2020, 5, 18), DAY(2020, 9, 30), 98),
)
# How many came by a campaign's own way, whatever the day; they are of its days, too.
NOMINATED, LINKED = 40, 60


def make(pool: Pool) -> None:
    owners = _owners(pool)
    days = [day for first, last, count in DAYS for day in days_between(first, last, count)]
    areas = Sector.objects.in_bulk(field_name="code")
    sectors = [areas[code] for code, count in SECTORS.items() for _at in range(count)]
    now = timezone.now()
    rows = []
    for at, (owner, day) in enumerate(zip(owners, days, strict=True)):
        published = moment(day, 12)
        rows.append(
            Practice(
                programme=pool.programme,
                slug=f"{MARK}-teko-{at + 1:03}",
                state=Practice.State.PUBLISHED,
                title=f"Kehittämisteko {at + 1:03} ({MARK})",
                gist="Rekonstruktio julkaistuista luvuista: tekoa ei ole tällaisena ollut.",
                organisation=owner,
                # 100 and 667 have no common factor, so the areas mix over owners and years.
                sector=sectors[at * 100 % len(sectors)],
                may_publish=True,
                published_at=published,
                created_at=published,
                state_changed_at=published,
                last_checked_at=now,
                nudged_at=now,
                is_demo=True,
            )
        )
    save(rows)
    _attribute(pool, rows)
    _fill_lists(pool, rows)


def _owners(pool: Pool) -> list[Organisation]:
    """Whose each practice is, in turn, so that the years do not differ by organisation."""
    bodies = [*pool.organisations(*OTHER_MUNICIPALITIES), *pool.organisations(*OTHERS)]
    counts = [(pool.real[key], count) for key, count in TOP.items()]
    left = sum(count for _first, _last, count in DAYS) - sum(TOP.values())
    counts += list(zip(bodies, spread(left, len(bodies)), strict=True))
    owners = [body for body, count in counts for _at in range(count)]
    return [owners[at * 101 % len(owners)] for at in range(len(owners))]


def _attribute(pool: Pool, rows: list[Practice]) -> None:
    by_slug = {row.slug: row for row in Campaign.objects.filter(programme=pool.programme)}
    ways = (
        ("tekoja-tiskiin", Attribution.Basis.NOMINATION, NOMINATED),
        ("tekoja-tiskiini", Attribution.Basis.LINK, LINKED),
    )
    links = []
    for slug, basis, count in ways:
        campaign = by_slug[slug]
        mine = [
            row
            for row in rows
            if row.published_at
            and campaign.starts_on <= timezone.localdate(row.published_at) <= campaign.ends_on
        ]
        links += [Attribution(campaign=campaign, practice=row, basis=basis) for row in mine[:count]]
    save(links)


def _fill_lists(pool: Pool, rows: list[Practice]) -> None:
    """As many practices in each list as the source tells; which ones, it does not."""
    items, at = [], 0
    for curated in CuratedList.objects.filter(programme=pool.programme).order_by("order"):
        length = curated.published_length or 0
        items += [
            CuratedItem(curated_list=curated, practice=row, order=order)
            for order, row in enumerate(rows[at : at + length], 1)
        ]
        at += length
    save(items)
