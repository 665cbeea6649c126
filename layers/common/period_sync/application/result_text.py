"""Writes the plain form of a mail about a result."""

from period_sync.application.result_content import BookedRow, Content

SANDBOX = "Sandbox: nothing here touches your production books."


def text_of(content: Content) -> str:
    """Return the text, with a line break at its end."""
    problems = [
        f"{problem.title} ({problem.code})\n{problem.who}: {problem.step}"
        f"\nAbout {problem.code}: {problem.article}"
        for problem in content.problems
    ]
    if content.more_problems:
        problems.append(f"and {content.more_problems} more on the page.")
    parts = (
        SANDBOX if content.is_sandbox else "",
        content.answer,
        content.next_step,
        "\n\n".join(problems),
        "\n".join((*map(_booked, content.booked), content.more_booked)).strip(),
        "\n".join(content.missing),
        f"{content.button}: {content.link}",
        "\n".join(f"{name}: {value}" for name, value in content.facts),
        content.footer,
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _booked(row: BookedRow) -> str:
    said = (row.number, row.subsidiary, f"{row.currency} {row.amount}", row.note, row.link)
    return " · ".join(part for part in said if part)
