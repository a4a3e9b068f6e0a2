package io.jenkins.plugins.hotfix.local.endurance;

import io.jenkins.plugins.hotfix.local.endurance.HotfixProcess.Ended;
import java.util.List;
import java.util.Optional;

/** What a person does where the hotfix has stopped and says that it cannot know what became of something. */
interface Answers {

    /**
     * What is called next.
     *
     * @return the arguments of the command; empty if there is nothing that helps
     */
    Optional<List<String>> after(Ended stopped, String incident);

    /** Nobody is there. Stays until the command can be given an answer. */
    Answers NONE = (stopped, incident) -> Optional.empty();
}
