import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/*
 * A production hotfix, from the alarm to the archived report. Jenkins and the hotfix command both run this file.
 *
 * The arguments are the steps' own, one map for each step by its name, and:
 *   label   the agents that have git and what the commands need; default: any
 *   set     lines STEP.PARAMETER=VALUE, as whoever starts the run typed them; see settable()
 *   gates   for each gate: submitter (who may answer; default: whoever may build) and hours (how long it waits, 0.5 if need be; default 12)
 *   test, deploy, verify, rollback   closures that run the commands of a phase, each in $HOTFIX_COMMAND, for what must be around it:
 *           deploy: { withCredentials([...]) { sh env.HOTFIX_COMMAND } }
 *
 * No executor is held while a gate waits. Run again for the same incident, each step finishes what is missing and
 * leaves alone what is done.
 */
def call(Map arguments = [:]) {
    Map args = withSet(arguments)
    Map incident = [:]
    String failure = null
    try {
        stage('Triage') {
            incident = onAgent(args) { hotfixTriage((args.hotfixTriage ?: [:]) + [given: given(args)]) }
            currentBuild.displayName = "#${currentBuild.number} ${incident.id}"
            currentBuild.description = "${incident.severity}: ${incident.title}"
        }
        stage('Confirm') {
            incident = gate(args, incident, 'hotfix', "Is ${incident.id} a hotfix?", missing(incident))
            incident = onAgent(args) { hotfixTriage(learned(incident)) }
        }
        stage('Mitigate') {
            incident = hotfixMitigation(mitigation(args, incident))
        }
        stage('Branch') {
            incident = onAgent(args) { hotfixBranch(args.hotfixBranch ?: [:]) }
        }
        stage('Fix') {
            incident = collect(args, incident)
        }
        stage('Critical tests') {
            incident = testUntilPassed(args, incident)
        }
        stage('Approve') {
            incident = gate(args, incident, 'deploy', "Deploy ${incident.id} to production?", checklist(incident))
        }
        try {
            stage('Release') {
                incident = release(args)
            }
            stage('Deploy') {
                incident = deploy(args)
            }
        } finally {
            attempt { onAgent(args) { hotfixUnlock() } }
        }
        stage('Verify') {
            incident = verify(args, incident)
        }
        stage('Backport') {
            failure = attempt { incident = onAgent(args) { backportDevelop(args.backportDevelop ?: [:]) } }
        }
        stage('Clean up') {
            incident = onAgent(args) { hotfixCleanup(args.hotfixCleanup ?: [:]) }
        }
    } catch (FlowInterruptedException e) {
        failure = e.message ?: 'The run was aborted.'
        throw e
    } catch (Exception e) {
        failure = e.message ?: e.toString()
        throw e
    } finally {
        stage('Report') {
            incident = writeIncidentReport(last: true, message: failure)
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

/** What the run was given for its steps, for the record. */
private Map given(Map args) {
    return args.findAll { it.key != 'gates' && it.value instanceof Map }
}

/** What may be set for one run by whoever may start it: what does not change what is run, nor who may approve it. */
private List settable() {
    return ['hotfixFix.fix', 'hotfixTag.tag', 'hotfixTag.breakLock', 'deployProd.superseded', 'rollbackProd.because', 'backportDevelop.settled']
}

private Map withSet(Map args) {
    Map all = args.findAll { it.key != 'set' }
    for (String line in (args.set ?: '').split('\n')) {
        int equals = line.indexOf('=')
        String name = equals < 0 ? line.trim() : line.substring(0, equals).trim()
        if (equals >= 0 && settable().contains(name)) {
            List parts = name.tokenize('.')
            all[parts[0]] = (all[parts[0]] ?: [:]) + [(parts[1]): line.substring(equals + 1).trim()]
        } else if (line.trim()) {
            error("'${name}' cannot be set for a run. Nothing was done; give lines STEP.PARAMETER=VALUE, for one of ${settable().join(', ')}.")
        }
    }
    return all
}

/** Releases it when its turn has come: one hotfix of a repository at a time. No executor is held while it waits. */
private Map release(Map args) {
    Map incident = look(args)
    int asked = 0
    for (int looks = 1; incident.waiting; looks++) {
        if (incident.waiting.unmoved > asked) {
            asked = incident.waiting.unmoved
            incident = askAboutLock(args, incident.waiting)
        } else {
            sleep(pause(incident.waiting, looks))
            incident = look(args)
        }
    }
    return incident
}

private Map look(Map args) {
    return onAgent(args) { hotfixTag(args.hotfixTag ?: [:]) }
}

/** Longer and longer, and not for all who wait at the same moment. */
private int pause(Map waiting, int looks) {
    return 1 + new Random().nextInt(Math.min(waiting.pause as int, 2 * looks))
}

/** Asks about a lock that does not move, and looks on meanwhile: when that has changed, nobody needs to answer. */
private Map askAboutLock(Map args, Map waiting) {
    Map state = [answered: false, over: false, incident: null]
    String holder = waiting.holder.tokenize(' ')[0]
    try {
        parallel(failFast: true, question: {
            ask(args, 'lock', "Does ${holder} still need its lock?", [
                choice(name: 'ACTION', choices: ['keep waiting', "break the lock of ${holder}" as String], description: shown("""\
                    ${waiting.holder} holds the lock since ${waiting.since}, and nothing changed for a long time.
                    Break it only if nobody works on that incident any more: two deployments at once damage production.""".stripIndent())),
                text(name: 'REASON', defaultValue: '', description: 'To break it: how you know that nobody does.')], state)
            state.answered = true
        }, turn: {
            for (int looks = 15; !state.answered; looks++) {
                sleep(pause(waiting, looks))
                state.incident = look(args)
                if (state.incident.waiting?.since != waiting.since || state.incident.waiting?.holder != waiting.holder) {
                    state.over = !state.answered
                    if (state.over) {
                        error('The lock moved, so nobody needs to answer any more.')
                    }
                    return
                }
            }
        })
    } catch (Exception e) {
        if (!state.over) {
            throw e
        }
    }
    return state.incident ?: look(args)
}

/** Runs a step that has commands. What one did that was interrupted is found out or asked, never guessed. */
private Map commands(Map args, Closure step) {
    while (true) {
        try {
            return retry(count: 3, conditions: [agent()]) { onAgent(args, step) }
        } catch (FlowInterruptedException e) {
            throw e
        } catch (Exception e) {
            Map doubt = hotfixIncident().unknown
            if (!doubt) {
                throw e
            }
            decide(args, doubt)
        }
    }
}

private void decide(Map args, Map doubt) {
    List choices = ['', 'it finished', 'run it again'] + (doubt.step == 'deployProd' ? ['roll back'] : [])
    ask(args, 'interrupted', "How did ${doubt.part} end?", [
        choice(name: 'ACTION', choices: choices, description: shown("""\
            The command for ${doubt.part} was interrupted: ${doubt.command}
            It began at ${doubt.since} on ${doubt.where}, for ${doubt.by}. Nobody can tell how it ended: ${doubt.because}.
            Find out what it did, and choose what happens now.""".stripIndent())),
        text(name: 'REASON', defaultValue: '', description: 'How you know.')])
}

/** Runs the command that a step asks for, as a step of the pipeline of its own. */
private def command(Map args, String phase) {
    Closure given = args[phase]
    return given ? given() : sh(label: env.HOTFIX_PART, script: '#!/bin/sh\n' + env.HOTFIX_COMMAND)
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

/** Asks until somebody who may has approved this very state. What was approved before is not asked again. */
private Map gate(Map args, Map incident, String name, String question, List parameters) {
    String subject = name != 'hotfix' && incident.fix ? incident.fix.tip : incident.id
    while (incident.approvedGates[name] != subject) {
        incident = ask(args, name, question, parameters)
    }
    return incident
}

private Map ask(Map args, String name, String question, List parameters, Map state = [:]) {
    Map options = [hours: 12, submitter: ''] + ((args.gates ?: [:])[name] ?: [:])
    return hotfixGate(gate: name, hours: options.hours, submitter: options.submitter)
}

/** What people pushed, or the commits that the run was given; waits until there is something. */
private Map collect(Map args, Map incident) {
    Map fix = args.hotfixFix ?: [:]
    incident = onAgent(args) { hotfixFix(fix + [required: false]) }
    while (!incident.fix) {
        incident = ask(args, 'fix', "Push the fix to ${incident.branch.branch}, then approve.", [])
        boolean unattended = incident.approvals.last().via == '--yes'
        incident = onAgent(args) { hotfixFix(fix + [required: unattended]) }
    }
    if (incident.fix.overBudget || !incident.fix.regressionTests) {
        incident = gate(args, incident, 'scope', "Does the fix of ${incident.id} go out like this?", [text(
            name: 'REASON', defaultValue: '',
            description: shown("${scope(incident)}\n\nWhy it goes out like this all the same:"))])
    }
    return incident
}

private Map testUntilPassed(Map args, Map incident) {
    incident = runTests(args)
    while (!incident.tested) {
        String failed = incident.fix.tip
        echo(failedTests(incident))
        incident = ask(args, 'retry', "The critical tests did not pass on ${failed.take(12)}. Push another fix to ${incident.fix.branch} and approve to test again, or abort to give up.", [])
        boolean unattended = incident.approvals.last().via == '--yes'
        incident = collect(args, incident)
        if (unattended && incident.fix.tip == failed) {
            error("The critical tests failed and no other fix was pushed. Production is as it was; push a fix to ${incident.fix.branch} and resume.")
        }
        incident = runTests(args)
    }
    return incident
}

private Map runTests(Map args) {
    return commands(args) { criticalTests(args.criticalTests ?: [:]) { command(args, 'test') } }
}

/** Writes the way back, looks how production does, and deploys: by a command, or by people who confirm each step. */
private Map deploy(Map args) {
    Map steps = ['deployProd', 'verifyProd', 'rollbackProd'].findAll { args[it] }.collectEntries { [(it): args[it]] }
    Map planned = onAgent(args) {
        hotfixRollbackPlan((args.hotfixRollbackPlan ?: [:]) + [arguments: steps])
        verifyProd((args.verifyProd ?: [:]) + [baseline: true]) { command(args, 'verify') }
    }
    if (planned.rollback?.status == 'failed') {
        rollBack(args, planned, planned.rollback.message, true)
    } else if (planned.rollback) {
        takeBack(args)
    } else if (planned.rollingBack) {
        rollBack(args, planned, 'The rollback was decided and has not ended yet.', true)
    }
    try {
        Map incident = runDeployment(args)
        return incident.procedure ? byHand(args, incident.procedure) : incident
    } catch (Exception e) {
        // What was not even begun, because another hotfix is being deployed, say, leaves nothing to roll back.
        Map now = hotfixIncident()
        if (planned.rollbackPlan?.command && now.deployment && now.deployment.began != planned.deployment?.began) {
            rollBack(args, now, "The deployment failed.\n\n${e.message ?: 'It was aborted.'}", false)
        }
        throw e
    }
}

private Map byHand(Map args, Map procedure) {
    try {
        for (int i = 0; i < procedure.steps.size(); i++) {
            ask(args, "procedure-${i + 1}" as String, "${procedure.path}, step ${i + 1} of ${procedure.steps.size()}:\n\n${procedure.steps[i]}\n\nApprove when it is done; abort to give up.", [])
        }
    } catch (Exception e) {
        echo(e.message ?: e.toString())
    }
    return runDeployment(args)
}

private Map runDeployment(Map args) {
    return commands(args) { deployProd(args.deployProd ?: [:]) { command(args, 'deploy') } }
}

private Map takeBack(Map args) {
    return commands(args) { rollbackProd(args.rollbackProd ?: [:]) { command(args, 'rollback') } }
}

/** Watches production until there is a finding; what was not measured is never taken for well. */
private Map verify(Map args, Map incident) {
    if (incident.kept) {
        return incident
    }
    incident = watch(args)
    while (incident.verification && incident.verification.status in ['no-data', 'error'] && !incident.kept) {
        String unknown = "Whether production is well could not be found out: ${incident.verification.because}."
        incident = ask(args, 'verification', 'Look again how production does, or accept that nobody knows?', [
            choice(name: 'ACTION', choices: ['look again', 'keep'],
                description: shown("${unknown}\n\nkeep: the hotfix stays in production unverified.")),
            text(name: 'REASON', defaultValue: '', description: 'To keep it: why.')])
        if (incident.approvals.last().via == '--yes') {
            error("${unknown} The hotfix is in production; see that monitoring works and resume.")
        }
        incident = incident.kept ? incident : watch(args)
    }
    if (incident.verification && incident.verification.status == 'breached' && !incident.kept) {
        String breach = "Production does worse since the deployment: ${incident.verification.because}."
        incident = rollBack(args, incident, breach, incident.verification.level == 'rollback')
    }
    return incident
}

private Map watch(Map args) {
    return commands(args) { verifyProd(args.verifyProd ?: [:]) { command(args, 'verify') } }
}

/** Rolls back, if it is to be automatic or somebody says so, and ends the run then; the incident is not over. */
private Map rollBack(Map args, Map incident, String why, boolean urgent) {
    Map given = args.rollbackProd ?: [:]
    Map configured = incident.production.settings.rollbackProd ?: [:]
    boolean automatic = incident.rollingBack || urgent && (given.approval ?: configured.approval) == 'none'
    if (!automatic) {
        incident = ask(args, 'rollback', "Roll back ${incident.id}?", [
            choice(name: 'ACTION', choices: ['roll back', 'keep'],
                description: shown("${why}\n\nkeep: the hotfix stays in production as it is.")),
            text(name: 'REASON', defaultValue: '', description: 'To keep it: why.')])
        if (answer(incident, 'rollback', 'ACTION') == 'keep') {
            return incident
        }
    }
    incident = takeBack(args)
    incident = watch(args)
    String back = incident.verification ? " Production since then: ${incident.verification.because}." : ''
    error("${incident.rollback.message}${back}")
}

private List checklist(Map incident) {
    return [
        choice(name: 'ROOT_CAUSE', choices: ['not said', 'known', 'band-aid'],
            description: shown("${ready(incident)}\n\nIs the root cause known, or does this treat the symptom?")),
        booleanParam(name: 'MONITORING', defaultValue: false,
            description: 'Is monitoring in place that will show whether this works?'),
        text(name: 'REASON', defaultValue: '',
            description: 'Only if you started this run or wrote the fix: why nobody else can approve it.'),
    ]
}

private Map mitigation(Map args, Map incident) {
    Map given = args.hotfixMitigation ?: [:]
    String answered = answer(incident, 'hotfix', 'MITIGATION')
    return given.action || !answered ? given : [action: answered]
}

private String answer(Map incident, String gate, String name) {
    def approvals = incident.approvals.findAll { it.gate == gate }
    return approvals ? approvals.last().answers[name] : null
}

/** What the gate learned about the incident. */
private Map learned(Map incident) {
    return ['impact', 'scope', 'source', 'since'].collectEntries {
        [(it): answer(incident, 'hotfix', it.toUpperCase())]
    }
}

private List missing(Map incident) {
    Map declared = incident.declared
    return [
        string(name: 'IMPACT', defaultValue: declared.impact ?: '',
            description: shown("${alarm(incident)}\n\nWhat can users not do?")),
        string(name: 'SCOPE', defaultValue: declared.scope ?: '', description: 'How many of them, and where?'),
        string(name: 'SOURCE', defaultValue: declared.source ?: '',
            description: 'Where does it show: error log, user report, monitoring alert?'),
        string(name: 'SINCE', defaultValue: declared.since ?: '', description: 'Since when?'),
        string(name: 'MITIGATION', defaultValue: incident.mitigation ? incident.mitigation.action : '',
            description: 'What was done to stop the bleeding: flag off, rolled back, scaled up? Leave empty for nothing.'),
    ]
}

/**
 * What a gate is about, as the description of its first answer: there a form keeps the lines, which it does not in the
 * question. A controller may be set up to read descriptions as HTML, and nobody's commit shall hide what follows it.
 */
private String shown(String text) {
    return text.replace('<', '‹').replace('>', '›')
}

private String alarm(Map incident) {
    return """\
        ${incident.severity}: ${incident.title}
        ${incident.severity}, because ${incident.declared.because}.
        Production runs ${incident.production.version ?: 'an untagged version'}, ${incident.production.branch} at ${incident.production.commit.take(12)}.
        Approve what cannot wait for the next release; abort what can.""".stripIndent() + overridden(incident)
}

private String scope(Map incident) {
    List remarks = []
    if (incident.fix.overBudget) {
        remarks << "It is large for a hotfix: ${incident.fix.overBudget}."
    }
    if (!incident.fix.regressionTests) {
        remarks << 'No test is among its files: nothing will notice if the bug comes back.'
    }
    return "${changes(incident)}\n${remarks.join('\n')}\nPush a better one and abort, or approve and say why."
}

private String failedTests(Map incident) {
    Map attempt = incident.tests.last()
    String what = attempt.status == 'none' ? 'No critical test ran' : 'The critical tests failed'
    List failures = attempt.failures.take(5).collect { "\n  ${it.name}${it.place ? " (${it.place})" : ''}: ${it.message.take(200)}" as String }
    return "${what} on ${attempt.commit.take(12)}.\n\n${attempt.message}${failures.join('')}"
}

private String ready(Map incident) {
    return """\
        ${incident.severity}: ${incident.title}
        """.stripIndent() + changes(incident) + "\n${tested(incident)}\n" +
        "Approving merges it into ${incident.production.branch}, tags it and deploys it." + overridden(incident)
}

/** What this run replaces of the repository's own settings: whoever approves must know. */
private String overridden(Map incident) {
    List lines = incident.overrides.collect { "\n  ${it.parameter}: '${it.configured}' became '${it.given}', by ${it.by}" as String }
    return lines ? "\n\nEXCEPTION: this run overrides the repository's own settings:${lines.join('')}" : ''
}

private String tested(Map incident) {
    Map tests = incident.tests.last()
    String counted = tests.total ? "${count(tests.total, 'test')}, ${tests.skipped} skipped" : 'no test was counted: only the exit status says so'
    return "The critical tests passed on ${incident.fix.tip.take(12)} (${counted})."
}

private String changes(Map incident) {
    Map fix = incident.fix
    List commits = fix.commits.collect { "  ${it.id.take(12)} ${it.subject} (${it.author})" as String }
    return "${count(fix.files.size(), 'file')}, ${count(fix.added, 'line')} added, ${fix.deleted} deleted:\n${commits.join('\n')}"
}

private String count(int number, String what) {
    return "${number} ${what}${number == 1 ? '' : 's'}"
}
