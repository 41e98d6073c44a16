"""G4: 1,000 callers at once who want the same token, which nobody holds yet."""

import asyncio

from harness.measure import repeat
from harness.processes import Failure, ForeignLoad
from harness.results import Finding
from harness.service import COLD_APPS, Service, basic_header
from harness.stub import ACCESS_TOKEN, Stub

CALLERS = 1000
# The service's own limit of connections is below 1,000; the rest would come late, and find the token held.
ROOM = {"SERVER_TOMCAT_MAX_CONNECTIONS": 1200, "SERVER_TOMCAT_ACCEPT_COUNT": 1200, "JAVA_TOOL_OPTIONS": "-Xmx256m"}


def measure(bench, results):
    stub = Stub(bench, "stub")
    for kind, virtual in (("virtual", "true"), ("platform", "false")):
        service = Service(bench, f"service-{kind}", stub, COLD_APPS,
                          env={**ROOM, "SPRING_THREADS_VIRTUAL_ENABLED": virtual})
        cold = iter(COLD_APPS)

        def herd():
            before = stub.counts()
            with ForeignLoad(bench.processes) as foreign:
                asyncio.run(_call_at_once(service.port, f"/token/{next(cold)}"))
            return stub.counts().since(before).requests, foreign.percent

        herd()  # Warms up.
        rounds = repeat(bench, herd, lambda one: one[1])
        results.findings.append(
            Finding("G4", f"upstream calls for {CALLERS:,} cold callers, {kind} threads", 1, None,
                    [calls for calls, _ in rounds], [foreign for _, foreign in rounds]))
        bench.processes.end(service.process)


async def _call_at_once(port, path):
    async with asyncio.timeout(60):
        streams = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CALLERS)]
        request = (f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {basic_header()}\r\n"
                   "Connection: close\r\n\r\n").encode()
        for _, writer in streams:
            writer.write(request)
        answers = await asyncio.gather(*(reader.read() for reader, _ in streams))
        for _, writer in streams:
            writer.close()
    for answer in answers:
        if not answer.startswith(b"HTTP/1.1 200 ") or ACCESS_TOKEN.encode() not in answer:
            raise Failure(f"One of {CALLERS} callers got {answer[:300].decode(errors='replace')}")
