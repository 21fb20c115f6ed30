"""Errors of the store, under corpus.errors.TrolyError."""

from corpus.errors import TrolyError


class StoreError(TrolyError):
    """The store cannot be opened, written or searched."""


class CorrectionError(StoreError):
    """A report cannot be set right: its file is gone, or the value is none."""


class UnknownDocumentError(StoreError):
    """No report of that name is in the store."""
