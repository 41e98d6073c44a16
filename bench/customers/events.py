"""events: installs, rotations, updates and removals, to two instances with one database."""

import asyncio
import re
import shutil
import time

from customers import plan, service, signer
from customers.check import check
from customers.delivery import Sender
from customers.postgres import Postgres
from customers.talkdesk import Talkdesk
from harness.main import REPORT
from harness.processes import Failure, ForeignLoad
from harness.results import Finding
from harness.stub import Stub

DATABASE = "events"
# Seconds' worth of events, and by how many at a time.
WARM_UP, CLIENTS, FIRST_OF_WARM_UP = 20, 4, 1_000_000
LEAD = 5  # seconds for signing, within which nothing is late
OUTBOX_PATIENCE = 120
TROUBLE = re.compile(" WARN | ERROR |ERROR: ")


def measure(bench, results):
    stub, postgres = Stub(bench, "stub"), Postgres(bench)
    try:
        postgres.create(DATABASE)
        bound = 1200 + 3 * bench.options.event_seconds
        asyncio.run(asyncio.wait_for(run(bench, results, stub, postgres), bound))
    except TimeoutError:
        raise Failure(f"The events were not over after {bound} s.") from None
    finally:
        bench.processes.end_all()
        postgres.remove()


async def run(bench, results, stub, postgres):
    (signing_key, public_key), = signer.keys(bench, 1)
    talkdesk = Talkdesk(public_key)
    await talkdesk.open()
    settings = service.installed(bench, postgres, DATABASE, key_url=talkdesk.root)
    instances = [await asyncio.to_thread(service.start, bench, name, stub, settings) for name in ("first", "second")]
    sender = Sender([instance.port for instance in instances])
    try:
        bench.say("  warms up both instances")
        before, deliveries = await planned(bench, talkdesk, WARM_UP, signing_key, first=FIRST_OF_WARM_UP)
        await sender.warm_up(deliveries, CLIENTS)
        await emptied(postgres)
        lives, deliveries = await planned(bench, talkdesk, bench.options.event_seconds, signing_key)
        cpu = [process.cpu_seconds() for process in bench.processes.running]
        with ForeignLoad(bench.processes) as foreign:
            seconds = await sender.send(deliveries)
            waited = await emptied(postgres)
        cpu = {process.name: process.cpu_seconds() - used for process, used in zip(bench.processes.running, cpu)}
    finally:
        sender.close()
        talkdesk.close()
    wrong = check(lives + before, lambda statement: postgres.query(DATABASE, statement), talkdesk)
    tell(results, sender.outcome, deliveries, lives, seconds, waited, foreign.percent)
    results.notes.append("CPU for each of these events, with its acknowledgement: " + ", ".join(
        f"{name} {1e6 * used / len(deliveries):,.0f} µs" for name, used in cpu.items() if name != "stub"))
    for what, count in (("deliveries that were not answered with 200", not_answered(sender.outcome)),
                        ("differences to what was sent", sum(wrong.wrong.values()))):
        results.findings.append(Finding("Events", what, 0, None, [count], [foreign.percent]))
    results.notes += [*wrong.lines, *troubles(instances, postgres)]


async def planned(bench, talkdesk, seconds, signing_key, first=0):
    return await asyncio.to_thread(plan.plan, bench, talkdesk, time.time() + LEAD, seconds, signing_key, first)


async def emptied(postgres):
    """Seconds until nobody waits for an acknowledgement any more."""
    began = time.monotonic()
    while time.monotonic() < began + OUTBOX_PATIENCE:
        (waiting,), = await asyncio.to_thread(
            postgres.query, DATABASE, "select count(*) from acknowledgement where ended_at is null")
        if waiting == "0":
            return time.monotonic() - began
        await asyncio.sleep(0.5)
    return float("inf")


def not_answered(outcome):
    return sum(count for status, count in outcome.statuses.items() if status != 200)


def tell(results, outcome, deliveries, lives, seconds, waited, foreign):
    twice = sum(one.again is not None for one in deliveries)
    p50, p99, most = (1000 * outcome.percentile(share) for share in (0.5, 0.99, 1))
    statuses = " ".join(f"{status}:{count}" for status, count in sorted(outcome.statuses.items(), key=str))
    results.notes.append(
        f"Events: {len(deliveries):,} of {len(lives):,} customers in {seconds:.0f} s, {twice:,} of them twice, to two instances;"
        f" answered {statuses}; p50 {p50:.0f} ms, p99 {p99:.0f} ms, longest {most:.0f} ms; this program was at most"
        f" {outcome.lag:.2f} s behind; the last acknowledgement {waited:.1f} s after the last answer; foreign load {foreign:.0f} %")


def troubles(instances, postgres):
    """What the logs say that nobody expects when all is well; they stay beside the report."""
    lines = []
    REPORT.mkdir(parents=True, exist_ok=True)
    for process in (*(instance.process for instance in instances), postgres.process):
        shutil.copy(process.log, REPORT / f"appconnect-{process.name}.log")
        found = [line for line in process.log.read_text(errors="replace").splitlines() if TROUBLE.search(line)]
        if found:
            lines.append(f"The log of {process.name} has {len(found)} lines of trouble, the first: {found[0][:300]}")
    return lines
