package hudson.console;

import java.io.Serializable;

public abstract class ConsoleNote<T> implements Serializable {
    ConsoleNote() {}
}
