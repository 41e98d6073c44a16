package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

class TalkdeskSettingsTests {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void namesWhenNothingPointsToTalkdeskThenNone() {
        environment
                .withProperty("DEFAULT_USERNAME", "somebody")
                .withProperty("talkdesk.log-level", "debug")
                .withProperty("token-vending.deadline", "20s")
                .withProperty("STD_NAME", "x")
                .withProperty("TD_CLIENT_ID", "")
                .withProperty("TD_KEY_ID", "  ")
                .withProperty("talkdesk.accounts.acme.client-id", "${TD_CLIENT_ID:}");
        assertThat(TalkdeskSettings.namesIn(environment)).isEmpty();
    }

    @Test
    void namesWhenVariablesAndPropertiesThenBothSortedAndWithoutValues() {
        environment
                .withProperty("talkdesk.accounts.acme.client-id", "s3cret")
                .withProperty("TD_PRIVATE_KEY", "s3cret")
                .withProperty("TD_ANYTHING", "s3cret");
        assertThat(TalkdeskSettings.namesIn(environment))
                .containsExactly("TD_ANYTHING", "TD_PRIVATE_KEY", "talkdesk.accounts.acme.client-id");
    }

    @Test
    void namesWhenVariableIsBlankInOneSourceThenFoundInTheOther() {
        environment.withProperty("TD_CLIENT_ID", "");
        environment.getPropertySources().addLast(new MapPropertySource("file", Map.of("TD_CLIENT_ID", "s3cret")));
        assertThat(TalkdeskSettings.namesIn(environment)).containsExactly("TD_CLIENT_ID");
    }

    @Test
    void namesWhenAccountIsSetByAnEnvironmentVariableThenFound() {
        environment
                .getPropertySources()
                .addLast(new SystemEnvironmentPropertySource(
                        "systemEnvironment", Map.of("TALKDESK_ACCOUNTS_ACME_CLIENTID", "s3cret")));
        assertThat(TalkdeskSettings.namesIn(environment)).containsExactly("talkdesk.accounts.acme.clientid");
    }

    @Test
    void namesWhenAccountNameNeedsBracketsThenFound() {
        environment.withProperty("talkdesk.accounts[Acme_EU].client-id", "s3cret");
        assertThat(TalkdeskSettings.namesIn(environment)).containsExactly("talkdesk.accounts[Acme_EU].client-id");
    }
}
