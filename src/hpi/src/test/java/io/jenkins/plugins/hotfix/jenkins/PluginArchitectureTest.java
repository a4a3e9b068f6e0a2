package io.jenkins.plugins.hotfix.jenkins;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.bePublic;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import hudson.Extension;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** What Jenkins expects of a plugin's code, and how ours hangs together. */
@AnalyzeClasses(packages = "io.jenkins.plugins.hotfix.jenkins", importOptions = DoNotIncludeTests.class)
class PluginArchitectureTest {
    @ArchTest
    static final ArchRule FORMS_ARE_CHECKED_AND_FILLED_BY_POST = methods()
            .that()
            .haveRawReturnType(FormValidation.class)
            .or()
            .haveRawReturnType(ListBoxModel.class)
            .and()
            .haveNameMatching("do(Check|Fill).*")
            .should()
            .beAnnotatedWith(POST.class);

    @ArchTest
    static final ArchRule FORMS_TELL_NOBODY_WHAT_THEY_MAY_NOT_KNOW =
            methods().that().haveNameMatching("do[A-Z].*").should(askForAPermission());

    @ArchTest
    static final ArchRule WHAT_JENKINS_FILLS_IN_IS_PUBLIC = ArchRuleDefinition.members()
            .that()
            .areAnnotatedWith(DataBoundConstructor.class)
            .or()
            .areAnnotatedWith(DataBoundSetter.class)
            .should(beInAPublicClass())
            .andShould(bePublic());

    @ArchTest
    static final ArchRule EXTENSIONS_ARE_PUBLIC =
            classes().that().areAnnotatedWith(Extension.class).should().bePublic();

    @ArchTest
    static final ArchRule NOTHING_BUNDLED_OR_INTERNAL_IS_CALLED = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.commons..", "com.fasterxml..", "javax..", "com.sun..", "sun..");

    @ArchTest
    static final ArchRule ONE_PACKAGE_ONE_THOUGHT_AND_NO_CIRCLE = slices().matching(
                    "io.jenkins.plugins.hotfix.jenkins.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_AGENT_KNOWS_NO_CONTROLLER = noClasses()
            .that()
            .resideInAPackage("..jenkins.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jenkins.model..", "..jenkins.incident..", "..jenkins.config..", "..jenkins.step..");

    private static ArchCondition<JavaMethod> askForAPermission() {
        return new ArchCondition<>("ask for a permission") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean asks = method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().matches("check|choices|mayConfigure|checkPermission"));
                events.add(new SimpleConditionEvent(method, asks, method.getFullName() + " asks for no permission"));
            }
        };
    }

    private static ArchCondition<JavaMember> beInAPublicClass() {
        return new ArchCondition<>("be in a public class") {
            @Override
            public void check(JavaMember member, ConditionEvents events) {
                JavaClass owner = member.getOwner();
                events.add(new SimpleConditionEvent(
                        member, owner.getModifiers().contains(PUBLIC), member.getFullName() + " is in " + owner));
            }
        };
    }
}
