"""What the API's answers look like; the descriptions stand in its OpenAPI document."""

import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

Language = Literal["fi", "sv", "en"]
Code = Annotated[str, Field(max_length=60)]
LAST_PAGE = 100_000
Number = Annotated[int, Field(ge=1, le=LAST_PAGE)]
Size = Annotated[int, Field(ge=1, le=100)]
Key = Annotated[int, Field(ge=1, le=2**53 - 1)]
Codes = Annotated[list[Code], Field(max_length=50)]


class PageQuery(Schema):
    page: Number = 1
    page_size: Size = 20
    lang: Language = Field("fi", description="Of names and labels.")


class PracticeQuery(PageQuery):
    """The filters of the page; each of them may be given several times."""

    q: str = Field("", max_length=200, description="Words, also inflected, misspelt or compound.")
    sector: Codes = []
    theme: Codes = []
    region: Codes = []
    organisation: Codes = []
    kind: Codes = []
    size: Codes = []
    year: Codes = []
    type: Codes = []
    extent: Codes = []
    status: Codes = []
    evidence: Codes = []
    sort: Literal["relevance", "newest", "adopted", "title"] | None = None


class AdoptionQuery(PageQuery):
    practice: Key | None = None
    organisation: Code | None = None
    stage: Codes = []


class OrganisationQuery(PageQuery):
    kind: Codes = []
    region: Codes = []


class FigureQuery(Schema):
    programme: str = Field(min_length=1, max_length=60)
    as_of: datetime.date | None = Field(None, description="The day; today if left out.")
    figure: Codes = Field([], description="Only these figures, by their id.")
    period: Code = Field("", description="Only this period of the programme, by its number.")
    service: Code = Field("", description="Only this service of the programme, by its key.")
    region: Code = Field("", description="Only organisations of this region, by its code.")
    kind: Code = Field("", description="Only organisations of this kind.")
    size: Code = Field("", description="Only organisations of this size class by their staff.")
    merged: Code = Field("", description="yes: organisations that have merged count as one.")
    lang: Language = Field("fi", description="Of names and labels.")


class Problem(Schema):
    """Why there is no answer, in a sentence."""

    detail: str


class Fault(Schema):
    where: str
    message: str


class Refused(Schema):
    """Which parameters were not understood."""

    detail: str
    errors: list[Fault]


class Body(Schema):
    key: str = Field(description="Never changes.")
    name: str


class Option(Schema):
    value: str = Field(description="What the parameter of the facet's name takes.")
    label: str
    count: int = Field(description="How many practices it would bring beside the other filters.")


class PracticeRow(Schema):
    id: int
    external_id: str = Field(description="The identifier in the system it was imported from.")
    title: str
    summary: str
    url: str
    language: Language
    programme: str
    organisation: Body
    municipality: str | None = Field(description="Three-digit code of Statistics Finland.")
    region: str | None = Field(description="Two-digit code of Statistics Finland.")
    sector: str | None
    themes: list[str]
    type: str
    status: str
    evidence: int = Field(description="0 told, 1 tried, 2 measured, 3 adopted by others.")
    level: int = Field(description="Level of diffusion, 0 to 5.")
    adoption_count: int
    published_on: datetime.date | None
    is_demo: bool
    is_close: bool = Field(description="A search brought it by a similar spelling or a part.")


class PracticeWhole(PracticeRow):
    keywords: str
    need: str
    what_was_done: str
    who_took_part: str
    results: str
    how_measured: str
    resources: str
    conditions: str
    tips: str
    unit_name: str
    source_url: str
    video_url: str
    licence: str


class PracticePage(Schema):
    count: int = Field(description="How many the pages hold in all.")
    count_is_exact: bool = Field(description="False: there are at least so many.")
    next: str | None
    previous: str | None
    results: list[PracticeRow]
    facets: dict[str, list[Option]]


class AdoptionRow(Schema):
    id: int
    practice: int
    practice_url: str
    organisation: Body
    stage: str
    fidelity: str
    scope: str
    mechanism: str
    adopted_on: datetime.date
    is_demo: bool


class AdoptionPage(Schema):
    count: int
    next: str | None
    previous: str | None
    results: list[AdoptionRow]


class OrganisationRow(Schema):
    key: str
    name: str
    name_sv: str
    kind: str
    municipality: str | None
    region: str | None
    practice_count: int
    adoption_count: int
    is_demo: bool


class OrganisationPage(Schema):
    count: int
    next: str | None
    previous: str | None
    results: list[OrganisationRow]


class ProgrammeRow(Schema):
    slug: str
    name: str
    office: Body
    starts_on: datetime.date
    ends_on: datetime.date
    url: str
    is_demo: bool
    is_reconstruction: bool = Field(
        description="Its records were generated from its published figures."
    )


class ProgrammeList(Schema):
    count: int
    results: list[ProgrammeRow]


class PublishedValue(Schema):
    """What the programme's own publication says of the same."""

    text: str
    agreement: Literal["equal", "within", "differs"]
    note: str


class FigurePart(Schema):
    """A value under a figure, such as one service area's share."""

    id: str
    label: str
    value: float | None
    n: int
    unit: str
    published: list[PublishedValue]


class FigureRow(Schema):
    id: str
    code: str = Field(description="Its place in the list of a final report; may be empty.")
    label: str
    value: float | None = Field(description="None: nothing can be said.")
    n: int = Field(description="How many records the value rests on.")
    unit: str
    decimals: int = Field(description="To how many the value is rounded, half up.")
    definition: str
    version: int = Field(description="Grows when the definition changes.")
    query_hash: str = Field(description="Tells which records were asked for.")
    base: str
    as_of: datetime.date
    url: str = Field(description="The page of its definition and records.")
    published: list[PublishedValue]
    parts: list[FigurePart]


class FigureList(Schema):
    programme: str
    as_of: datetime.date
    only: str = Field(description="The filters in words; empty when nothing is left out.")
    is_reconstruction: bool
    notes: list[str] = Field(description="What to know of figures on this day.")
    results: list[FigureRow]
