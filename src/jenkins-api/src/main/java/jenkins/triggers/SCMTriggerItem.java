package jenkins.triggers;

import hudson.model.Item;
import hudson.scm.SCM;
import java.util.Collection;

public interface SCMTriggerItem {
    Collection<? extends SCM> getSCMs();

    public static class SCMTriggerItems {
        public static native SCMTriggerItem asSCMTriggerItem(Item item);

        private SCMTriggerItems() {}
    }
}
