"""The search index: documents, the terms they hold, and how each token was read.

Everything here is derived and can be built again; the domain's rows are never referred to by a
foreign key, only by (kind, object_id). The primary keys of Posting and TermGram are composite
and list every column that a search reads, so that it never leaves the key's index. Their columns
are plain numbers: foreign keys would be checked for each of some 170 postings a document.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexState(models.Model):
    """One row with the totals that ranking needs; whoever writes to the index locks it first."""

    analyser = models.CharField(_("analyser"), max_length=20, blank=True)
    document_count = models.PositiveBigIntegerField(default=0)
    token_count = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("state of the search index")
        verbose_name_plural = _("state of the search index")

    def __str__(self) -> str:
        return f"{self.document_count} ({self.analyser})"


class Document(models.Model):
    """A findable object of the domain; `length` is its number of tokens, the title's twice."""

    kind = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    length = models.PositiveIntegerField()
    is_pending = models.BooleanField(
        default=False, help_text=_("Holds tokens that the worker has yet to analyse.")
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


class DocumentTokens(models.Model):
    """{token: count} of a document, so that it can be indexed again without asking the domain."""

    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="text_tokens"
    )
    tokens = models.JSONField()

    class Meta:
        verbose_name = _("tokens of a search document")
        verbose_name_plural = _("tokens of search documents")

    def __str__(self) -> str:
        return str(self.document_id)


class Term(models.Model):
    """A word of the index and how many documents hold it."""

    text = models.CharField(max_length=80, unique=True)
    df = models.PositiveIntegerField(default=0)
    gram_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """A term in a document; `impact` is 1000 times the term-frequency part of BM25."""

    pk = models.CompositePrimaryKey("term_id", "document_id", "impact")
    term_id = models.BigIntegerField()
    document_id = models.BigIntegerField(db_index=True)
    impact = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")

    def __str__(self) -> str:
        return f"{self.term_id} {self.document_id} {self.impact}"


class TermGram(models.Model):
    """A folded trigram of a term; leads from a misspelt word to the vocabulary."""

    pk = models.CompositePrimaryKey("gram", "term_id")
    gram = models.CharField(max_length=3)
    term_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("trigram of a term")
        verbose_name_plural = _("trigrams of terms")

    def __str__(self) -> str:
        return self.gram


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
