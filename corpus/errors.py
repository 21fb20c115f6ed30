"""What can go wrong, as a tree. Each message is one Vietnamese sentence that a person is shown.

TrolyError
├── ReadingError            a file cannot be read as a report
├── StoreError              the store cannot be opened, written or searched (index.errors)
│   ├── CorrectionError     a report cannot be set right
│   └── UnknownDocumentError no report of that name is in it
├── QuestionError           a question that cannot be taken as it is (assistant.errors)
├── SettingsError           an environment variable that cannot be used (assistant.errors)
└── UsageError              a command, file or request that is not as it should be (assistant.errors)
"""


class TrolyError(Exception):
    """The root: `str(error)` is a Vietnamese sentence that says what is wrong and what to do."""


class ReadingError(TrolyError):
    """A file cannot be read as a report."""
