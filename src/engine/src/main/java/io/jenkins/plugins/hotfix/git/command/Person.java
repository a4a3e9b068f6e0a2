package io.jenkins.plugins.hotfix.git.command;

import java.io.Serializable;

/** Who git says somebody is. Neither part may be null; either may be empty. */
public record Person(String name, String email) implements Serializable {
    @Override
    public String toString() {
        return name + " <" + email + ">";
    }
}
