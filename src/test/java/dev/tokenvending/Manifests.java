package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** What stands under {@code deploy/kubernetes}, in Kubernetes' own types. */
record Manifests(List<HasMetadata> content) {

    static final Path DIRECTORY = Path.of(System.getProperty("project.basedir", ".."), "deploy/kubernetes");
    static final String KUSTOMIZATION = "kustomization.yaml";

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.of(
                    ConfigMap.class,
                    Deployment.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    Secret.class,
                    Service.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    /** The types keep fields that they do not know, as any setters do; here those are mistakes. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
                    return false;
                }
            })
            .build();

    static Manifests read() {
        return new Manifests(files().stream()
                .filter(file -> !file.equals(KUSTOMIZATION))
                .flatMap(Manifests::documents)
                .map(Manifests::manifest)
                .toList());
    }

    static List<String> files() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> documents(String file) {
        try {
            Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            Iterable<Object> documents = yaml.loadAll(Files.readString(DIRECTORY.resolve(file)));
            return StreamSupport.stream(documents.spliterator(), false).map(STRICT::<JsonNode>valueToTree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HasMetadata manifest(JsonNode document) {
        HasMetadata manifest =
                STRICT.treeToValue(document, KINDS.get(document.path("kind").stringValue("")));
        assertThat(document.path("apiVersion").stringValue()).isEqualTo(manifest.getApiVersion());
        return manifest;
    }

    <T extends HasMetadata> Stream<T> all(Class<T> kind) {
        return content.stream().filter(kind::isInstance).map(kind::cast);
    }

    <T extends HasMetadata> T the(Class<T> kind) {
        List<T> found = all(kind).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
