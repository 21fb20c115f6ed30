"""Text in the bytes of the encodings before Unicode."""

from __future__ import annotations

from corpus import legacy


def to_tcvn3(text: str) -> bytes:
    """As .VnTime shows it: capitals with a tone are small letters there."""
    places = {letter: place for place, letter in legacy._TCVN3.items()}
    return bytes(
        places.get(char, places.get(char.lower(), ord(char) if ord(char) < 0x80 else ord("?"))) for char in text
    )
