package hudson.init;

public enum InitMilestone {
    EXTENSIONS_AUGMENTED,
    COMPLETED
}
