package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.SandboxApp;
import dev.tokenvending.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** The sandbox's page in a real browser. Skipped where none is installed. */
@SandboxApp
class PageTests {

    private static final int TAB = 9;
    private static final int ENTER = 13;

    @TempDir
    static @Nullable Path directory;

    private static @Nullable Browser started;

    private final String page;
    private final Faults faults;
    private final Browser browser = Objects.requireNonNull(started);

    PageTests(@Value("${local.server.port}") int port, @Autowired Faults faults) {
        this.page = "http://localhost:" + port + "/sandbox/";
        this.faults = faults;
    }

    @BeforeAll
    static void start() throws IOException {
        started = Browser.start(Objects.requireNonNull(directory).resolve("profile"));
    }

    @AfterAll
    static void close() throws IOException {
        if (started != null) {
            started.close();
        }
    }

    @AfterEach
    void nothingIsBroken() {
        faults.order(FaultSetting.NONE);
    }

    @Test
    void pageWhenOpenedThenNothingIsComplainedOf() {
        browser.open(page);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.text("#error-table"))
                .contains(Arrays.stream(ErrorCode.values())
                        .map(ErrorCode::wireName)
                        .toArray(String[]::new));
        assertThat(browser.text("#operations")).contains("GET /token/{app}", "POST /actuator/explain");
    }

    /** Otherwise the test above could not fail. */
    @Test
    void pageWhenScriptIsSneakedInThenItsPolicyRefuses() {
        browser.open(page);
        browser.run("document.body.append(Object.assign(document.createElement('script'), {text: 'window.x = 1'}))");
        browser.until("true");
        assertThat(browser.run("window.x === undefined").booleanValue()).isTrue();
        assertThat(browser.complaints()).singleElement().asString().contains("Content Security Policy");
    }

    @Test
    void askWhenCredentialsAreGoodThenWhatIsInTheTokenAndNotTheToken() {
        browser.open(page);
        ask();
        assertThat(browser.text("#answer .status")).startsWith("200 A token");
        assertThat(browser.text("#fingerprint")).matches("[0-9a-f]{64}");
        assertThat(browser.text("#answer"))
                .contains("\"alg\": \"", "\"exp\": ", "x-request-id", "no-store", "curl -i -u app-user:sandbox")
                .doesNotContainPattern("eyJ[\\w-]{10,}\\.eyJ");
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "method, POST, 201 A token, auth_token",
        "format, text, 200 A token, text/plain",
        "app, example-app-ios, 200 A token, /token/example-app-ios",
        "min_ttl, 60, 200 A token, ?min_ttl=60",
        "min_ttl, soon, 400 Bad Request, min_ttl must be",
        "app, Example, 404 Not Found, unknown_app",
    })
    void askWhenFieldIsFilledThenItIsAskedFor(String field, String value, String status, String told) {
        browser.open(page);
        browser.run("document.getElementById('" + field + "').value = " + Browser.quoted(value));
        ask();
        assertThat(browser.text("#answer .status")).startsWith(status);
        assertThat(browser.text("#answer")).contains(told);
    }

    @Test
    void askWhenPasswordIsWrongThenTheProblemAndWhatToDo() {
        browser.open(page);
        browser.run("document.getElementById('password').value = 'wrong'");
        ask();
        assertThat(browser.text("#answer .status")).startsWith("401 Unauthorized");
        assertThat(browser.text("#answer")).contains("unauthenticated", "Check user name and password");
    }

    @ParameterizedTest
    @CsvSource({"500, 503, upstream_unavailable, Retry-After", "401, 502, upstream_rejected, Tell the operator"})
    void askWhenFaultIsOrderedThenItsCode(String fault, String status, String code, String todo) {
        browser.open(page);
        browser.run("document.getElementById('fault').value = '" + fault + "';"
                + "document.getElementById('times').value = '1';"
                + "document.getElementById('order').requestSubmit()");
        browser.until("document.getElementById('in-force').innerText === 'In force: " + fault + " for 1 more'");
        ask();
        assertThat(browser.text("#answer .status")).startsWith(status);
        assertThat(browser.text("#answer")).contains(code, todo);
    }

    @Test
    void orderWhenItIsWrongThenTold() {
        browser.open(page);
        browser.run("document.getElementById('times').value = 'often';"
                + "document.getElementById('order').requestSubmit()");
        browser.until("document.getElementById('in-force').innerText.startsWith('Not ordered: times is not')");
    }

    @Test
    void faultsWhenListedThenThoseThereAre() {
        browser.open(page);
        assertThat(browser.run("[...document.getElementById('fault').options].map(it => it.value).join(', ')")
                        .stringValue())
                .isEqualTo(Fault.labels());
    }

    @Test
    void fieldsWhenLookedForThenEachHasALabelAndAllCanBeReachedByTab() {
        browser.open(page);
        assertThat(browser.run("[...document.querySelectorAll('input, select')]"
                                + ".filter(it => !it.labels.length || !it.labels[0].innerText.trim()).length")
                        .intValue())
                .isZero();
        int fields = browser.run("document.querySelectorAll('form input, form select, form button').length")
                .intValue();
        browser.run("document.getElementById('username').focus()");
        for (int i = 1; i < fields; i++) {
            browser.press("Tab", TAB);
        }
        assertThat(browser.run("document.activeElement.closest('form').id + document.activeElement.tagName")
                        .stringValue())
                .isEqualTo("orderBUTTON");
    }

    @Test
    void askWhenOnlyKeysArePressedThenTheAnswerHasTheFocus() {
        browser.open(page);
        browser.run("document.getElementById('app').focus()");
        browser.type("from-the-keyboard");
        browser.press("Enter", ENTER);
        answered();
        assertThat(browser.text("#answer")).contains("/token/from-the-keyboard");
        assertThat(browser.run("document.activeElement.id").stringValue()).isEqualTo("answer");
    }

    /** {@code -Dpictures=DIRECTORY} keeps what it looks like. */
    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
    void pageWhenWideOrNarrowThenNothingSticksOut(int width, String scheme) throws IOException {
        browser.screen(width, 844, scheme);
        browser.open(page);
        ask();
        browser.run("document.querySelector('#operations details').open = true");
        assertThat(browser.run("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                        .intValue())
                .isZero();
        @Nullable String pictures = System.getProperty("pictures");
        if (pictures != null) {
            Files.write(Path.of(pictures, "page-" + width + "-" + scheme + ".png"), browser.picture());
        }
    }

    private void ask() {
        browser.run("document.getElementById('ask').requestSubmit()");
        answered();
    }

    private void answered() {
        browser.until("document.querySelector('#answer h3') !== null && document.activeElement.id === 'answer'");
    }
}
