"""The documentation page of the class definitions, made from their records and judged anew each time."""

from collections.abc import Iterator

from tidewaiter.classes import Membership, draw, membership
from tidewaiter.classes.definitions import Definition, Example, Period, definitions
from tidewaiter.classes.rows import medicines

__all__ = ["class_page", "class_pictures"]

_HEAD = """Given a structure, a jurisdiction and a day, `tidewaiter.classes.membership` says whether a law's class wording takes the
structure, by which clause, and why. It judges a structure that is given and makes none. It is no legal advice: where the words do not
settle a case the answer says so.

The clauses are in our own words; the text of the law decides. What an answer rests on and who read it stands beside it. Not here:
the generic definition of the United Kingdom (Misuse of Drugs Act 1971, schedule 2, part I), as its text could not be read.
"""


def class_page() -> str:
    """Give the page in Markdown, without its heading."""
    parts = [
        _HEAD,
        *(_section(definition) for definition in definitions()),
        "## Medicines that a broad class takes, or that are listed by name\n",
    ]
    parts += [f"- {each.name}: {each.use} ({each.citation}; read: {each.verified})" for each in medicines()]
    return "\n".join(parts) + "\n"


def class_pictures() -> dict[str, str]:
    """Give each picture of the page as SVG, by its path under `docs/`."""
    return {_picture_path(definition, example): draw(_judged(definition, example)) for definition, example in _examples()}


def _examples() -> Iterator[tuple[Definition, Example]]:
    return ((definition, example) for definition in definitions() for example in definition.examples)


def _judged(definition: Definition, example: Example) -> Membership:
    return membership(example.smiles, definition.jurisdiction, example.day)


def _picture_path(definition: Definition, example: Example) -> str:
    word = "".join(letter if letter.isalnum() else "_" for letter in example.name)
    return f"pictures/classes/{definition.jurisdiction}_{word}.svg"


def _section(definition: Definition) -> str:
    lines = [f"## {definition.jurisdiction}: {definition.title}", "", f"Compared with {definition.compared_with}. {definition.asks}", ""]
    lines += [f"- **Text** {_period(period)}" for period in definition.periods]
    lines += [
        f"- **Listed by name** ({definition.named_rule}): {definition.named_words}",
        f"- **Also covered** {definition.also_covered}",
        "",
    ]
    lines += ["| clause | what it takes |", "|---|---|", *(f"| {clause.mark} | {clause.words} |" for clause in definition.clauses), ""]
    lines += ["How we read it:", "", *(f"- {reading}" for reading in definition.readings), ""]
    lines += [_example(definition, example) for example in definition.examples]
    return "\n".join(lines)


def _period(period: Period) -> str:
    until = f" to the day before {period.valid_to}" if period.valid_to else ""
    return f"from {period.valid_from}{until}: {period.instrument}, {period.citation} (read: {period.verified})"


def _example(definition: Definition, example: Example) -> str:
    answer = _judged(definition, example)
    title = f"**{example.name}**, {example.day}: {answer.outcome.replace('_', ' ')}, {answer.clause} ({example.source})"
    return f"{title}\n\n{answer.rule}\n\n![{example.name}]({_picture_path(definition, example)})\n"
