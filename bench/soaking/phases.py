"""What happens to the service, one thing after the other, while the traffic goes on."""

import time

from soaking import overload
from soaking.service import END_PATIENCE

# How much of the run each phase takes, in percent.
SHARES = {
    "warm-up": 0, "well": 9, "latency spikes": 9, "429": 8, "errors": 8, "outage": 30, "recovery": 6, "account's key": 5,
    "issuers' keys": 5, "overload": 14, "SIGTERM": 6,
}
RECOVERY_PATIENCE = 45


async def warm_up(run, seconds):
    await run.warm_up()


async def well(run, seconds):
    await run.flow(seconds)


async def latency_spikes(run, seconds):
    """One call in five takes up to 1.8 s: slow, but everybody is served."""
    run.acme.become("spikes")
    await run.flow(seconds)
    run.acme.become("well")


async def too_many(run, seconds):
    """Talkdesk asks for 3 s of peace, again and again; between them it is well."""
    run.judge.begin_trouble()
    before = run.acme.in_spite
    for _ in range(2):
        run.acme.become("429")
        await run.flow(seconds / 4)
        await recovered(run, seconds / 4)
    run.judge.end_trouble()
    if run.acme.in_spite > before:
        run.judge.lose(run.phase, f"{run.acme.in_spite - before} calls while Talkdesk had asked to be left alone")


async def errors(run, seconds):
    run.judge.begin_trouble()
    run.acme.become("errors")
    await run.flow(seconds * 2 / 3)
    await recovered(run, seconds / 3)
    run.judge.end_trouble()


async def outage(run, seconds):
    """Refuses connections for three quarters of the time, and accepts them without a word for the rest."""
    run.judge.begin_trouble()
    run.acme.close()
    await run.flow(seconds * 3 / 4)
    run.acme.become("hang")
    await run.acme.open()
    await run.flow(seconds / 4)
    run.acme.close()


async def recovery(run, seconds):
    run.acme.become("well")
    await run.acme.open()
    began, calls = time.monotonic(), run.acme.calls
    await recovered(run, seconds)
    run.judge.end_trouble()
    first = run.acme.first_served
    if first:
        run.phase.notes.append(f"first fresh token {first - began:.1f} s after Talkdesk came back; "
                               f"{run.acme.calls - calls} calls until all was well, at most {run.acme.most_in_flight} at once")


async def recovered(run, seconds):
    """Goes on until fresh tokens have come for two seconds; that they never come again is a loss."""
    run.acme.become("well")
    await run.flow(seconds)
    waited = 0
    while not (run.acme.first_served and time.monotonic() > run.acme.first_served + 2) and waited < RECOVERY_PATIENCE:
        await run.flow(1)
        waited += 1
    if not run.acme.first_served:
        run.judge.lose(run.phase, f"no fresh token {seconds + waited:.0f} s after Talkdesk was well again")


async def account_key(run, seconds):
    """The account's key is replaced by a reload under load; Talkdesk takes both for a while, then only the new one."""
    settings, acme = run.settings, run.acme
    await run.flow(seconds / 4)
    acme.kids = {"acme-1", "acme-2"}
    settings.key_ids["acme"] = "acme-2"
    run.judge.kid_since["acme"] = ("acme-2", await run.reload_beside(seconds / 4))
    await run.flow(seconds / 4)
    acme.kids = {"acme-2"}
    await run.flow(seconds / 4)


async def issuers_keys(run, seconds):
    """One issuer's fixed key is replaced by a reload; the other publishes a new key, and then signs by it."""
    people = run.people
    run.issuer_keys.keys.append(people.jwk(2))
    # Unknown keys are looked for once in 5 s.
    await run.flow(max(6, seconds / 4))
    people.key_in_use["customers"] = 2
    await run.flow(seconds / 4)
    run.settings.issuer_key = "backend-2"
    await run.reload_beside(seconds / 4, lambda: people.key_in_use.update(backend=2))
    await run.flow(seconds / 4)


async def overloads(run, seconds):
    await overload.slow_upstream(run, seconds * 0.6)
    await overload.no_cpu_left(run, seconds * 0.4)


async def sigterm(run, seconds):
    """In full flow, with slow calls under way."""
    for number in range(run.rounds):
        if number:
            await run.restart()
            await run.warm_up()
        run.acme.become("well")
        await run.flow(max(5, seconds / run.rounds))
        run.acme.become("slow:0.5")
        await run.flow(2)
        under_way = len(run.traffic.running)
        run.judge.signal_at = time.monotonic()
        run.service.terminate()
        while run.service.is_running() and time.monotonic() < run.judge.signal_at + END_PATIENCE:
            await run.flow(0.5)
        await run.flow(0.5)
        code = await run.service.ended()
        took = time.monotonic() - run.judge.signal_at
        await run.traffic.drain()
        run.phase.notes.append(f"{under_way} requests under way; the process ended with {code} after {took:.1f} s")
        if code not in (0, 143):
            run.judge.lose(run.phase, f"the process ended with {code}")


ALL = {
    "warm-up": warm_up, "well": well, "latency spikes": latency_spikes, "429": too_many, "errors": errors, "outage": outage,
    "recovery": recovery, "account's key": account_key, "issuers' keys": issuers_keys, "overload": overloads,
    "SIGTERM": sigterm,
}
