"""G10: twice what the service can carry. Who is answered, who is refused, and how soon?"""

import asyncio
import re
import shutil
import time
from dataclasses import dataclass, field

from soaking.traffic import Traffic

# What each token call takes: with 64 at a time this is what an account carries, and little enough to offer twice as much.
UPSTREAM_SECONDS = 0.4
CLIENTS = (64, 96, 128)
SHARE = 0.8
REFUSED_WITHIN = 1.0
# From the middle of the load to its end.
GROWTH = 1.1


@dataclass
class Tally:
    """What came of one load. Exists while requests may be refused."""

    granted: int = 0
    refused: list = field(default_factory=list)
    slowest: float = 0.0

    def count(self, status, seconds):
        self.slowest = max(self.slowest, seconds)
        if status in (200, 201):
            self.granted += 1
        else:
            self.refused.append(seconds)


async def slow_upstream(run, seconds):
    """Talkdesk is slow, so its 64 places are the limit."""
    run.acme.become(f"slow:{UPSTREAM_SECONDS}")
    traffic = Traffic(run.service.wire, run.judge, run.mix.kiosk)
    best = 0.0
    for clients in CLIENTS:
        run.judge.overload = Tally()
        began = time.monotonic()
        await traffic.closed(seconds / 6, clients)
        best = max(best, run.judge.overload.granted / (time.monotonic() - began))
    tally = run.judge.overload = Tally()
    began = time.monotonic()
    sent = await traffic.run(seconds / 4, 2 * best)
    rss = run.service.rss_mb()
    offered = (sent + await traffic.run(seconds / 4, 2 * best)) / (time.monotonic() - began)
    granted = tally.granted / (time.monotonic() - began)
    await traffic.drain()
    await asyncio.sleep(0.1)
    run.judge.overload = None
    run.acme.become("well")
    grown = run.service.rss_mb() / rss
    slowest = max(tally.refused, default=0)
    lag = run.judge.lag_since(began)
    holds = (offered >= 1.8 * best and granted >= SHARE * best and slowest <= REFUSED_WITHIN + lag and grown <= GROWTH)
    run.verdict("G10", holds,
                f"Talkdesk slow ({UPSTREAM_SECONDS * 1000:.0f} ms): best {best:.0f}/s; offered {offered:.0f}/s: answered"
                f" {granted:.0f}/s ({granted / best:.0%}); {len(tally.refused)} refused, {sum(seconds > REFUSED_WITHIN for seconds in tally.refused)} of them"
                f" after more than {REFUSED_WITHIN:.0f} s, the slowest after {slowest:.2f} s,"
                f" the slowest of all {tally.slowest:.2f} s; RSS x {grown:.2f}")


async def no_cpu_left(run, seconds):
    """Every core is busy, and four times as many clients want their turn."""
    if not shutil.which("wrk"):
        run.phase.notes.append("G10 without CPU left was not measured: wrk (Debian) is not installed")
        return
    best = max([(await wrk(run, seconds / 4, clients))["granted"] for clients in (32, 64)])
    await wrk(run, seconds / 4, 256)
    rss = run.service.rss_mb()
    most = await wrk(run, seconds / 4, 256)
    grown = run.service.rss_mb() / rss
    bad = most["bad"]
    holds = most["granted"] >= SHARE * best and not bad and grown <= GROWTH
    run.verdict("G10", holds,
                f"no CPU left: best {best:.0f}/s with 32 or 64 clients; with 256 clients answered {most['granted']:.0f}/s"
                f" ({most['granted'] / best:.0%}), refused {most['refused']:.0f}/s, the slowest of all {most['slowest']:.2f} s,"
                f" {bad} unanswered or unexpected; RSS x {grown:.2f}")
    if bad:
        run.judge.lose(run.phase, f"wrk: {bad} unanswered or unexpected\n{most['text']}")


async def wrk(run, seconds, clients):
    _, credential = run.people.app("server")
    child = await asyncio.create_subprocess_exec(
        "wrk", "-t1", f"-c{clients}", f"-d{max(2, seconds):.0f}s", "--timeout", "10s", "--latency", "-H", credential,
        "-s", str(run.directory / "tell.lua"), f"http://127.0.0.1:{run.service.port}/token/kiosk",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, start_new_session=True)
    run.children.append(child)
    text = (await child.communicate())[0].decode()
    run.children.remove(child)
    told = re.search(r"told (\d+) (\d+) (\d+) (\d+) (\d+) ([\d.]+)", text)
    granted, refused, other, errors, micros, slowest = (float(number) for number in told.groups())
    run.phase.sent += int(granted + refused + other)
    run.phase.statuses[200] += int(granted)
    run.phase.statuses[503] += int(refused)
    run.phase.slowest = max(run.phase.slowest, slowest / 1e6)
    return {"granted": granted / micros * 1e6, "refused": refused / micros * 1e6, "bad": int(other + errors),
            "slowest": slowest / 1e6, "text": text}


LUA = """
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init() granted, refused, other = 0, 0, 0 end
function response(status, headers)
  if status == 200 then granted = granted + 1
  elseif (status == 503 or status == 429) and headers["Retry-After"] then refused = refused + 1
  else other = other + 1 end
end
function done(summary, latency)
  local g, r, o = 0, 0, 0
  for _, thread in ipairs(threads) do
    g, r, o = g + thread:get("granted"), r + thread:get("refused"), o + thread:get("other")
  end
  local e = summary.errors
  io.write(string.format("told %d %d %d %d %d %f\\n", g, r, o, e.connect + e.read + e.write + e.timeout,
    summary.duration, latency.max))
end
"""
