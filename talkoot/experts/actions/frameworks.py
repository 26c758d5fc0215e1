"""Framework agreements: made from an award or by hand, their lots, suppliers, prices, options."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.experts.actions.alerts import forget_alert
from talkoot.experts.actions.mails import tell
from talkoot.experts.messages import frameworks as messages
from talkoot.experts.models import (
    Expert,
    Framework,
    Lot,
    LotSupplier,
    Offer,
    OptionYear,
    Ordering,
    PriceLine,
    Procurement,
    Supplier,
    TrainerCurriculum,
)
from talkoot.experts.rules import frameworks as rules
from talkoot.experts.rules import procurement as procurement_rules
from talkoot.experts.rules.meters import meter_of
from talkoot.experts.rules.prices import check_price
from talkoot.people.actions import open_account
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Offering, Programme


@transaction.atomic
def conclude_procurement(procurement: Procurement, *, by: User) -> Framework | None:
    """Make the contract: a framework agreement with the chosen suppliers, prices and experts.

    Everything comes from the procurement and the offers; nothing is typed again. Of lots tendered
    together the first makes the agreement, and the others join it. A mini-competition makes no
    agreement: it opens the order of its case. Refuses in the standstill.
    """
    first = procurement.part_of_id or procurement.pk
    rows = Procurement.objects.select_for_update(of=("self",)).order_by("pk")
    locked = rows.filter(Q(pk=first) | Q(part_of=first)).select_related("programme", "framework")
    procurement = next(row for row in locked if row.pk == procurement.pk)
    procurement_rules.check_conclude(procurement)
    moved = change_state(
        procurement, Procurement.State.CONCLUDED, procurement_rules.PROCUREMENT_TRANSITIONS
    )
    framework = procurement.framework
    if procurement.kind != Procurement.Kind.MINI_COMPETITION:
        framework = _agreement_of(procurement, by=by)
        procurement.framework = framework
        procurement.save(update_fields=["framework"])
        moved["after"]["framework"] = str(framework.pk)
    record("experts.procurement.concluded", procurement, by=by, **moved)
    return framework


def _agreement_of(procurement: Procurement, *, by: User) -> Framework:
    chosen = list(
        procurement.offers.filter(is_awarded=True)
        .select_related("organisation")
        .prefetch_related("experts")
        .order_by("rank", "pk")
    )
    together = procurement.together
    made = [row.framework for row in together if row != procurement and row.framework]
    framework = _grown(made[0], procurement) if made else _opened(procurement, together[0].title)
    price = max(offer.day_price_eur or Decimal(0) for offer in chosen)
    framework.day_price_eur = max(framework.day_price_eur, price)
    framework.save()
    forget_alert(framework)
    is_framework = procurement.kind == Procurement.Kind.FRAMEWORK
    is_part = len(together) > 1
    lot = Lot.objects.create(
        framework=framework,
        order=framework.lots.count() + 1,
        name_fi=procurement.title,
        ordering=Ordering.CUSTOMER_CHOICE if is_framework else Ordering.SEPARATE_TENDER,
        days_cap=procurement.days if is_part else None,
        value_cap_eur=procurement.estimated_eur if is_part else None,
        is_demo=procurement.is_demo,
    )
    for offer in chosen:
        _add_offerer(framework, lot, offer, is_part=is_part, by=by)
    return framework


def _opened(procurement: Procurement, name: str) -> Framework:
    today = timezone.localdate()
    return Framework(
        programme=procurement.programme,
        name=name,
        valid_from=procurement.valid_from or today,
        valid_to=procurement.valid_to or procurement.programme.ends_on,
        days_cap=procurement.days,
        value_cap_eur=procurement.estimated_eur,
        day_price_eur=Decimal(0),
        option_years=procurement.option_years,
        long_ground=procurement.long_ground,
        is_demo=procurement.is_demo,
    )


def _grown(framework: Framework, procurement: Procurement) -> Framework:
    """The agreement of a lot that was concluded before, with room for this one."""
    framework = Framework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
    framework.days_cap += procurement.days
    if framework.value_cap_eur is not None:
        framework.value_cap_eur += procurement.estimated_eur
    return framework


def _add_offerer(framework: Framework, lot: Lot, offer: Offer, *, is_part: bool, by: User) -> None:
    """The supplier with its price and its experts; in another lot it may be already."""
    supplier, _made = Supplier.objects.get_or_create(
        framework=framework,
        organisation=offer.organisation,
        defaults={
            "contact_name": offer.contact_name,
            "contact_email": offer.address,
            "is_demo": offer.is_demo,
        },
    )
    LotSupplier.objects.create(
        lot=lot, supplier=supplier, quality_points=offer.points, rank=offer.rank
    )
    assert offer.day_price_eur is not None
    PriceLine.objects.create(
        framework=framework,
        lot=lot if is_part else None,
        supplier=supplier,
        price_eur=offer.day_price_eur,
        valid_from=framework.valid_from,
    )
    for named in offer.experts.all():
        if supplier.experts.filter(email__iexact=named.email, ended_on=None).exists():
            continue
        open_expert(
            supplier,
            name=named.name,
            email=named.email,
            title=named.title,
            profile=named.title,
            quality_points=named.quality_points,
            named_on=framework.valid_from,
            by=by,
        )


def open_expert(
    supplier: Supplier,
    *,
    name: str,
    email: str,
    title: str,
    profile: str,
    quality_points: Decimal | None,
    named_on: datetime.date,
    languages: str = "fi",
    by: User,
) -> Expert:
    """A named expert of the supplier, with a profile to be filled in; the person is invited to it.

    The person is known by the address: without an account one that has no rights is opened.
    """
    stem = slugify(name)[:70] or "expert"
    slug, number = stem, 1
    while Expert.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    expert = Expert.objects.create(
        slug=slug,
        supplier=supplier,
        user=_account(name, email, languages, is_demo=supplier.is_demo),
        name=name,
        email=email,
        title_fi=title,
        profile_fi=profile,
        languages=languages,
        quality_points=quality_points,
        named_on=named_on,
        is_demo=supplier.is_demo,
    )
    after = {"supplier": supplier.pk, "user": expert.user_id, "named_on": named_on.isoformat()}
    record("experts.expert.named", expert, by=by, after=after)
    if expert.user is not None:
        write = partial(messages.expert_named, expert)
        programme = supplier.framework.programme
        key, to = str(expert.pk), expert.user
        tell(programme, "expert-named", key, write, to=to, is_demo=expert.is_demo)
    return expert


def _account(name: str, email: str, languages: str, *, is_demo: bool) -> User | None:
    """The person's account by the address, opened if there is none; None without an address."""
    if not email:
        return None
    user = User.objects.filter(email__iexact=email).first()
    known = {code for code, _name in settings.LANGUAGES}
    language = next((code for code in languages.split() if code in known), "fi")
    return user or open_account(email, name=name, language=language, is_demo=is_demo)


@transaction.atomic
def save_framework(
    programme: Programme, *, values: dict[str, Any], framework: Framework | None = None, by: User
) -> Framework:
    """Record an agreement that was made elsewhere, with one lot, or change its frame.

    Refuses too long a term without a ground, a ceiling below what has been ordered, and more than
    was tendered without `grounds` among the values.
    """
    values = dict(values)
    grounds = values.pop("grounds", "")
    row = framework or Framework(programme=programme, is_demo=programme.is_demo)
    if framework is not None:
        row = Framework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
        if rules.grows(vars(row), values):
            _check_grounds(row, grounds)
    before = {name: str(getattr(row, name)) for name in values} if row.pk else {}
    for name, value in values.items():
        setattr(row, name, value)
    problem = rules.term_problem(
        row.valid_from,
        row.valid_to,
        option_years=max(0, row.option_years - _options_used(row)),
        long_ground=row.long_ground,
        rule=rules.rule_on(timezone.localdate()),
    )
    if problem:
        raise NotAllowed(problem)
    if row.pk:
        _check_ceilings(row)
    row.save()
    if framework is None:
        Lot.objects.create(framework=row, order=1, name_fi=row.name, is_demo=row.is_demo)
    after = {name: str(value) for name, value in values.items()}
    after |= {"grounds": grounds} if grounds else {}
    record("experts.framework.saved", row, by=by, before=before, after=after)
    forget_alert(row)
    return row


def _check_grounds(framework: Framework, grounds: str) -> None:
    if problem := rules.grounds_problem(framework, grounds):
        raise NotAllowed(problem)


def _options_used(framework: Framework) -> int:
    return framework.options_used.count() if framework.pk else 0


def _check_ceilings(row: Framework | Lot) -> None:
    limits = meter_of(row)
    days, euros = limits.days_left, limits.value_left_eur
    if (days is not None and days < 0) or (euros is not None and euros < 0):
        raise NotAllowed(
            _("More has been ordered already than the ceiling would be. Give a higher ceiling.")
        )


@transaction.atomic
def use_option(framework: Framework, *, grounds: str, by: User) -> OptionYear:
    """Continue the agreement by one of its option years, on grounds."""
    framework = Framework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
    used = framework.options_used.count()
    rules.check_use_option(framework, used=used, today=timezone.localdate())
    before = {"valid_to": framework.valid_to.isoformat()}
    framework.valid_to = add_months(framework.valid_to, 12)
    framework.save(update_fields=["valid_to"])
    option = OptionYear.objects.create(
        framework=framework,
        number=used + 1,
        valid_to=framework.valid_to,
        grounds=grounds,
        used_by=by,
    )
    after = {"valid_to": framework.valid_to.isoformat(), "grounds": grounds}
    record("experts.framework.continued", framework, by=by, before=before, after=after)
    return option


@transaction.atomic
def save_lot(
    framework: Framework,
    *,
    values: dict[str, Any],
    suppliers: Sequence[tuple[Supplier, Decimal | None, int | None]] | None = None,
    lot: Lot | None = None,
    by: User,
) -> Lot:
    """Add or change a lot. `suppliers` are all of its (supplier, quality points, rank).

    Refuses more than was tendered, a new lot, too, and another supplier, without `grounds` among
    the values.
    """
    values = dict(values)
    grounds = values.pop("grounds", "")
    framework = Framework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
    if lot is None:
        last = framework.lots.aggregate(last=Max("order"))["last"] or 0
        lot = Lot(framework=framework, order=last + 1, is_demo=framework.is_demo)
    themes = values.pop("themes", None)
    known = set(lot.lot_suppliers.values_list("supplier", flat=True)) if lot.pk else set()
    is_other = any(row.pk not in known for row, *_place in suppliers or ())
    if lot.pk is None or is_other or rules.grows(vars(lot), values):
        _check_grounds(framework, grounds)
    for name, value in values.items():
        setattr(lot, name, value)
    if lot.pk:
        _check_ceilings(lot)
    lot.save()
    if themes is not None:
        lot.themes.set(themes)
    if suppliers is not None:
        lot.lot_suppliers.all().delete()
        for supplier, points, rank in suppliers:
            lot.lot_suppliers.create(supplier=supplier, quality_points=points, rank=rank)
    after = {name: str(value) for name, value in values.items()}
    after |= {"grounds": grounds} if grounds else {}
    record("experts.lot.saved", lot, by=by, after=after)
    forget_alert(lot)
    return lot


@transaction.atomic
def save_supplier(
    framework: Framework,
    organisation: Organisation,
    *,
    contact_name: str,
    contact_email: str,
    grounds: str = "",
    by: User,
) -> Supplier:
    """A supplier of the agreement with its contact person; a new one is put into the first lot.

    Refuses a new supplier of a tendered agreement without `grounds`.
    """
    framework = Framework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
    supplier = framework.suppliers.filter(organisation=organisation).first()
    is_new = supplier is None
    if is_new:
        _check_grounds(framework, grounds)
    supplier = supplier or Supplier(
        framework=framework, organisation=organisation, is_demo=framework.is_demo
    )
    supplier.contact_name, supplier.contact_email = contact_name, contact_email
    supplier.save()
    lot = framework.lots.first()
    if is_new and lot is not None:
        LotSupplier.objects.create(lot=lot, supplier=supplier)
    after = {"organisation": organisation.pk, "contact": contact_name}
    after |= {"grounds": grounds} if grounds else {}
    record("experts.supplier.saved", supplier, by=by, after=after)
    return supplier


@transaction.atomic
def save_price(
    framework: Framework, *, values: dict[str, Any], line: PriceLine | None = None, by: User
) -> PriceLine:
    """Add or change a price; orders already made keep theirs. Refuses two prices at a time."""
    framework = Framework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
    line = line or PriceLine(framework=framework)
    for name, value in values.items():
        setattr(line, name, value)
    check_price(framework, line)
    line.save()
    after = {name: str(value) for name, value in values.items()}
    record("experts.price.saved", framework, by=by, after=after)
    return line


@transaction.atomic
def save_curriculum(
    supplier: Supplier, offering: Offering, *, values: dict[str, Any], by: User
) -> TrainerCurriculum:
    """What the supplier teaches in the offering, the whole of it anew."""
    row, _made = TrainerCurriculum.objects.update_or_create(
        supplier=supplier,
        offering=offering,
        defaults={**values, "updated_at": timezone.now(), "is_demo": supplier.is_demo},
    )
    after = {"title": row.title, "days": str(row.days), "offering": offering.pk}
    record("experts.curriculum.saved", row, by=by, after=after)
    return row
