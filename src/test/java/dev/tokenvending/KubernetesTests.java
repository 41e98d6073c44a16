package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The manifests under {@code deploy/kubernetes} are of Kubernetes' types, and fit each other and the image. */
class KubernetesTests {

    private static final String SECRETS = "/run/secrets/token-vending";
    private static final Pattern SECRET_FILE = Pattern.compile("file:" + SECRETS + "/([\\w.-]+)");

    private final Manifests manifests = Manifests.read();
    private final Deployment deployment = manifests.the(Deployment.class);
    private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().getFirst();

    /** Or the rest of these tests would say little. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'apiVersion':'v1','kind':'Service','spec':{'port':[]}}",
                "{'apiVersion':'v1','kind':'Service','spec':{'ports':[{'port':'many'}]}}",
                "{'apiVersion':'apps/v1','kind':'Deployment',"
                        + "'spec':{'template':{'spec':{'containers':[{'livenessProb':{}}]}}}}",
            })
    void manifestWhenAFieldIsWrongThenItIsNotTaken(String wrong) {
        JsonNode document = JsonMapper.shared().readTree(wrong.replace('\'', '"'));
        assertThatThrownBy(() -> Manifests.manifest(document)).isInstanceOf(JacksonException.class);
    }

    @Test
    void kustomizationWhenAppliedThenItTakesAllButTheExampleOfASecret() {
        JsonNode kustomization =
                Manifests.documents(Manifests.KUSTOMIZATION).findFirst().orElseThrow();
        assertThat(kustomization.path("resources").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrderElementsOf(Manifests.files().stream()
                        .filter(file -> !file.equals(Manifests.KUSTOMIZATION) && !file.equals("secret.example.yaml"))
                        .toList());
        assertThat(kustomization.at("/images/0/name").stringValue()).isEqualTo(container.getImage());
    }

    /** OperationsTests says that these depend on nobody else. */
    @Test
    void podWhenProbedThenAtTheAddressesThatAreOpen() {
        assertThat(path(container.getLivenessProbe())).isEqualTo("/actuator/health/liveness");
        assertThat(path(container.getReadinessProbe())).isEqualTo("/actuator/health/readiness");
        assertThat(path(container.getStartupProbe())).isEqualTo("/actuator/health/readiness");
        assertThat(manifests
                        .the(Service.class)
                        .getSpec()
                        .getPorts()
                        .getFirst()
                        .getTargetPort()
                        .getStrVal())
                .isEqualTo("http");
        assertThat(container.getPorts().getFirst().getName()).isEqualTo("http");
    }

    @Test
    void podWhenItRunsThenAsTheImageDoes() throws IOException {
        long user = pod.getSecurityContext().getRunAsUser();
        int port = container.getPorts().getFirst().getContainerPort();
        assertThat(Files.readAllLines(Manifests.DIRECTORY.resolve("../../Dockerfile")))
                .contains("USER " + user + ":" + pod.getSecurityContext().getRunAsGroup(), "EXPOSE " + port);
    }

    @Test
    void podWhenItRunsThenItMayDoNothingItNeedNot() {
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isNullOrEmpty();
    }

    /** The steps of docs/shutdown.md take 45 s at most. */
    @Test
    void podWhenStoppedThenNothingIsCutOff() {
        long sleep = container.getLifecycle().getPreStop().getSleep().getSeconds();
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(sleep + 45);
    }

    @Test
    void partsWhenTheyMeanThePodsThenByTheirLabels() {
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        assertThat(labels).isNotEmpty();
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(manifests.the(Service.class).getSpec().getSelector()).isEqualTo(labels);
        assertThat(manifests.the(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels())
                .isEqualTo(labels);
        assertThat(manifests
                        .the(PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
        assertThat(pod.getTopologySpreadConstraints())
                .extracting(spread -> spread.getLabelSelector().getMatchLabels())
                .containsOnly(labels);
    }

    @Test
    void podWhenItNamesSettingsAndSecretsThenTheyAreThere() {
        assertThat(manifests.all(ConfigMap.class).map(map -> map.getMetadata().getName()))
                .containsExactlyInAnyOrder(
                        container.getEnvFrom().getFirst().getConfigMapRef().getName(),
                        volume("settings").getConfigMap().getName());
        assertThat(volume("secrets").getSecret().getSecretName())
                .isEqualTo(manifests.the(Secret.class).getMetadata().getName());
        assertThat(pod.getVolumes())
                .extracting(Volume::getName)
                .containsExactlyInAnyOrderElementsOf(container.getVolumeMounts().stream()
                        .map(VolumeMount::getName)
                        .toList());
    }

    @Test
    void settingsWhenTheyNameFilesThenThoseAreSecretsAndMounted() {
        String settings = manifests
                .all(ConfigMap.class)
                .flatMap(map -> map.getData().values().stream())
                .collect(Collectors.joining("\n"));
        assertThat(SECRET_FILE.matcher(settings).results().map(match -> match.group(1)))
                .isNotEmpty()
                .isSubsetOf(manifests.the(Secret.class).getStringData().keySet());
        assertThat(mountPath("secrets")).isEqualTo(SECRETS);
        assertThat(container.getEnv().stream()
                        .filter(variable -> variable.getName().equals("TOKEN_VENDING_CONFIG_FILE"))
                        .map(EnvVar::getValue))
                .containsExactly(mountPath("settings") + "/config.yaml");
    }

    private Volume volume(String name) {
        return pod.getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String mountPath(String name) {
        return container.getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(name))
                .map(VolumeMount::getMountPath)
                .findFirst()
                .orElseThrow();
    }

    private static String path(Probe probe) {
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
        return probe.getHttpGet().getPath();
    }
}
