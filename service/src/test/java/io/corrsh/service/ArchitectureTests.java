package io.corrsh.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** The rules of the house. */
@AnalyzeClasses(packages = "io.corrsh", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String MODEL = "io.corrsh.model..";
    private static final String INDEX = "io.corrsh.index..";
    private static final String SERVICE = "io.corrsh.service..";

    @ArchTest
    static final ArchRule modelKnowsNoIndexAndNoWeb = noClasses()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INDEX, SERVICE, "org.springframework..", "jakarta..");

    @ArchTest
    static final ArchRule indexKnowsNoModelAndNoWeb = noClasses()
            .that()
            .resideInAPackage(INDEX)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MODEL, SERVICE, "org.springframework..", "jakarta..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.corrsh.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule featuresDoNotKnowEachOther = slices().matching(
                    "io.corrsh.service.(bits|encode|documents|search|dedup|export)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule whatFeaturesShareKnowsNoFeature = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.corrsh.service.breakers..",
                    "io.corrsh.service.codes..",
                    "io.corrsh.service.collections..",
                    "io.corrsh.service.filter..",
                    "io.corrsh.service.metrics..",
                    "io.corrsh.service.models..",
                    "io.corrsh.service.ndjson..",
                    "io.corrsh.service.problems..",
                    "io.corrsh.service.settings..",
                    "io.corrsh.service.storage..",
                    "io.corrsh.service.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.corrsh.service.bits..",
                    "io.corrsh.service.encode..",
                    "io.corrsh.service.documents..",
                    "io.corrsh.service.search..",
                    "io.corrsh.service.dedup..",
                    "io.corrsh.service.export..",
                    "io.corrsh.service.cli..");

    @ArchTest
    static final ArchRule lucenesIndexIsKnownWhereItIsOpened = noClasses()
            .that()
            .resideInAPackage(SERVICE)
            .and()
            .resideOutsideOfPackages(
                    "io.corrsh.service.storage..",
                    "io.corrsh.service.collections.snapshots..",
                    "io.corrsh.service.metrics..",
                    "io.corrsh.service.cli.copies..",
                    "io.corrsh.service.cli.index..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.corrsh.index.lucene..", "org.apache.lucene..");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields =
            noFields().should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class);

    @ArchTest
    static final ArchRule onlyTheCommandLineWritesToStandardOutput = noClasses()
            .that()
            .resideOutsideOfPackage("io.corrsh.service.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("printStackTrace"))
                    .and(JavaCall.Predicates.target(
                            HasOwner.Predicates.With.owner(Predicates.assignableTo(Throwable.class)))));
}
