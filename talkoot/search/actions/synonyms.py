"""Synonym groups and the terms by which a search finds them, kept together by one action.

The office edits groups; the product brings a list of its own (data/synonyms.json), whose groups
are known by their `source`. A later load adds what the list has got and leaves the rest alone, so
what the office has changed stays the office's, and a group of the list is turned off, not deleted.
"""

from itertools import product

from django.db import transaction

from talkoot.data import read_json, read_rows
from talkoot.search import analysis
from talkoot.search.actions import save_tokens
from talkoot.search.analysis import Analysed
from talkoot.search.models import Synonym, SynonymGroup
from talkoot.search.queries.words import cached_tokens
from talkoot.search.rules import check_group, group_words, words_of
from talkoot.search.spelling import fold

LANGUAGES = {"words_fi": "", "words_sv": "swedish", "words_en": "english"}
LISTED = "Talkoot: "
MOST_READINGS = 8
LONGEST_TERM = 80


@transaction.atomic
def save_group(group: SynonymGroup) -> None:
    """Save a new or changed group and its terms. Refuses fewer than two words."""
    check_group(group)
    for field in LANGUAGES:
        setattr(group, field, "\n".join(words_of(getattr(group, field))))
    group.save()
    _write_terms([group])


@transaction.atomic
def delete_group(group: SynonymGroup) -> None:
    """Take the group away; one of the product's list is only turned off, or it would come back."""
    if group.source.startswith(LISTED):
        group.is_active = False
        group.save(update_fields=["is_active"])
    else:
        group.delete()


@transaction.atomic
def load_synonyms() -> int:
    """Add the groups of the product's list that are missing; returns how many."""
    held = set(
        SynonymGroup.objects.filter(source__startswith=LISTED).values_list("source", flat=True)
    )
    listed = [*read_json("synonyms.json"), *municipality_names()]
    new = [
        SynonymGroup(
            source=LISTED + words["fi"][0],
            **{f"words_{language}": "\n".join(own) for language, own in words.items()},
        )
        for words in listed
        if LISTED + words["fi"][0] not in held
    ]
    _write_terms(SynonymGroup.objects.bulk_create(new))
    return len(new)


def municipality_names() -> list[dict[str, list[str]]]:
    """Words of each municipality that has another name in Swedish, or joined others with it."""
    rows = read_rows("municipalities.csv")
    merged: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row["merged_into"]:
            merged.setdefault(row["merged_into"], []).append(row)
    groups = []
    for row in rows:
        every = [row, *merged.get(row["code"], [])]
        finnish = [name["name_fi"] for name in every]
        swedish = [name["name_sv"] for name in every if name["name_sv"] not in finnish]
        if len(finnish) + len(swedish) > 1 and not row["merged_into"]:
            groups.append({"fi": finnish, "sv": swedish})
    return groups


@transaction.atomic
def read_pending_groups(limit: int) -> int:
    """Read groups that were saved where the best analyser was not at hand; returns how many."""
    groups = list(
        SynonymGroup.objects.select_for_update().filter(is_pending=True).order_by("pk")[:limit]
    )
    _write_terms(groups)
    return len(groups)


def _write_terms(groups: list[SynonymGroup]) -> None:
    """Write what the groups' terms lack, delete what they no longer have."""
    if not groups:
        return
    tokens = {
        token for group in groups for word in group_words(group) for token in analysis.tokens(word)
    }
    readings = cached_tokens(tokens)
    new = sorted(tokens - readings.keys())
    if analysis.is_best():
        found = {token: analysis.analyse(token) for token in new}
        save_tokens(found)
        readings |= found
    else:  # lists hold base forms; the worker reads them properly
        readings |= {token: Analysed([(token, "lemma")], "", False) for token in new}
    wanted = {
        (group.pk, term)
        for group in groups
        for field, language in LANGUAGES.items()
        for word in words_of(getattr(group, field))
        for term in _terms(word, language, readings)
    }
    rows = Synonym.objects.filter(group__in=groups)
    held = {(group_id, term): pk for pk, group_id, term in rows.values_list("pk", "group", "term")}
    Synonym.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    missing = sorted(wanted - held.keys())
    Synonym.objects.bulk_create([Synonym(group_id=key, term=term) for key, term in missing])
    pending = {
        group.pk
        for group in groups
        for word in group_words(group)
        for token in analysis.tokens(word)
        if not readings[token].is_final
    }
    own = SynonymGroup.objects.filter(pk__in=[group.pk for group in groups])
    own.filter(pk__in=pending, is_pending=False).update(is_pending=True)
    own.exclude(pk__in=pending).filter(is_pending=True).update(is_pending=False)
    for group in groups:
        group.is_pending = group.pk in pending


def _terms(word: str, language: str, readings: dict[str, Analysed]) -> list[str]:
    """The word's base forms, and its stem in a language without an analyser; of a phrase each
    way to read its words, side by side; all of them also as who has no ä and ö would write.
    """
    names: list[list[str]] = []
    for token in analysis.tokens(word):
        lemmas = [term for term, how in readings[token].terms if how == "lemma"]
        own = [token] if token in lemmas else lemmas
        if language:
            own = [token, *own, *analysis.stems(token, language)]
        names.append(list(dict.fromkeys(own)))
    found = [" ".join(chosen) for chosen in product(*names)][:MOST_READINGS] if names else []
    found += [fold(term) for term in found]
    return [term for term in dict.fromkeys(found) if len(term) <= LONGEST_TERM]
