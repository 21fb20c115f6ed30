"""Errors of the assistant, under corpus.errors.TrolyError."""

from corpus.errors import TrolyError


class QuestionError(TrolyError):
    """A question that cannot be taken as it is (empty, far too long)."""
