"""Figures of what followed of series outside the programme; read in by figures.py."""

from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import BY_SERVICE, Chapter, Figure, Measure, register_in
from talkoot.events.queries import sequels

register = register_in(Chapter.EVALUATION)

register(
    Figure(
        id="outside-grants",
        label=_("Grants from elsewhere for going on"),
        unit=_("grants"),
        definition=_(
            "Grants of other funders that the office knows organisations to have got by the as-of "
            "date for going on with what a service began; under it by funder, with the sums known."
        ),
        base=_("grants"),
        records=sequels.grants,
        filters=BY_SERVICE,
        parts=sequels.grants_by_funder,
        is_detail=True,
    )
)
register(
    Figure(
        id="qualification-persons",
        label=_("Persons who went on to a qualification"),
        unit=_("persons"),
        definition=_(
            "Persons who by the as-of date had gone on from a training of the programme to "
            "training towards a qualification, as the office was told."
        ),
        base=_("persons"),
        records=sequels.qualifications,
        filters=BY_SERVICE,
        measure=Measure(sequels.qualified_persons, lambda read: (read, read or 0)),
        is_detail=True,
    )
)
