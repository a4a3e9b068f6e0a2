import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/*
 * Somebody pushed straight to production: finds out what, asks why, puts it on record as an incident, and proposes the commits
 * to the branch that lacks them. Jenkins and the hotfix command both run this file.
 *
 * The map hotfixRemediate holds the step's parameters. The other arguments are:
 *   label   the agents that have git; default: any
 *   gates   remediate: submitter (who may answer; default: whoever may build) and hours (how long it waits; default 12)
 *
 * No executor is held while the gate is waited for. Run again for the same incident, it does what is missing.
 */
def call(Map args = [:]) {
    Map incident = [:]
    String failure = null
    try {
        stage('Detect') {
            incident = remediate(args)
        }
        if (incident.directPush) {
            stage('Context') {
                while (!incident.reviewDue) {
                    hotfixGate([gate: 'remediate'] + ((args.gates ?: [:]).remediate ?: [:]))
                    incident = remediate(args)
                }
            }
        }
    } catch (FlowInterruptedException e) {
        failure = e.message ?: 'The run was aborted.'
        throw e
    } catch (Exception e) {
        failure = e.message ?: e.toString()
        throw e
    } finally {
        if (hotfixIncident().directPush) {
            stage('Report') {
                node(args.label ?: '') {
                    incident = writeIncidentReport(last: true, message: failure)
                }
            }
        }
    }
    return incident
}

private Map remediate(Map args) {
    Map incident = [:]
    node(args.label ?: '') {
        incident = hotfixRemediate(args.hotfixRemediate ?: [:])
    }
    return incident
}
