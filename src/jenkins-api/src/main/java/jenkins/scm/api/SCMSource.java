package jenkins.scm.api;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Item;
import hudson.scm.SCM;

public abstract class SCMSource extends AbstractDescribableImpl<SCMSource> implements ExtensionPoint {
    public final native SCM build(SCMHead head);

    protected SCMSource() {}

    public abstract static class SourceByItem {
        public static native SCMSource findSource(Item item);

        private SourceByItem() {}
    }
}
