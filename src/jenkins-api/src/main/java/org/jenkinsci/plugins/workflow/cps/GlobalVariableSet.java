package org.jenkinsci.plugins.workflow.cps;

import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.Collection;
import java.util.Iterator;

public abstract class GlobalVariableSet implements ExtensionPoint, Iterable<GlobalVariable> {
    public GlobalVariableSet() {}

    public native Collection<GlobalVariable> forRun(Run<?, ?> run);

    public native Iterator<GlobalVariable> iterator();
}
