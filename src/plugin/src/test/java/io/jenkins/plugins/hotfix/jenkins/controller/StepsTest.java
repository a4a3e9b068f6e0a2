package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Result;
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
                    def incident = hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s')
                    echo "${incident.severity} ${incident.production.version}"
                    hotfixMitigation action: 'flag off'
                    hotfixBranch()
                    incident = hotfixFix(fix: 'fix/checkout')
                    echo "files: ${incident.fix.files.size()}"
                    incident = criticalTests { sh env.HOTFIX_COMMAND }
                    echo "tested: ${incident.tested}"
                    incident = hotfixTag(tag: 'v1.4.3', approval: 'none')
                    hotfixRollbackPlan(steps: ['tell the users'])
                    verifyProd(baseline: true) { sh env.HOTFIX_COMMAND }
                    incident = deployProd { sh env.HOTFIX_COMMAND }
                    echo "deployed: ${incident.deployment.status}"
                    verifyProd { sh env.HOTFIX_COMMAND }
                    incident = backportDevelop(to: ['develop'])
                    echo "backports: ${incident.backports.collect { it.status }}"
                    hotfixCleanup()
                }
                echo "status: ${writeIncidentReport(last: true).status}"
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
                                hotfixTriage description: 'Checkout is down', severity: 'P0', repository: '%s'
                                hotfixMitigation action: 'flag off'
                                hotfixBranch()
                                hotfixFix fix: 'fix/checkout'
                                criticalTests { sh env.HOTFIX_COMMAND }
                                hotfixTag tag: 'v1.4.3', approval: 'none'
                                hotfixRollbackPlan()
                                deployProd { sh env.HOTFIX_COMMAND }
                                verifyProd { sh env.HOTFIX_COMMAND }
                                backportDevelop()
                                hotfixCleanup()
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
                    hotfixTag tag: 'v1.4.3', approval: 'none'
                    hotfixRollbackPlan()
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

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Builds.job(upToFix() + """
                node {
                    criticalTests { sh env.HOTFIX_COMMAND }
                    hotfixTag tag: 'v1.4.3', approval: 'none'
                    hotfixRollbackPlan(arguments: [rollbackProd: [command: 'echo back to $HOTFIX_REPLACES']])
                    try {
                        deployProd(command: 'exit 1') { sh env.HOTFIX_COMMAND }
                    } finally {
                        rollbackProd(command: 'echo back to $HOTFIX_REPLACES', approval: 'none') { sh env.HOTFIX_COMMAND }
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
                                hotfixTriage description: 'Checkout is down', severity: 'P0', repository: '%s'
                                hotfixBranch()
                                hotfixFix fix: 'fix/checkout'
                                criticalTests { sh env.HOTFIX_COMMAND }
                                hotfixTag tag: 'v1.4.3', approval: 'none'
                                hotfixRollbackPlan()
                                deployProd(command: 'exit 1') { sh env.HOTFIX_COMMAND }
                            }
                            post {
                                failure {
                                    rollbackProd(command: 'echo back to $HOTFIX_ROLLBACK_TO', approval: 'none', revert: true) { sh env.HOTFIX_COMMAND }
                                }
                                cleanup {
                                    hotfixUnlock()
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
                    hotfixTag tag: 'v1.4.3', approval: 'none'
                    hotfixRollbackPlan()
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

    /** The report, gates and mitigation are the controller's. */
    @Test
    void everyStepThatNeedsGitSaysSoOutsideANode() throws Exception {
        StringBuilder script = new StringBuilder();
        List<String> steps = Steps.names().stream()
                .filter(step -> !List.of("hotfixApproval", "hotfixIncident", "hotfixMitigation", "writeIncidentReport")
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

        jenkins.assertLogContains("'descripton' is no parameter of hotfixTriage", run);
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
        return """
                node {
                    hotfixTriage(description: 'Checkout is down', severity: 'P0', repository: '%s')
                    hotfixBranch()
                    hotfixFix(fix: 'fix/checkout')
                }
                """.formatted(shop.url());
    }
}
