"""Errors of the assistant, under corpus.errors.TrolyError."""

from corpus.errors import TrolyError


class QuestionError(TrolyError):
    """A question that cannot be taken as it is (empty, far too long)."""


class SettingsError(TrolyError):
    """An environment variable that cannot be used."""


class UsageError(TrolyError):
    """A command, file or request that is not as it should be."""


class ModelError(TrolyError):
    """Why a language model gave no answer that may be shown: a Vietnamese phrase, to stand within a sentence."""
