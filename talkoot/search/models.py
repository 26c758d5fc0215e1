"""The search index: documents, the terms they hold, and how each token was read.

Everything here is derived and can be built again; the domain's rows are never referred to by a
foreign key, only by (kind, object_id). Each kind is an index of its own.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Index(models.Model):
    """One row for each kind of document: the totals that ranking needs.

    Whoever writes to a kind's documents, terms, postings or trigrams locks its row first.
    """

    kind = models.CharField(max_length=30, primary_key=True)
    analyser = models.CharField(max_length=20, blank=True)
    document_count = models.PositiveBigIntegerField(default=0)
    token_count = models.PositiveBigIntegerField(default=0)
    championed_count = models.PositiveBigIntegerField(
        default=0, help_text="How many documents there were when champions were last chosen."
    )

    class Meta:
        verbose_name = _("search index")
        verbose_name_plural = _("search indexes")

    def __str__(self) -> str:
        return self.kind


class Document(models.Model):
    """A findable object of the domain and its words, the title's counted twice.

    The words are kept so that a document can be indexed again without asking the domain.
    """

    kind = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    tokens = models.JSONField(help_text="{token: count}")
    length = models.PositiveIntegerField(help_text="Sum of the counts.")
    is_pending = models.BooleanField(
        default=False, help_text="Holds tokens that the worker has yet to analyse."
    )
    term_ids = models.BinaryField(
        default=b"", help_text="Of its postings, four bytes each: how they are found again."
    )

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_once")
        ]
        indexes = [
            models.Index(
                fields=["id"], name="search_document_pending", condition=models.Q(is_pending=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Term(models.Model):
    """A word of a kind's index and how many documents hold it.

    `is_spelt` words stand in the trigrams' lists; what is only a stem does not. `is_lemma` words
    may be suggested: some document has them as a base form and not only as a part.
    """

    kind = models.CharField(max_length=30)
    text = models.CharField(max_length=80)
    df = models.PositiveIntegerField(default=0)
    is_spelt = models.BooleanField(default=False)
    is_lemma = models.BooleanField(default=False)
    champion_floor = models.PositiveSmallIntegerField(
        null=True, help_text="Champions are the postings of this impact or a higher one."
    )

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        constraints = [models.UniqueConstraint(fields=["kind", "text"], name="search_term_once")]
        indexes = [
            models.Index(
                fields=["kind", "text"],
                name="search_term_suggested",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
                condition=models.Q(is_lemma=True),
            ),
            models.Index(
                fields=["kind"],
                name="search_term_championed",
                condition=models.Q(champion_floor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """A term in a document; `impact` is 1000 times the term-frequency part of BM25.

    A term belongs to one kind, so the object's id tells which document it is. The key lists every
    column, so that a search never leaves its index. The ids are plain numbers: foreign keys would
    be checked for each of some 170 postings a document.
    """

    pk = models.CompositePrimaryKey("term_id", "object_id", "impact")
    term_id = models.IntegerField()
    object_id = models.IntegerField()
    impact = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")

    def __str__(self) -> str:
        return f"{self.term_id} {self.object_id} {self.impact}"


class Gram(models.Model):
    """A folded trigram and the terms that have it, packed by spelling.py."""

    kind = models.CharField(max_length=30)
    text = models.CharField(max_length=3)
    packed = models.BinaryField()

    class Meta:
        verbose_name = _("trigram")
        verbose_name_plural = _("trigrams")
        constraints = [models.UniqueConstraint(fields=["kind", "text"], name="search_gram_once")]

    def __str__(self) -> str:
        return self.text


class TokenTerms(models.Model):
    """What the analyser made of a token: [[term, kind], …]; not final until the worker saw it."""

    token = models.CharField(max_length=60, unique=True)
    terms = models.JSONField()
    analyser = models.CharField(max_length=20)
    is_final = models.BooleanField()

    class Meta:
        verbose_name = _("analysed token")
        verbose_name_plural = _("analysed tokens")
        indexes = [
            models.Index(
                fields=["id"], name="search_token_pending", condition=models.Q(is_final=False)
            )
        ]

    def __str__(self) -> str:
        return self.token


class Champion(models.Model):
    """The postings of highest impact of a frequent term: where a search of many documents looks.

    Always every posting of the term whose impact reaches the term's `champion_floor`.
    """

    pk = models.CompositePrimaryKey("term_id", "object_id", "impact")
    term_id = models.IntegerField()
    object_id = models.IntegerField()
    impact = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("champion posting")
        verbose_name_plural = _("champion postings")

    def __str__(self) -> str:
        return f"{self.term_id} {self.object_id} {self.impact}"


class SynonymGroup(models.Model):
    """Words that mean the same in Finnish, Swedish and English; the office keeps them.

    Each field holds words or short phrases, one per line.
    """

    words_fi = models.TextField(_("in Finnish"), max_length=1000, blank=True)
    words_sv = models.TextField(_("in Swedish"), max_length=1000, blank=True)
    words_en = models.TextField(_("in English"), max_length=1000, blank=True)
    source = models.CharField(_("source"), max_length=160, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    is_pending = models.BooleanField(
        default=False, help_text="Holds tokens that the worker has yet to analyse."
    )

    class Meta:
        ordering = ["words_fi", "pk"]
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("groups of synonyms")

    def __str__(self) -> str:
        return self.words_fi.split("\n")[0] or self.words_sv or self.words_en


class Synonym(models.Model):
    """A term of a synonym group, as the analyser gives it: what a search looks up."""

    term = models.CharField(max_length=80, db_index=True)
    group = models.ForeignKey(SynonymGroup, models.CASCADE, related_name="synonyms")

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [
            models.UniqueConstraint(fields=["group", "term"], name="search_synonym_once")
        ]

    def __str__(self) -> str:
        return self.term
