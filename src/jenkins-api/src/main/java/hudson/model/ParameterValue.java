package hudson.model;

import java.io.Serializable;

public abstract class ParameterValue implements Serializable {
    private ParameterValue() {}

    ParameterValue(String name) {}
}
