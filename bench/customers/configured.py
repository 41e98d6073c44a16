"""configured: many accounts and apps in the settings, against one of each."""

from customers import live, service
from harness.measure import Subject, in_turns, warm_up
from harness.service import basic_header
from harness.stub import Stub

MUST, TARGET = 1.10, 1.05


def measure(bench, results):
    stub, count = Stub(bench, "stub"), bench.options.installations
    several = f"{count:,} configured accounts"
    one = service.start(bench, "one", stub, service.configured(bench, stub, 1), env=service.HEAP)
    many = service.start(bench, "many", stub, service.configured(bench, stub, count), env=service.HEAP)
    results.notes.append(f"Start to readiness: {many.seconds_to_readiness:.1f} s with {several} and apps,"
                         f" {one.seconds_to_readiness:.1f} s with one; once each")
    unasked = live.heap(bench, many.process) - live.heap(bench, one.process)

    alone, single, spread = "one configured account", f"{several}, one of them asked", f"{several}, all of them asked"
    reference = Subject(alone, one.process, one.base, asked(bench, "alone", count, 1))
    # Once more than the others, for these two are of the same process.
    warm_up(bench, reference)
    rounds = in_turns(bench, [
        reference,
        Subject(single, many.process, many.base, asked(bench, "single", count, 1)),
        Subject(spread, many.process, many.base, asked(bench, "spread", count, count), stub=stub),
    ])
    results.keep(rounds)
    for subject, which in ((single, "one"), (spread, "all")):
        results.ratio("G8", f"token held: CPU with {several}, {which} asked ÷ with one", MUST, TARGET, rounds, "cpu",
                      subject, alone)
    results.notes.append(f"Upstream calls in the rounds with all of them asked:"
                         f" {sum(one_round[spread].upstream.requests for one_round in rounds)}")
    held = live.heap(bench, many.process) - live.heap(bench, one.process)
    results.notes.append(f"Heap for each of {several} with its app: {unasked / (count - 1):,.0f} bytes after the start,"
                         f" {held / (count - 1):,.0f} bytes once a token of it was asked for and is held")


def asked(bench, name, lines, apps):
    """A file of requests: as many lines for one app as for many, so that the load generator has the same to do."""
    path = bench.scratch / f"asked-{name}"
    path.write_text("".join(f"/token/app-{number % apps} {basic_header()}\n" for number in range(lines)))
    return path
