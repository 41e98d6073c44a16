"""The report as text: a table of goals, a table of servers, notes. Both tables are Markdown too."""

FOREIGN_WORTH_A_MARK = 15


def report(results):
    goals = [["Goal", "Measured", "Must", "Goal", "Median", "Spread", "Verdict", "Foreign load"]]
    goals += [goal_row(finding) for finding in sorted(results.findings, key=lambda one: one.goal)]
    servers = [["Server", "req/s", "CPU µs/request", "p50 ms", "p99 ms", "Foreign load"]]
    servers += [server_row(server) for server in results.servers]
    parts = [table(goals)] + ([table(servers)] if results.servers else [])
    return "\n\n".join([*parts, "\n".join(results.notes)]) + "\n"


def goal_row(finding):
    low, high = min(finding.values), max(finding.values)
    return [
        finding.goal,
        finding.what,
        bar(finding, finding.must),
        "" if finding.target is None else bar(finding, finding.target),
        with_unit(finding.median, finding.unit),
        f"{number(low)} – {number(high)}",
        finding.verdict,
        load(max(finding.foreign)),
    ]


def server_row(server):
    low, high = server.spread("cpu")
    return [
        server.name,
        f"{server.median('rate'):,.0f}",
        f"{number(server.median('cpu'))} ({number(low)} – {number(high)})",
        number(server.median("p50")),
        number(server.median("p99")),
        load(server.spread("foreign")[1]),
    ]


def bar(finding, value):
    return f"{'≥' if finding.more_is_better else '≤'} {with_unit(value, finding.unit)}"


def with_unit(value, unit):
    return f"{number(value)} {unit}".rstrip()


def number(value):
    if isinstance(value, int) or value == int(value):
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.4f}" if abs(value) < 0.01 else f"{value:.2f}"


def load(percent):
    return f"{percent:.0f} %" + (" (!)" if percent > FOREIGN_WORTH_A_MARK else "")


def table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
