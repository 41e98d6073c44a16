"""The servers that the service is measured against."""

from harness import net, service
from harness.processes import Failure
from harness.stub import ACCESS_TOKEN
from harness.tools import PEERS, PROJECT, SPRING_JAR, find


def bare_spring(bench):
    """With the service's own JVM flags; its URL and process."""
    port = net.free_port()
    process = bench.processes.start(
        "bare-spring",
        [f"{bench.java_home}/bin/java", f"@{PROJECT}/src/container/jvm.options", "-jar", SPRING_JAR],
        net.environment(SERVER_PORT=port, SERVER_ADDRESS="127.0.0.1", TOKEN=ACCESS_TOKEN),
        bench.scratch,
    )
    url = f"http://127.0.0.1:{port}/token"
    net.await_answer(process, url)
    return url, process


def express_undici(bench, name, token_url, stub):
    port = net.free_port()
    process = bench.processes.start(
        name,
        [find("node"), PEERS / "node/server.js"],
        net.environment(
            NODE_ENV="production",
            NODE_EXTRA_CA_CERTS=stub.certificate,
            PORT=port,
            TOKEN_URL=token_url,
            PRIVATE_KEY_FILE=bench.signing_key,
            USERNAME=service.USER,
            PASSWORD=service.PASSWORD,
        ),
        PEERS / "node",
    )
    net.await_answer(process, f"http://127.0.0.1:{port}/health")
    url = f"http://127.0.0.1:{port}/token"
    if ACCESS_TOKEN not in net.get(url, {"Authorization": service.basic_header()}):
        raise Failure("The peer does not answer with the stub's token")
    return url, process
