"""Errors of the store, under corpus.errors.TrolyError."""

from corpus.errors import TrolyError


class StoreError(TrolyError):
    """The store cannot be opened, written or searched."""


class UnknownDocumentError(StoreError):
    """No report of that name is in the store."""
