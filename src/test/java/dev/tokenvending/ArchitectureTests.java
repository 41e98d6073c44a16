package dev.tokenvending;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tokenvending.ops.GenerateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMapping;

/** The rules of the house that no other tool keeps. */
class ArchitectureTests {

    private static final Path SOURCES = Path.of(System.getProperty("project.basedir", ".."), "src/main/java");
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tokenvending");

    @Test
    void filesWhenCountedThenNoneIsLong() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(250));
        }
    }

    @Test
    void coreWhenItImportsThenJavaAndJSpecifyOnly() {
        classes()
                .that()
                .resideInAPackage("dev.tokenvending.core")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("dev.tokenvending.core", "java..", "org.jspecify.annotations"))
                .check(HOUSE);
    }

    @Test
    void sandboxWhenItImportsThenNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage("dev.tokenvending.sandbox")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.tokenvending..").and(not(resideInAPackage("dev.tokenvending.sandbox"))))
                .check(HOUSE);
    }

    @Test
    void sandboxWhenOthersImportThenNobodyDoes() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tokenvending.sandbox")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tokenvending.sandbox")
                .check(HOUSE);
    }

    /** Sideways knowledge starts with a servlet here and a JSON node there. */
    @Test
    void talkdeskWhenItImportsThenNothingOfTheFrontDoor() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.tokenvending.talkdesk", "dev.tokenvending.vending", "dev.tokenvending.accounts")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.security..")
                .check(HOUSE);
    }

    @Test
    void propertiesWhenDeclaredThenRecordsOfTheirRoom() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Properties")
                .should()
                .beRecords()
                .andShould()
                .bePackagePrivate()
                .check(HOUSE);
        classes()
                .that()
                .areAnnotatedWith(ConfigurationProperties.class)
                .should()
                .beRecords()
                .check(HOUSE);
    }

    @Test
    void beansWhenDeclaredThenPackagePrivate() {
        classes()
                .that()
                .areMetaAnnotatedWith(Component.class)
                .and()
                .doNotBelongToAnyOf(TokenVendingApplication.class)
                .should()
                .bePackagePrivate()
                .check(HOUSE);
        classes()
                .that()
                .areAnnotatedWith(RequestMapping.class)
                .should()
                .bePackagePrivate()
                .check(HOUSE);
    }

    @Test
    void codeWhenItLogsThenBySlf4jAlone() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(HOUSE);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                HOUSE.that(not(JavaClass.Predicates.belongToAnyOf(TokenVendingApplication.class, GenerateKey.class))));
    }

    @Test
    void fieldsWhenDeclaredThenNeitherInjectedNorStaticState() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(HOUSE);
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .check(HOUSE);
        noFields().that().areStatic().should().haveRawType(ThreadLocal.class).check(HOUSE);
    }

    @Test
    void namesWhenChosenThenSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Service)")
                .orShould()
                .resideInAnyPackage("..controller..", "..service..", "..dto..", "..util..", "..config..", "..common..")
                .check(HOUSE);
    }
}
