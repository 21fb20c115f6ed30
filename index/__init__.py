"""The store: passages in Chroma, full text and observations in SQL, one writer."""
