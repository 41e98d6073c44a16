package dev.tokenvending;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tokenvending.core.InstallationPolicy;
import dev.tokenvending.core.TokenPolicy;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The jar that policies are compiled against: all that {@link TokenPolicy} speaks of, and nothing else of ours. */
class PolicyApiTests {

    private static final Path POM = Path.of(System.getProperty("project.basedir", ".."), "pom.xml");
    private static final String INCLUDES = "//execution[id='api']/configuration/includes/include/text()";
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tokenvending");

    @Test
    void includesWhenComparedThenExactlyWhatAPolicyNeeds() throws Exception {
        Set<String> included = included().collect(Collectors.toSet());
        assertThat(HOUSE.stream().filter(isIn(included)).map(PolicyApiTests::file))
                .contains("dev/tokenvending/core/package-info.class")
                .filteredOn(file -> !file.endsWith("package-info.class"))
                .containsExactlyInAnyOrderElementsOf(needed());
    }

    @Test
    void includesWhenEachIsLookedUpThenItStandsForSomething() throws Exception {
        assertThat(included())
                .isNotEmpty()
                .allSatisfy(include ->
                        assertThat(HOUSE.stream().filter(isIn(Set.of(include)))).isNotEmpty());
    }

    @Test
    void typesWhenTheyDependThenOnEachOtherJavaAndJSpecifyAlone() throws Exception {
        DescribedPredicate<JavaClass> api = isIn(included().collect(Collectors.toSet()));
        classes()
                .that(api)
                .should()
                .onlyDependOnClassesThat(
                        api.or(JavaClass.Predicates.resideInAnyPackage("java..", "org.jspecify.annotations")))
                .check(HOUSE);
    }

    private static Set<String> needed() {
        Set<JavaClass> needed = Set.of(HOUSE.get(TokenPolicy.class), HOUSE.get(InstallationPolicy.class));
        Set<JavaClass> before = Set.of();
        while (!needed.equals(before)) {
            before = needed;
            needed = before.stream()
                    .flatMap(type -> Stream.concat(nestedIn(type), spokenOfBy(type)))
                    .collect(Collectors.toSet());
        }
        return needed.stream().map(PolicyApiTests::file).collect(Collectors.toSet());
    }

    private static Stream<JavaClass> nestedIn(JavaClass type) {
        return HOUSE.stream()
                .filter(other -> other.equals(type) || other.getName().startsWith(type.getName() + "$"));
    }

    private static Stream<JavaClass> spokenOfBy(JavaClass type) {
        return type.getTransitiveDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(other -> other.getPackageName().startsWith("dev.tokenvending"));
    }

    private static DescribedPredicate<JavaClass> isIn(Set<String> includes) {
        Set<PathMatcher> matchers = includes.stream()
                .map(include -> FileSystems.getDefault().getPathMatcher("glob:" + include))
                .collect(Collectors.toSet());
        return DescribedPredicate.describe(
                "are in the API jar",
                type -> matchers.stream().anyMatch(matcher -> matcher.matches(Path.of(file(type)))));
    }

    private static String file(JavaClass type) {
        return type.getBaseComponentType().getName().replace('.', '/') + ".class";
    }

    private static Stream<String> included() throws Exception {
        Document pom =
                DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(POM.toFile());
        NodeList includes =
                (NodeList) XPathFactory.newDefaultInstance().newXPath().evaluate(INCLUDES, pom, XPathConstants.NODESET);
        return IntStream.range(0, includes.getLength())
                .mapToObj(index -> includes.item(index).getNodeValue());
    }
}
