package dev.tokenvending.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.ops.doctor.Finding.NotTried;
import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import dev.tokenvending.talkdesk.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class WayTests {

    private static final Way.Names LOOPBACK = _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};

    private static Way to(String url, Way.Names names) {
        return Way.to(URI.create(url), Clock.systemUTC(), names);
    }

    @Test
    void toWhenPlainHttpOnThisMachineThenOpenAndNothingIsAsked() throws IOException {
        try (RawServer server = RawServer.saying("")) {
            Way way = to(server.tokenUrl().toString(), InetAddress::getAllByName);
            assertThat(way.isOpen()).isTrue();
            assertThat(Printed.finding(way.lines(), "name server"))
                    .isEqualTo(new Right("127.0.0.1 is an address already."));
            assertThat(Printed.finding(way.lines(), "TLS")).isInstanceOf(Right.class);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void toWhenThereIsNoSuchHostThenTheRestIsNotTried() {
        Way way = to("https://acme.talkdeskid.example/oauth/token", host -> {
            throw new UnknownHostException(host);
        });
        assertThat(way.isOpen()).isFalse();
        assertThat(Printed.finding(way.lines(), "name server")).isInstanceOfSatisfying(Wrong.class, wrong -> {
            assertThat(wrong.text()).contains("no host acme.talkdeskid.example");
            assertThat(wrong.toDo()).contains("account name and region");
        });
        assertThat(Printed.finding(way.lines(), "connection")).isEqualTo(new NotTried("The host has no address."));
        assertThat(Printed.finding(way.lines(), "TLS")).isEqualTo(new NotTried("There is no connection."));
    }

    @Test
    void toWhenPortIsClosedThenTlsIsNotTried() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Way way = to("https://acme.talkdeskid.example:" + port + "/oauth/token", LOOPBACK);
        assertThat(way.isOpen()).isFalse();
        assertThat(Printed.finding(way.lines(), "name server"))
                .isEqualTo(new Right("acme.talkdeskid.example is 127.0.0.1."));
        assertThat(Printed.finding(way.lines(), "connection")).isInstanceOfSatisfying(Wrong.class, wrong -> {
            assertThat(wrong.text()).isEqualTo("Port " + port + ": 127.0.0.1 refuses the connection.");
            assertThat(wrong.toDo()).contains("acme.talkdeskid.example:" + port, "firewall");
        });
        assertThat(Printed.finding(way.lines(), "TLS")).isInstanceOf(NotTried.class);
    }

    @Test
    void toWhenHostHasManyAddressesThenThreeAreNamed() throws IOException {
        try (RawServer server = RawServer.saying("")) {
            InetAddress here = InetAddress.ofLiteral("127.0.0.1");
            Way way = Way.to(server.tokenUrl(), Clock.systemUTC(), _ ->
                    new InetAddress[] {InetAddress.ofLiteral("127.0.0.3"), here, here, here, here});
            assertThat(Printed.finding(way.lines(), "name server"))
                    .isEqualTo(new Right("127.0.0.1 is 127.0.0.3, 127.0.0.1, 127.0.0.1, and 2 more."));
            assertThat(way.isOpen()).as("the second address answers").isTrue();
        }
    }
}
