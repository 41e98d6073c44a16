package dev.tokenvending.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A name server that does not answer when asked for {@link #HOST}; all other names are looked up as ever. */
public final class HangingNames extends InetAddressResolverProvider {

    static final String HOST = "hanging.name.invalid";

    /** Nobody counts it down: the lookup outlives the test that asked for it, but not by much. */
    private static final CountDownLatch ANSWER = new CountDownLatch(1);

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver builtin = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return host.equals(HOST) ? hang() : builtin.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return builtin.lookupByAddress(address);
            }
        };
    }

    private static Stream<InetAddress> hang() throws UnknownHostException {
        try {
            ANSWER.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UnknownHostException(HOST);
    }

    @Override
    public String name() {
        return "hanging names";
    }
}
