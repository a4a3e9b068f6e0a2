package io.jenkins.plugins.hotfix;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "io.jenkins.plugins.hotfix", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.hotfix";

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule subPackagesFormNoCircle =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theEngineKnowsNoJenkins =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..");

    @ArchTest
    static final ArchRule anIncidentIsKnownWithoutGit = noClasses()
            .that()
            .resideInAPackage(ROOT + ".incident..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".git..", ROOT + ".step..", ROOT + ".report..");

    @ArchTest
    static final ArchRule aConfigurationIsKnownWithoutAnIncident = noClasses()
            .that()
            .resideInAPackage(ROOT + ".config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".git..", ROOT + ".step..", ROOT + ".incident..", ROOT + ".report..");

    @ArchTest
    static final ArchRule gitKnowsNothingOfHotfixes = noClasses()
            .that()
            .resideInAPackage(ROOT + ".git..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".incident..", ROOT + ".step..", ROOT + ".config..", ROOT + ".report..");

    @ArchTest
    static final ArchRule onlyHostsKnowTheOperations = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".step..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".step..");

    @ArchTest
    static final ArchRule theContractKnowsNoOperation = noClasses()
            .that()
            .resideInAPackage(ROOT + ".step")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".step.*..");

    @ArchTest
    static final ArchRule onlyTheRegistryKnowsAllOperations = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".step.registry")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".step.registry");

    @ArchTest
    static final ArchRule requestsAreRecords =
            classes().that().haveSimpleName("Request").should().beRecords();

    @ArchTest
    static final ArchRule processesAreStartedWhereTheyAreWatched = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".git.command..", ROOT + ".command..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, Runtime.class);
}
