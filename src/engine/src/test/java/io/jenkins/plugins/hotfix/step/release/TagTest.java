package io.jenkins.plugins.hotfix.step.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Fact.Released;
import io.jenkins.plugins.hotfix.step.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagTest {
    @TempDir
    Path directory;

    @Test
    void productionThatWasRewrittenIsNotReleasedTo() throws Exception {
        Drill drill = Drill.of(directory);
        drill.origin.commit("main", "Only in production", Map.of("version", "1.4.3\n"));
        drill.approved();
        drill.origin.git("update-ref", "refs/heads/main", "v1.4.2^{commit}");
        String before = drill.refs();

        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("main was rewritten since triage");
        assertThat(drill.refs()).isEqualTo(before);
    }

    @Test
    void aServerWithoutAtomicPushesGetsProductionFirst() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.origin.git("config", "receive.advertiseAtomic", "false");

        Released released = drill.step("hotfixTag").release().orElseThrow();

        assertThat(drill.tip("main")).isEqualTo(released.commit());
        assertThat(drill.origin.id(released.tag() + "^{commit}")).isEqualTo(released.commit());
        assertThat(drill.said).anyMatch(line -> line.contains("takes no atomic push"));
    }

    @Test
    void aTagThatCouldNotFollowItsMergeFollowsAtTheNextRun() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        drill.origin.git("config", "receive.advertiseAtomic", "false");
        Path hook = hook(drill, "case \"$1\" in refs/tags/*) echo 'tags are frozen' >&2; exit 1;; esac");

        assertThat(drill.problem("hotfixTag", Map.of()).sentence())
                .contains("The fix is on main", "tags are frozen", "resume, which tags it");
        String merge = drill.tip("main");
        Files.delete(hook);
        Released released = drill.step("hotfixTag").release().orElseThrow();

        assertThat(released.commit()).isEqualTo(merge);
        assertThat(drill.tip("main")).isEqualTo(merge);
        assertThat(drill.origin.id(released.tag() + "^{commit}")).isEqualTo(merge);
    }

    @Test
    void aReleaseThatTheRemoteTurnedIntoSomethingElseIsNoticed() throws Exception {
        Drill drill = Drill.of(directory);
        drill.approved();
        Path hook = drill.origin.directory().resolve("hooks/post-receive");
        Files.createDirectories(hook.getParent());
        Files.writeString(
                hook, "#!/bin/sh\ngrep -q refs/tags/ && git tag -f hotfix-20260117-0312 v1.4.2 >/dev/null 2>&1\n");
        hook.toFile().setExecutable(true);

        assertThat(drill.problem("hotfixTag", Map.of()).sentence()).contains("the remote does not show it");
    }

    @Test
    void theMergeAndTheTagNameTheLogThatTheyFollow() throws Exception {
        Drill drill = Drill.of(directory);
        String head = drill.approved().log().hash();

        Released released = drill.step("hotfixTag").release().orElseThrow();

        assertThat(drill.origin.git("log", "-1", "--format=%B", "main")).contains("Hotfix-Log: sha256:" + head);
        assertThat(drill.origin.git("cat-file", "-p", released.tag())).contains("Hotfix-Log: sha256:" + head);
    }

    private static Path hook(Drill drill, String script) throws IOException {
        Path hook = drill.origin.directory().resolve("hooks/update");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
        hook.toFile().setExecutable(true);
        return hook;
    }
}
