"""The figure guard: each number of a text is traced to where it comes from, and must belong to what is said of it.

`tracing` asks where a number's value comes from; it is all that the built-in model's own wording needs.
`checking` reads a language model's free text: every number in any spelling, what unit, period, unit of
administration, indicator and direction the sentence gives it, and whether its source says the same.
"""
