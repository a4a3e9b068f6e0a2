package io.jenkins.plugins.hotfix.local.cps;

import com.cloudbees.groovy.cps.Outcome;

/** Is told what a run does, on the program's thread. */
public interface ProgramListener {

    /** A step begins. */
    default void began(StepCall call) {}

    /** A step has ended. */
    default void ended(StepCall call, Outcome outcome) {}

    /** A line of output. */
    default void line(Context context, String line) {}
}
