import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/*
 * A production hotfix, from the alarm to the archived report. Jenkins and the hotfix command both run this file.
 *
 * A map named like a section of .hotfix.yml holds settings for this run. The other arguments are:
 *   label   the agents that have git and what the commands need; default: any
 *   set     lines STEP.PARAMETER=VALUE, as whoever starts the run typed them
 *   gates   for each gate: submitter (who may answer; default: hotfixGate.approvers) and hours (how long it waits; default 12)
 *   test, deploy, verify, rollback   closures that run the commands of a phase, each in $HOTFIX_COMMAND, for what must be around it:
 *           deploy: { withCredentials([...]) { sh env.HOTFIX_COMMAND } }
 *
 * No executor is held while a gate or the lock is waited for. Run again for the same incident, each step does what is missing.
 */
def call(Map args = [:]) {
    Map incident = [:]
    String failure = null
    try {
        stage('Triage') {
            Map settings = args.findAll { it.key != 'gates' && it.value instanceof Map }
            incident = onAgent(args) { hotfixTriage(settings: settings, set: args.set) }
            currentBuild.displayName = "#${currentBuild.number} ${incident.id}"
            currentBuild.description = "${incident.severity}: ${incident.title}"
        }
        stage('Confirm') {
            pass(args, 'hotfix')
            incident = onAgent(args) { hotfixTriage() }
        }
        stage('Branch') {
            onAgent(args) { hotfixBranch() }
        }
        stage('Fix') {
            incident = collect(args)
        }
        stage('Critical tests') {
            incident = testUntilPassed(args)
        }
        stage('Pull request') {
            onAgent(args) {
                hotfixPullRequest()
                backportDevelop(forecast: true)
            }
        }
        stage('Approve') {
            pass(args, 'deploy')
        }
        stage('Release') {
            release(args)
        }
        stage('Deploy') {
            incident = deploy(args)
        }
        stage('Verify') {
            incident = verify(args, incident)
        }
        stage('Backport') {
            failure = attempt { onAgent(args) { backportDevelop() } }
        }
    } catch (FlowInterruptedException e) {
        failure = e.message ?: 'The run was aborted.'
        throw e
    } catch (Exception e) {
        failure = e.message ?: e.toString()
        throw e
    } finally {
        stage('Report') {
            incident = report(args, failure)
        }
    }
    if (failure) {
        error(failure)
    }
    return incident
}

/** Runs the body where there are git and a workspace, and frees the executor after it. */
private onAgent(Map args, Closure body) {
    def result = null
    node(args.label ?: '') {
        result = body()
    }
    return result
}

/** Asks, once. */
private Map ask(Map args, String gate) {
    return hotfixGate([gate: gate] + ((args.gates ?: [:])[gate] ?: [:]))
}

/** Asks until somebody who may has approved this very state. What was approved before is not asked again. */
private Map pass(Map args, String gate) {
    Map incident = hotfixIncident()
    while (incident.approvedGates[gate] != (gate != 'hotfix' && incident.fix ? incident.fix.tip : incident.id)) {
        incident = ask(args, gate)
    }
    return incident
}

/** What people pushed, or the commits that the run was given; waits until there is something. */
private Map collect(Map args) {
    Map incident = onAgent(args) { hotfixFix(required: false) }
    while (!incident.fix) {
        ask(args, 'fix')
        incident = onAgent(args) { hotfixFix(required: false) }
    }
    return incident.fix.overBudget || !incident.fix.regressionTests ? pass(args, 'scope') : incident
}

private Map testUntilPassed(Map args) {
    Map incident = commands(args, 'test') { body -> criticalTests(body) }
    while (!incident.tested) {
        ask(args, 'retry')
        collect(args)
        incident = commands(args, 'test') { body -> criticalTests(body) }
    }
    return incident
}

/** Releases it when its turn has come and its pull request, if it has one, is ready. A lock that does not move is asked about. */
private Map release(Map args) {
    int asked = 0
    Map incident = onAgent(args) { hotfixTag() }
    for (int tries = 1; incident.waiting || incident.awaited; tries++) {
        if (!incident.waiting) {
            pause([pause: 30], tries)
        } else if (incident.waiting.unmoved > asked) {
            asked = incident.waiting.unmoved
            askAboutLock(args, incident.waiting)
        } else {
            pause(incident.waiting, tries)
        }
        incident = onAgent(args) { hotfixTag() }
    }
    return incident
}

/** Longer and longer, and not for all who wait at the same moment. */
private void pause(Map waiting, int tries) {
    sleep(1 + new Random().nextInt(Math.min(waiting.pause as int, 2 * tries)))
}

/** Asks about the lock until somebody answers; when it has moved, nobody needs to any more. */
private void askAboutLock(Map args, Map waiting) {
    Map state = [answered: false, moved: false]
    try {
        parallel(failFast: true, question: {
            ask(args, 'lock')
            state.answered = true
        }, turn: {
            for (int tries = 15; !state.answered; tries++) {
                pause(waiting, tries)
                Map now = onAgent(args) { hotfixTag() }.waiting
                state.moved = !state.answered && (now?.since != waiting.since || now?.holder != waiting.holder)
                if (state.moved) {
                    error('The lock moved, so nobody needs to answer any more.')
                }
            }
        })
    } catch (Exception e) {
        if (!state.moved) {
            throw e
        }
    }
}

/** Deploys, by commands or by people who confirm each step; what an earlier run began to roll back is rolled back first. */
private Map deploy(Map args) {
    Map before = hotfixIncident()
    if (before.rollback?.status == 'failed' || before.rollingBack) {
        rollBack(args, before, true)
    } else if (before.rollback) {
        commands(args, 'rollback') { body -> rollbackProd(body) }
    }
    try {
        Map incident = commands(args, 'deploy') { body -> deployProd(body) }
        return incident.procedure ? byHand(args, incident.procedure.steps.size()) : incident
    } catch (Exception e) {
        // What was not even begun, because another hotfix is being deployed, say, leaves nothing to roll back.
        Map now = hotfixIncident()
        if (now.rollbackPlan?.command && now.deployment && now.deployment.began != before.deployment?.began) {
            rollBack(args, now, false)
        }
        throw e
    }
}

/** Whoever gives up ends the deployment, not the run: maintenance mode may have to be ended. */
private Map byHand(Map args, int steps) {
    try {
        for (int i = 1; i <= steps; i++) {
            ask(args, "procedure-${i}" as String)
        }
    } catch (Exception e) {
        echo(e.message ?: e.toString())
    }
    return commands(args, 'deploy') { body -> deployProd(body) }
}

/** Watches production until there is a finding; what was not measured is never taken for healthy. */
private Map verify(Map args, Map deployed) {
    Map incident = deployed.kept ? deployed : commands(args, 'verify') { body -> verifyProd(body) }
    while (incident.verification?.status in ['no-data', 'error'] && !incident.kept) {
        incident = ask(args, 'verification')
        incident = incident.kept ? incident : commands(args, 'verify') { body -> verifyProd(body) }
    }
    boolean breached = incident.verification?.status == 'breached' && !incident.kept
    return breached ? rollBack(args, incident, incident.verification.level == 'rollback') : incident
}

/** Rolls back, if that is automatic or somebody says so, and ends the run then; the incident is not over. */
private Map rollBack(Map args, Map found, boolean urgent) {
    boolean automatic = found.rollingBack || urgent && found.configuration.rollbackProd.approval.value == 'none'
    Map incident = automatic ? found : ask(args, 'rollback')
    if (incident.kept && !automatic) {
        return incident
    }
    commands(args, 'rollback') { body -> rollbackProd(body) }
    incident = commands(args, 'verify') { body -> verifyProd(body) }
    error("${incident.rollback.message}${incident.verification ? " Production since then: ${incident.verification.because}" : ''}")
}

/** Runs a step that has commands, each as a step of the pipeline of its own. How one ended that was interrupted is asked, never guessed. */
private Map commands(Map args, String phase, Closure step) {
    Closure body = args[phase] ?: { sh(label: env.HOTFIX_PART, script: '#!/bin/sh\n' + env.HOTFIX_COMMAND) }
    while (true) {
        try {
            return retry(count: 3, conditions: [agent()]) { onAgent(args) { step(body) } }
        } catch (FlowInterruptedException e) {
            throw e
        } catch (Exception e) {
            if (!hotfixIncident().unknown) {
                throw e
            }
            ask(args, 'interrupted')
        }
    }
}

/** Runs the body; what goes wrong is the answer, so that the rest can still be done. Whoever aborts the run ends it. */
private String attempt(Closure body) {
    try {
        body()
        return null
    } catch (FlowInterruptedException e) {
        throw e
    } catch (Exception e) {
        echo(e.message ?: e.toString())
        return e.message ?: e.toString()
    }
}

/** Gives the lock back, cleans up and writes the report; the report alone where there is no agent. */
private Map report(Map args, String failure) {
    try {
        return onAgent(args) { writeIncidentReport(last: true, message: failure) }
    } finally {
        if (!hotfixIncident().ended) {
            writeIncidentReport(last: true, message: failure)
        }
    }
}
