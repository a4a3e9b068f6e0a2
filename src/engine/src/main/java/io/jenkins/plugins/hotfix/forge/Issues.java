package io.jenkins.plugins.hotfix.forge;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Issues of the repository. */
public interface Issues {

    /** An issue. */
    record Issue(int number, String url, String title, boolean open) implements Serializable {}

    /** Issues that were looked for, newest first. */
    record Found(List<Issue> issues) implements Serializable {
        public Found {
            issues = List.copyOf(issues);
        }
    }

    /**
     * An issue to be made.
     *
     * @param body Markdown
     */
    record IssueDraft(String title, String body, List<String> labels, List<String> assignees) implements Serializable {
        public IssueDraft {
            labels = List.copyOf(labels);
            assignees = List.copyOf(assignees);
        }
    }

    /**
     * What is to become different of an issue; null: it stays as it is.
     *
     * @param labels what is added
     * @param open false closes it
     */
    record IssueChange(
            @Nullable String title,
            @Nullable String body,
            List<String> labels,
            @Nullable Boolean open) implements Serializable {
        public IssueChange {
            labels = List.copyOf(labels);
        }
    }
}
