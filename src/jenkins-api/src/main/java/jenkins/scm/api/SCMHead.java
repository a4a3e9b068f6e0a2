package jenkins.scm.api;

import hudson.model.Item;
import java.io.Serializable;

public class SCMHead implements Comparable<SCMHead>, Serializable {
    public native int compareTo(SCMHead o);

    private SCMHead() {}

    public abstract static class HeadByItem {
        public static native SCMHead findHead(Item item);

        private HeadByItem() {}
    }
}
