"""The one kind of error a person meets: what was expected, what was found and where, what to do."""


class BadInput(ValueError):
    """One or more problems in what was given, each a sentence that names file, line and remedy.

    A problem never repeats an answer that a person gave.
    """

    def __init__(self, *problems: str):
        self.problems = problems
        super().__init__("\n".join(problems))


def refuse(problems) -> None:
    """Raise BadInput with all `problems` (sentences) if there are any."""
    if problems:
        raise BadInput(*problems)
