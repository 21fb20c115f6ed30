"""What the tools of one turn work on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.catalogue import Catalogue
from assistant.facts import Ledger
from index.store import Store


@dataclass(frozen=True, slots=True)
class TurnContext:
    """What the tools of one turn work on."""

    store: Store
    catalogue: Catalogue
    ledger: Ledger
    restore: Callable[[str], str]
