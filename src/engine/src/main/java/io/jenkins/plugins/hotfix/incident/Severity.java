package io.jenkins.plugins.hotfix.incident;

/** How bad an incident is, in the usual three grades. */
public enum Severity {
    P0("service down, data loss or security breach"),
    P1("major feature broken"),
    P2("minor, or with a workaround");

    private final String meaning;

    Severity(String meaning) {
        this.meaning = meaning;
    }

    /** What the grade says about production, as one phrase. */
    public String meaning() {
        return meaning;
    }

    /** Whether it justifies the emergency path; what does not goes the normal way. */
    public boolean hotfix() {
        return this != P2;
    }
}
