package io.jenkins.plugins.hotfix.local.gate;

import java.util.List;

/**
 * What a gate asks.
 *
 * @param id the gate's name, by which its answer is found again
 * @param message what is to be approved
 * @param ok the word for yes
 * @param submitters who may answer; empty for anyone
 * @param fields what else is asked
 */
public record Question(String id, String message, String ok, List<String> submitters, List<Field> fields) {

    public Question {
        submitters = List.copyOf(submitters);
        fields = List.copyOf(fields);
    }

    /**
     * Something that is asked besides yes or no.
     *
     * @param name under which the script finds the value
     * @param kind how it is asked
     * @param description what it means; may be empty
     * @param initial the value when nothing is typed: a String, or a Boolean for {@link Kind#BOOLEAN}
     * @param choices the values to choose from, for {@link Kind#CHOICE}
     */
    public record Field(String name, Kind kind, String description, Object initial, List<String> choices) {

        public Field {
            choices = List.copyOf(choices);
        }

        /** Whether somebody must choose: the first choice is none. */
        public boolean needsChoice() {
            return kind == Kind.CHOICE && initial.toString().isEmpty();
        }
    }

    /** How a field is asked. */
    public enum Kind {
        STRING,
        TEXT,
        BOOLEAN,
        CHOICE,
        PASSWORD
    }
}
