package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials in the jar of this very build. Run by {@code ./mvnw verify}, once there is one. */
class SbomJarTests {

    private static final Path JAR =
            Path.of(System.getProperty("project.basedir", ".."), "target/talkdesk-token-vending.jar");
    /** Put in by the repackaging itself, after the bill is written. */
    private static final String BY_REPACKAGING = "BOOT-INF/lib/spring-boot-jarmode-tools-";

    @Test
    void jarWhenBuiltThenEveryLibraryInItIsInTheBillByItsHash() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Set<String> billed = bill(jar)
                    .path("components")
                    .valueStream()
                    .flatMap(component -> component.path("hashes").valueStream())
                    .filter(hash -> hash.path("alg").stringValue("").equals("SHA-256"))
                    .map(hash -> hash.path("content").stringValue())
                    .collect(Collectors.toSet());
            Map<String, String> libraries = libraries(jar);
            assertThat(libraries).hasSizeGreaterThan(50);
            libraries.keySet().removeIf(name -> name.startsWith(BY_REPACKAGING));
            assertThat(billed).containsAll(libraries.values());
        }
    }

    /** What differs from build to build would make the jar differ too. */
    @Test
    void billWhenBuiltThenItNamesThisProjectAndNoTime() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            JsonNode metadata = bill(jar).path("metadata");
            assertThat(metadata.has("timestamp")).isFalse();
            JsonNode project = metadata.path("component");
            assertThat(project.path("name").stringValue()).isEqualTo("talkdesk-token-vending");
            assertThat(project.path("version").stringValue()).isEqualTo(System.getProperty("project.version"));
            assertThat(project.toString()).doesNotContain("spring");
        }
    }

    private static JsonNode bill(JarFile jar) throws IOException {
        String location = jar.getManifest().getMainAttributes().getValue("Sbom-Location");
        assertThat(location).isEqualTo("META-INF/sbom/application.cdx.json");
        try (InputStream bill = jar.getInputStream(jar.getJarEntry(location))) {
            return JsonMapper.shared().readTree(bill);
        }
    }

    /** Their SHA-256, by their names. */
    private static Map<String, String> libraries(JarFile jar) throws Exception {
        List<JarEntry> entries = jar.stream()
                .filter(entry -> entry.getName().startsWith("BOOT-INF/lib/") && !entry.isDirectory())
                .toList();
        Map<String, String> libraries = new TreeMap<>();
        for (JarEntry entry : entries) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            libraries.put(entry.getName(), HexFormat.of().formatHex(digest.digest(bytes(jar, entry))));
        }
        return libraries;
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }
}
