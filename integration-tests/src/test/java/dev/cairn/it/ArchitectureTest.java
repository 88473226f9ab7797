package dev.cairn.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.cairn.spi.Names;

/** The arrows of the house point one way. */
@AnalyzeClasses(packages = "dev.cairn", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] OTHERS = {
        "dev.cairn.backend..",
        "dev.cairn.workspace..",
        "dev.cairn.template..",
        "dev.cairn.pipeline..",
        "dev.cairn.chain..",
        "dev.cairn.operator..",
        "dev.cairn.formats..",
        "dev.cairn.replay..",
        "dev.cairn.report..",
        "dev.cairn.testkit..",
        "dev.cairn.examples.."
    };

    private static final DescribedPredicate<JavaClass> CORE = resideInAPackage("dev.cairn..")
            .and(DescribedPredicate.not(resideInAnyPackage(OTHERS)))
            .as("core");

    @ArchTest
    static final ArchRule coreRestsOnNoOtherModule =
            noClasses().that(CORE).should().dependOnClassesThat().resideInAnyPackage(OTHERS);

    @ArchTest
    static final ArchRule memoryDoesNotSeeOtherBackends = noClasses()
            .that()
            .resideInAPackage("dev.cairn.backend.memory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.cairn.backend.filesystem..", "dev.cairn.backend.database..", "dev.cairn.testkit..");

    @ArchTest
    static final ArchRule filesDoNotSeeOtherBackends = noClasses()
            .that()
            .resideInAPackage("dev.cairn.backend.filesystem..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cairn.backend.memory..", "dev.cairn.backend.database..", "dev.cairn.testkit..");

    @ArchTest
    static final ArchRule databasesDoNotSeeOtherBackends = noClasses()
            .that()
            .resideInAPackage("dev.cairn.backend.database..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cairn.backend.memory..", "dev.cairn.backend.filesystem..", "dev.cairn.testkit..");

    @ArchTest
    static final ArchRule theTestkitRestsOnCoreAlone = noClasses()
            .that()
            .resideInAPackage("dev.cairn.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cairn.backend..");

    @ArchTest
    static final ArchRule theWorkspaceRestsOnCoreAlone = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.cairn.workspace..",
                    "dev.cairn.template..",
                    "dev.cairn.pipeline..",
                    "dev.cairn.chain..",
                    "dev.cairn.operator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.cairn.backend..", "dev.cairn.formats..", "dev.cairn.replay..", "dev.cairn.testkit..");

    @ArchTest
    static final ArchRule formatsRestOnNoBackend = noClasses()
            .that()
            .resideInAPackage("dev.cairn.formats..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cairn.backend..", "dev.cairn.testkit..");

    @ArchTest
    static final ArchRule replayRestsOnTheWorkspaceAndCoreAlone = noClasses()
            .that()
            .resideInAPackage("dev.cairn.replay..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cairn.backend..", "dev.cairn.formats..", "dev.cairn.testkit..");

    @ArchTest
    static final ArchRule reportsRestOnTheWorkspaceAndCoreAlone = noClasses()
            .that()
            .resideInAPackage("dev.cairn.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.cairn.backend..", "dev.cairn.formats..", "dev.cairn.replay..", "dev.cairn.testkit..");

    @ArchTest
    static final ArchRule chartsAreDrawnByReportsAlone = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cairn.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jfree..", "org.apache.batik..", "dev.cairn.report..");

    @ArchTest
    static final ArchRule theRuntimeOfModelsIsNeededByTheirReplayAlone = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cairn.replay.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule nothingBelowSeesTheWorkspace = noClasses()
            .that()
            .resideInAnyPackage("dev.cairn.backend..", "dev.cairn.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.cairn.workspace..",
                    "dev.cairn.template..",
                    "dev.cairn.pipeline..",
                    "dev.cairn.chain..",
                    "dev.cairn.operator..",
                    "dev.cairn.formats..",
                    "dev.cairn.replay..");

    @ArchTest
    static final ArchRule operatorsKnowOfNoChains = noClasses()
            .that()
            .resideInAPackage("dev.cairn.operator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cairn.chain..", "dev.cairn.pipeline..", "dev.cairn.workspace..");

    @ArchTest
    static final ArchRule pipelinesDoNotSeeTheWorkspace = noClasses()
            .that()
            .resideInAnyPackage("dev.cairn.pipeline..", "dev.cairn.chain..", "dev.cairn.template..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cairn.workspace..");

    @ArchTest
    static final ArchRule internalsStayInsideCore = noClasses()
            .that(DescribedPredicate.not(CORE))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cairn.internal..");

    @ArchTest
    static final ArchRule micrometerIsNeededByTheMetersAlone = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cairn.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "dev.cairn.metrics..");

    @ArchTest
    static final ArchRule theModelRestsOnTheJdkAndTheRuleForNamesAlone = classes()
            .that()
            .resideInAPackage("dev.cairn.model..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.cairn.model..", "java..", "org.jspecify..")
                    .or(type(Names.class)));

    @ArchTest
    static final ArchRule backendsShowTheirFactoryAlone = classes()
            .that()
            .resideInAPackage("dev.cairn.backend..")
            .and()
            .haveSimpleNameNotEndingWith("BackendFactory")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule nothingIsSerializedTheJavaWay =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");
}
