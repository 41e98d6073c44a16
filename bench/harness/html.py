"""The report as one page that needs nothing else: a bar for each goal, and for each server."""

from html import escape

from harness import text

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #ddd; vertical-align: top; }
td.number { white-space: nowrap; }
.scale { position: relative; width: 16rem; height: 1.1rem; background: #f1f1f1; }
.scale i { position: absolute; top: 0; bottom: 0; left: 0; background: #3b7dd8; }
.scale b { position: absolute; top: -.15rem; bottom: -.15rem; width: 2px; background: #222; }
.scale b.goal { background: #1a8f3c; }
.missed i { background: #c8452f; }
.met i { background: #1a8f3c; }
small { color: #666; }
"""


def report(results):
    goals = "".join(goal_row(finding) for finding in sorted(results.findings, key=lambda one: one.goal))
    most = max((server.median("cpu") for server in results.servers), default=1) or 1
    servers = "".join(server_row(server, most) for server in results.servers)
    notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in results.notes)
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Benchmark of talkdesk-token-vending</title>
<style>{STYLE}</style>
<h1>Benchmark</h1>
<p>Each bar is the median. Black line: must. Green line: goal.</p>
<table><tr><th>Goal<th>Measured<th><th>Median<th>Spread<th>Verdict<th>Foreign load</tr>{goals}</table>
<h2>CPU per request</h2>
<table><tr><th>Server<th><th>µs<th>req/s<th>p50 / p99 ms</tr>{servers}</table>
{notes}
</html>
"""


def goal_row(finding):
    goal, what, must, target, median, spread, verdict, foreign = map(escape, text.goal_row(finding))
    most = 1.15 * max(finding.median, finding.must, finding.target or 0, 1e-9)
    kind = {"goal met": "met", "MISSED": "missed"}.get(finding.verdict, "")
    lines = mark("must", finding.must, most) + ("" if finding.target is None else mark("goal", finding.target, most))
    bars = f'<div class="scale {kind}"><i style="width:{share(finding.median, most)}%"></i>{lines}</div>'
    aims = f"<br><small>must {must}{', goal ' + target if target else ''}</small>"
    return (f'<tr><td>{goal}<td>{what}{aims}<td>{bars}<td class="number">{median}<td class="number">{spread}'
            f"<td>{verdict}<td>{foreign}</tr>")


def server_row(server, most):
    name, rate, cpu, p50, p99, _ = map(escape, text.server_row(server))
    bars = f'<div class="scale"><i style="width:{share(server.median("cpu"), most)}%"></i></div>'
    return f'<tr><td>{name}<td>{bars}<td class="number">{cpu}<td class="number">{rate}<td class="number">{p50} / {p99}</tr>'


def mark(kind, value, most):
    return f'<b class="{kind}" style="left:{share(value, most)}%"></b>'


def share(value, most):
    return round(max(0, 100 * value / most), 1)
