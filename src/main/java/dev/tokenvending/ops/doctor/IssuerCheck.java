package dev.tokenvending.ops.doctor;

import dev.tokenvending.caller.IssuerProbe;
import dev.tokenvending.ops.doctor.Finding.NotTried;
import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the keys of one issuer, and at the way to them when they cannot be had. */
record IssuerCheck(IssuerProbe issuer, Clock clock, Way.Names names) {

    List<Section> sections() {
        Optional<URI> url = issuer.url();
        List<Line> lines = new ArrayList<>();
        switch (issuer.ask()) {
            case IssuerProbe.Answer.Keys keys -> lines.add(new Line("keys", on(keys)));
            case IssuerProbe.Answer.NoKeys(String reason) -> {
                Way way = url.map(it -> Way.to(it, clock, names)).orElse(new Way(List.of()));
                lines.addAll(way.lines());
                lines.add(new Line(
                        "keys",
                        way.isOpen()
                                ? new Wrong(
                                        reason + ".",
                                        "Check issuer or jwks-uri: nobody with this issuer's tokens can be served.")
                                : new NotTried(
                                        "There is no way to them, so nobody with this issuer's tokens is served.")));
            }
        }
        return List.of(new Section(
                "Issuer " + issuer.name()
                        + url.map(it -> ", " + it.getScheme() + "://" + it.getRawAuthority() + it.getRawPath())
                                .orElse(", a key of the settings"),
                lines));
    }

    private Finding on(IssuerProbe.Answer.Keys keys) {
        String algorithms = String.join(", ", keys.algorithms());
        String text = keys.count() + (keys.count() == 1 ? " key" : " keys") + ", for " + algorithms + ".";
        return keys.fitting() > 0
                ? new Right(text)
                : new Wrong(
                        text + " None fits what is set: " + String.join(", ", issuer.algorithms()) + ".",
                        "Set the issuer's algorithms to those it signs by.");
    }
}
