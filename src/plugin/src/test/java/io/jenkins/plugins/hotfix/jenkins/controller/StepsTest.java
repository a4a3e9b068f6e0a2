package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Result;
import io.jenkins.plugins.hotfix.incident.Fact.Overridden;
import io.jenkins.plugins.hotfix.incident.Fact.Waived;
import io.jenkins.plugins.hotfix.step.registry.Invocation;
import io.jenkins.plugins.hotfix.step.registry.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every step, in the sandbox, on a real repository. */
@WithJenkins
class StepsTest {
    private static final String WITHOUT_WORKSPACE =
            " works with git and has no workspace here. Nothing was done; call it inside node { ... }";

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void open() throws Exception {
        shop = Shop.in(directory);
    }

    @Test
    void aScriptedPipelineBringsTheFixToProductionAndToDevelop() throws Exception {
        shop.fix("fix/checkout");

        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job("""
                node {
                    def incident = hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s',
                        settings: [hotfixTag: [approval: 'none'], rollbackProd: [steps: ['tell the users']]])
                    echo "${incident.severity} ${incident.production.version}"
                    hotfixTriage(mitigation: 'flag off')
                    hotfixBranch()
                    incident = hotfixFix(fix: 'fix/checkout')
                    echo "files: ${incident.fix.files.size()}"
                    incident = criticalTests { sh env.HOTFIX_COMMAND }
                    echo "tested: ${incident.tested}"
                    incident = hotfixTag(tag: 'v1.4.3')
                    incident = deployProd { sh env.HOTFIX_COMMAND }
                    echo "deployed: ${incident.deployment.status}"
                    verifyProd { sh env.HOTFIX_COMMAND }
                    incident = backportDevelop()
                    echo "backports: ${incident.backports.collect { it.status }}"
                    echo "status: ${writeIncidentReport(last: true).status}"
                }
                """.formatted(shop.url())));

        jenkins.assertLogContains("P0 v1.4.2", run);
        jenkins.assertLogContains("files: 2", run);
        jenkins.assertLogContains("tested: true", run);
        jenkins.assertLogContains("deployed: succeeded", run);
        assertThat(shop.file("v1.4.3", "checkout.txt")).isEqualTo("200");
        assertThat(shop.file("main", "checkout.txt")).isEqualTo("200");
        assertThat(shop.file("develop", "checkout.txt")).isEqualTo("200");
        assertThat(shop.file("develop", "wishlist.txt")).isEqualTo("soon");
        assertThat(shop.refs()).noneMatch(ref -> ref.startsWith("hotfix/"));
        assertThat(Files.readString(shop.production())).isEqualTo("v1.4.3\n");
    }

    @Test
    void aDeclarativePipelineDoesTheSame() throws Exception {
        shop.fix("fix/checkout");

        jenkins.buildAndAssertSuccess(Builds.job("""
                pipeline {
                    agent any
                    stages {
                        stage('Hotfix') {
                            steps {
                                hotfixTriage description: 'Checkout is down', severity: 'P0', repository: '%s',
                                    settings: [hotfixTag: [approval: 'none']]
                                hotfixTriage mitigation: 'flag off'
                                hotfixBranch()
                                hotfixFix fix: 'fix/checkout'
                                criticalTests { sh env.HOTFIX_COMMAND }
                                hotfixTag tag: 'v1.4.3'
                                deployProd { sh env.HOTFIX_COMMAND }
                                verifyProd { sh env.HOTFIX_COMMAND }
                                backportDevelop()
                            }
                        }
                    }
                    post {
                        always {
                            writeIncidentReport last: true
                        }
                    }
                }
                """.formatted(shop.url())));

        assertThat(shop.file("develop", "checkout.txt")).isEqualTo("200");
        assertThat(Files.readString(shop.production())).isEqualTo("v1.4.3\n");
    }

    @Test
    void theBodyRunsInTheCheckoutAndKnowsTheIncident() throws Exception {
        shop.fix("fix/checkout");

        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(upToFix() + """
                node {
                    def incident = criticalTests { sh 'echo "checkout: $(cat checkout.txt) of $HOTFIX_ID"' }
                    echo "tested: ${incident.tested}"
                    hotfixTag tag: 'v1.4.3'
                    incident = deployProd { sh 'echo "deploys $HOTFIX_TAG"' }
                    echo "deployed: ${incident.deployment.status}"
                }
                """));

        jenkins.assertLogContains("checkout: 200 of HOTFIX-", run);
        jenkins.assertLogContains("tested: true", run);
        jenkins.assertLogContains("deploys v1.4.3", run);
        jenkins.assertLogContains("deployed: succeeded", run);
        assertThat(shop.production()).doesNotExist();
    }

    @Test
    void aStepWithoutABodyForItsCommandsSaysSo() throws Exception {
        shop.fix("fix/checkout");

        WorkflowRun run =
                jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job(upToFix() + "node { criticalTests() }"));

        jenkins.assertLogContains("criticalTests step must be called with a body", run);
    }

    @Test
    void aFailingBodyIsOnRecord() throws Exception {
        shop.fix("fix/checkout");

        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job(upToFix() + """
                node {
                    def incident = criticalTests { sh 'exit 3' }
                    echo "tested: ${incident.tested}, ${incident.tests.last().status}"
                }
                """));

        jenkins.assertLogContains("tested: false, failed", run);
    }

    @Test
    void aDeploymentThatFailsIsRolledBack() throws Exception {
        shop.fix("fix/checkout");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job(upToFix("""
                hotfixTag: [approval: 'none'],
                deployProd: [command: 'exit 1'],
                rollbackProd: [command: 'echo back to $HOTFIX_REPLACES', approval: 'none']""") + """
                node {
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag tag: 'v1.4.3'
                    try {
                        deployProd { sh env.HOTFIX_COMMAND }
                    } finally {
                        rollbackProd { sh env.HOTFIX_COMMAND }
                    }
                }
                """));

        jenkins.assertLogContains("back to v1.4.2", run);
        assertThat(Builds.incident(run).rollback()).isPresent();
    }

    @Test
    void aDeclarativeStageRollsBackWhatItDeployed() throws Exception {
        shop.fix("fix/checkout");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job("""
                pipeline {
                    agent any
                    stages {
                        stage('Release') {
                            steps {
                                hotfixTriage description: 'Checkout is down', severity: 'P0', repository: '%s',
                                    settings: [
                                        hotfixTag: [approval: 'none'],
                                        deployProd: [command: 'exit 1'],
                                        rollbackProd: [command: 'echo back to $HOTFIX_ROLLBACK_TO', approval: 'none', revert: true]]
                                hotfixBranch()
                                hotfixFix fix: 'fix/checkout'
                                criticalTests { sh env.HOTFIX_COMMAND }
                                hotfixTag tag: 'v1.4.3'
                                deployProd { sh env.HOTFIX_COMMAND }
                            }
                            post {
                                failure {
                                    rollbackProd { sh env.HOTFIX_COMMAND }
                                }
                            }
                        }
                    }
                    post {
                        always {
                            writeIncidentReport last: true
                        }
                    }
                }
                """.formatted(shop.url())));

        jenkins.assertLogContains("back to v1.4.2", run);
        assertThat(Builds.incident(run).rollback()).isPresent();
        assertThat(shop.file("main", "checkout.txt")).isEqualTo("500");
    }

    @Test
    void aTargetIsSettledByAPersonsWord() throws Exception {
        shop.fix("fix/checkout");
        shop.commit("develop", "Another answer", Map.of("checkout.txt", "404\n"));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job(upToFix() + """
                node {
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag tag: 'v1.4.3'
                    deployProd { sh env.HOTFIX_COMMAND }
                    catchError { backportDevelop() }
                    def incident = backportDevelop(settled: ['develop'])
                    echo "backports: ${incident.backports.collect { it.status }}, ${incident.status}"
                }
                """));

        jenkins.assertLogContains("backports: [settled], resolved", run);
        assertThat(Builds.facts(run, Waived.class))
                .extracting(Waived::rule, Waived::by, Waived::reason)
                .contains(tuple("backport to develop", "Jenkins", "backportDevelop.settled names develop"));
        assertThat(shop.file("develop", "checkout.txt")).isEqualTo("404");
        assertThat(shop.refs()).noneMatch(ref -> ref.startsWith("backport/"));
    }

    @Test
    void whatIsNoHotfixEndsTheBuildAsNotBuilt() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.NOT_BUILT, Builds.job("""
                node { hotfixTriage(description: 'A typo in the imprint', severity: 'P2', repository: '%s') }
                """.formatted(shop.url())));

        jenkins.assertLogContains("This is not a hotfix", run);
    }

    /** The report and gates are the controller's. */
    @Test
    void everyStepThatNeedsGitSaysSoOutsideANode() throws Exception {
        StringBuilder script = new StringBuilder();
        List<String> steps = Steps.names().stream()
                .filter(step -> !List.of("hotfixGate", "hotfixIncident", "writeIncidentReport")
                        .contains(step))
                .toList();
        for (String step : steps) {
            script.append("catchError { ").append(step).append(Invocation.encloses(step) ? " { } }\n" : "() }\n");
        }

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job(script.toString()));

        for (String step : steps) {
            jenkins.assertLogContains("ERROR: " + step + WITHOUT_WORKSPACE, run);
        }
        assertThat(run.getLog(1000))
                .filteredOn(line -> line.contains(WITHOUT_WORKSPACE))
                .hasSize(steps.size());
        jenkins.assertLogNotContains("hudson.FilePath", run);
    }

    @Test
    void aDeclarativePipelineWithoutAnAgentSaysSoToo() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job("""
                pipeline {
                    agent none
                    stages {
                        stage('Hotfix') {
                            steps {
                                hotfixTriage description: 'Checkout is down'
                            }
                        }
                    }
                }
                """));

        jenkins.assertLogContains("ERROR: hotfixTriage" + WITHOUT_WORKSPACE, run);
        jenkins.assertLogNotContains("hudson.FilePath", run);
    }

    @Test
    void aStepOutOfOrderSaysWhatComesFirst() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job("node { hotfixTag() }"));

        jenkins.assertLogContains("hotfixTriage", run);
    }

    @Test
    void aParameterThatDoesNotExistIsNamed() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, Builds.job("node { hotfixTriage(descripton: 'Checkout is down') }"));

        jenkins.assertLogContains(
                "The step hotfixTriage has no parameter 'descripton'. Did you mean 'description'?", run);
    }

    @Test
    void aSettingThatAStepIsGivenIsSentToItsPlace() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, Builds.job("node { deployProd(command: 'true') { sh env.HOTFIX_COMMAND } }"));

        jenkins.assertLogContains(
                "'command' is a setting, not a parameter of the step deployProd. Put it into .hotfix.yml as"
                        + " deployProd.command, or give it to the run: hotfixPipeline(deployProd: [command: ...]).",
                run);
    }

    @Test
    void aSettingOfTheRunReplacesThatOfTheFileOnRecord() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(Builds.job("""
                node {
                    def incident = hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s',
                        settings: [criticalTests: [command: 'true']])
                    echo "tests: ${incident.configuration.criticalTests.command.value}"
                    incident = hotfixTriage()
                    echo "still: ${incident.configuration.criticalTests.command.value}"
                }
                """.formatted(shop.url())));

        jenkins.assertLogContains("tests: true", run);
        jenkins.assertLogContains("still: true", run);
        assertThat(Builds.facts(run, Overridden.class))
                .extracting(Overridden::parameter, Overridden::configured, Overridden::given)
                .containsExactly(tuple("criticalTests.command", "sh tests/checkout.sh", "true"));
    }

    @Test
    void aRepositoryThatNobodyNamedIsAskedFor() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, Builds.job("node { hotfixTriage(description: 'Checkout is down', severity: 'P0') }"));

        jenkins.assertLogContains("It is not known which repository to hotfix.", run);
    }

    @Test
    void theSandboxHoldsAroundTheSteps() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Builds.job("node { hotfixTriage(description: \"${Jenkins.instance}\", repository: 'x') }"));

        jenkins.assertLogContains("Scripts not permitted to use", run);
    }

    private String upToFix() {
        return upToFix("hotfixTag: [approval: 'none']");
    }

    private String upToFix(String settings) {
        return """
                node {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s',
                        settings: [%s])
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                }
                """.formatted(shop.url(), settings);
    }
}
