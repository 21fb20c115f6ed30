"""Reading reports: a file in, values out."""
