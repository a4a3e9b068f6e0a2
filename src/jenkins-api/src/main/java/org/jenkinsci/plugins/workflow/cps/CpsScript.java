package org.jenkinsci.plugins.workflow.cps;

import groovy.lang.Script;

public abstract class CpsScript extends Script {
    public native Object getProperty(String property);

    private CpsScript() {}
}
