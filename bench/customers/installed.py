"""installed: many customers in the database, against one."""

from statistics import median

from customers import live, service
from customers.configured import MUST, TARGET
from customers.postgres import Postgres
from harness.measure import Subject, in_turns, repeat
from harness.processes import ForeignLoad
from harness.results import Finding
from harness.stub import Stub

START_MUST, START_TARGET = 1.2, 1.1


def measure(bench, results):
    stub, postgres = Stub(bench, "stub"), Postgres(bench)
    try:
        count = bench.options.installations
        settings = {name: service.installed(bench, postgres, name, count)
                    for name in service.databases(bench, postgres, stub, count)}
        compare(bench, results, stub, settings, f"{count:,} customers")
        compare_starts(bench, results, stub, settings, f"{count:,} customers")
    finally:
        bench.processes.end_all()
        postgres.remove()


def compare(bench, results, stub, settings, several):
    count = bench.options.installations
    one, many = (service.start(bench, name, stub, settings[name], env=service.HEAP) for name in ("one", "many"))
    # The same users in both: only whose customers they are differs.
    asked = {one: service.users(bench, count, 1), many: service.users(bench, count, count)}
    modes = {"held": "token held per user", "fresh": "fresh token"}
    names = {(server, app): f"{'one customer' if server is one else several}, {mode}"
             for app, mode in modes.items() for server in (one, many)}
    rounds = in_turns(bench, [
        Subject(name, server.process, server.url(app), asked[server], stub=stub) for (server, app), name in names.items()])
    results.keep(rounds)
    for app, mode in modes.items():
        results.ratio("G8", f"{mode}: CPU with {several}, all asked ÷ with one", MUST, TARGET, rounds, "cpu",
                      names[many, app], names[one, app])
    results.notes.append("Upstream calls in the rounds with tokens held:"
                         f" {sum(one_round[names[many, 'held']].upstream.requests for one_round in rounds)}")
    more = live.heap(bench, many.process) - live.heap(bench, one.process)
    results.notes.append(f"Heap for each of {several} who was asked for, without held tokens:"
                         f" {more / (count - 1):,.0f} bytes")
    for server in (one, many):
        bench.processes.end(server.process)


def compare_starts(bench, results, stub, settings, several):
    number = 0

    def start(name):
        nonlocal number
        number += 1
        server = service.start(bench, f"start-{number}", stub, settings[name])
        bench.processes.end(server.process)
        return server.seconds_to_readiness

    def both():
        with ForeignLoad(bench.processes) as foreign:
            many, one = start("many"), start("one")
        return many, one, foreign.percent

    rounds = repeat(bench, both, lambda one_round: one_round[2])
    results.findings.append(
        Finding("Start", f"start to readiness: {several} in the database ÷ one", START_MUST, START_TARGET,
                [many / one for many, one, _ in rounds], [foreign for *_, foreign in rounds]))
    seconds = [median(one_round[index] for one_round in rounds) for index in (0, 1)]
    results.notes.append(f"Start to readiness: {seconds[0]:.2f} s with {several}, {seconds[1]:.2f} s with one")
