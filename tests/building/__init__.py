"""Tables that are known cell by cell, written as files of each format, and what was read back, scored."""
