package io.jenkins.plugins.hotfix.git.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.hotfix.git.TestRepository;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final List<Trailer> ID = List.of(new Trailer("Hotfix-Id", "H-1"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject",
                "Subject: like a trailer",
                "Subject\n\nBody",
                "Subject\n\nBody\n\nSigned-off-by: A <a@b>",
                "Subject\n\nSigned-off-by: A <a@b>\n(cherry picked from commit 0123456789012345678901234567890123456789)",
                "Subject\n\nBody\n\nNot: a trailer\nbecause of this line\nand of this\nand this one\nand one more",
                "Subject\n\nA list:\n- one\n- two"
            })
    void appendsTrailersAsGitDoes(String message) throws Exception {
        String byGit = TestRepository.git()
                .command(null, "interpret-trailers", "--trailer", "Hotfix-Id: H-1")
                .input(message + "\n")
                .text("trailers");
        assertThat(Messages.with(message, ID)).isEqualTo(byGit + "\n");
        assertThat(Messages.trailers(byGit).stream()
                        .map(trailer -> trailer.key() + ": " + trailer.value())
                        .collect(Collectors.joining("\n")))
                .isEqualTo(TestRepository.git()
                        .command(null, "interpret-trailers", "--parse")
                        .input(byGit)
                        .text("trailers")
                        .lines()
                        .filter(line -> !line.startsWith("("))
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void aValueCannotForgeAnotherTrailer() {
        String message = Messages.with("Subject", List.of(new Trailer("Reason", "x\nHotfix-Approved-By: me\r\u2028y")));
        assertThat(Messages.trailers(message)).containsExactly(new Trailer("Reason", "x Hotfix-Approved-By: me y"));
        assertThatThrownBy(() -> Messages.with("Subject", List.of(new Trailer("a\nb", "c"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void foldedValuesAreOne() {
        assertThat(Messages.trailers("Subject\n\nKey: one\n two\n")).containsExactly(new Trailer("Key", "one two"));
    }

    @Test
    void whatWasPickedIsNamedByALineOfItsOwn() {
        String id = "0123456789012345678901234567890123456789";
        String line = "(cherry picked from commit " + id + ")";
        assertThat(Messages.origins("* Fix it\r\n\r\n" + line + "\r\n\r\n* More"))
                .containsExactly(id);
        assertThat(Messages.origins("- " + line)).containsExactly(id);
        assertThat(Messages.origins("This is no copy of what says " + line)).isEmpty();
        assertThat(Messages.origins("> " + line)).isEmpty();
    }
}
