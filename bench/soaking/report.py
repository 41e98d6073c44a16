"""The report: a table of phases, verdicts, examples of what was lost."""

MOST_EXAMPLES = 30


def text(run):
    rows = [["Phase", "Seconds", "Sent", "Answered", "Lost", "Slowest s", "Upstream calls", "At once", "RSS MB", "Lag s", "Foreign load"]]
    for phase in run.phases:
        statuses = " ".join(f"{status}:{count}" for status, count in sorted(phase.statuses.items(), key=lambda one: str(one[0])))
        rows.append([phase.name, f"{phase.seconds:.0f}", f"{phase.sent:,}", statuses, f"{phase.lost}", f"{phase.slowest:.2f}",
                     f"{phase.calls:,}", f"{phase.most_in_flight}", f"{phase.rss:.0f}", f"{phase.lag:.2f}", f"{phase.foreign:.0f} %"])
    notes = [f"{phase.name}: {note}" for phase in run.phases for note in phase.notes]
    verdicts = [f"{goal} {'holds' if holds else 'DOES NOT HOLD'}: {what}" for goal, holds, what in run.verdicts]
    often = sorted(run.judge.examples.values(), key=lambda one: -one[0])[:MOST_EXAMPLES]
    examples = ["Lost or unexpected, how often and the first of each kind:", *(f"{count} x {first}" for count, first in often)]
    lost = sum(phase.lost for phase in run.phases)
    return "\n".join([table(rows), "", *run.conditions, *notes, "", *verdicts, "", *(examples if often else []), f"lost: {lost}"]) + "\n"


def table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
