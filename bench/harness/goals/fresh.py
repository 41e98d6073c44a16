"""G2 and G5: a fresh token for each request, against Express and undici, over plain HTTP and over TLS."""

from urllib.parse import urlencode

from harness import keys, peers
from harness.measure import Subject, in_turns, sample
from harness.results import Finding, Server, foreign_loads
from harness.service import Service
from harness.stub import SCOPE, Stub


def measure(bench, results):
    for label, app in (("plain", "fresh"), ("TLS", "fresh-tls")):
        stub = Stub(bench, f"stub-{label}")
        token_url = f"{stub.tls if label == 'TLS' else stub.plain}/oauth/token"
        service = Service(bench, f"service-{label}", stub, [app])
        node_url, node = peers.express_undici(bench, f"express-{label}", token_url, stub)
        ours, express = f"ours, fresh token, {label} upstream", f"Express + undici, {label} upstream"
        rounds = in_turns(bench, [
            Subject(ours, service.process, service.url(app), bench.callers.basic, stub=stub),
            Subject(express, node, node_url, bench.callers.basic, stub=stub),
        ])
        results.keep(rounds)
        results.ratio("G2", f"fresh token, {label} upstream: CPU ÷ Express + undici", 1.0, 0.75, rounds, "cpu", ours,
                      express)
        shares = [one[ours].upstream.connections / one[ours].upstream.requests for one in rounds]
        results.findings.append(
            Finding("G5", f"new connections per fresh token, {label} upstream", 0.01, 0.001, shares,
                    foreign_loads(rounds)))
        _compare_with_ceiling(bench, results, stub, token_url, label, rounds)
        for process in (service.process, node, stub.process):
            bench.processes.end(process)


def _compare_with_ceiling(bench, results, stub, token_url, label, rounds):
    """What the stub can do when asked by wrk itself, in the way a server asks."""
    form = bench.scratch / "form"
    form.write_text(urlencode({
        "grant_type": "client_credentials",
        "scope": SCOPE,
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": keys.token(bench.signing_key, "ES256", bench.scratch, iss="bench", sub="bench",
                                       aud=token_url),
    }))
    alone = sample(bench, Subject("stub", stub.process, token_url, form=form), bench.options.seconds)
    results.servers.append(Server(f"the stub alone, {label}", [alone]))
    most = max(taken.rate for one in rounds for taken in one.values())
    enough = "enough" if alone.rate >= 5 * most else "NOT ENOUGH: what is measured may be the stub"
    results.notes.append(
        f"The {label} stub alone: {alone.rate:,.0f} req/s, {alone.rate / most:.1f} times the most it was asked"
        f" ({enough}; 5 is)")
