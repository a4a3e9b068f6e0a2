package io.jenkins.plugins.hotfix.git.repository;

import io.jenkins.plugins.hotfix.git.command.GitConfiguration;
import io.jenkins.plugins.hotfix.git.command.GitException;
import io.jenkins.plugins.hotfix.git.command.Person;
import io.jenkins.plugins.hotfix.git.command.SigningProgram;
import io.jenkins.plugins.hotfix.git.object.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signatures apart from what they are of, by the key that git signs with, and by the keys that it trusts. */
final class DetachedSigning {
    /** What a signature of ssh-keygen is for, so that it is good for nothing else. */
    private static final String NAMESPACE = "hotfix";

    private static final String SSH = "-----BEGIN SSH SIGNATURE-----";

    private final GitConfiguration settings;
    private final Path scratch;

    DetachedSigning(GitConfiguration settings, Path scratch) {
        this.settings = settings;
        this.scratch = scratch;
    }

    /**
     * Signs; empty if git is not configured to sign.
     *
     * @param key the file of a private ssh key, in the place of git's; null: git's
     */
    Optional<byte[]> sign(byte[] content, @Nullable String key) throws GitException {
        boolean ssh =
                key != null || settings.value("gpg.format").orElse("openpgp").equals("ssh");
        if (key == null && !settings.flag("commit.gpgsign") && !settings.flag("tag.gpgsign")) {
            return Optional.empty();
        }
        return Optional.of(with(content, ".payload", payload -> ssh ? ssh(payload, key) : gpg(payload)));
    }

    private byte[] ssh(Path payload, @Nullable String given) throws GitException {
        String key = given == null
                ? settings.value("user.signingkey")
                        .orElseThrow(() -> new GitException("Git signs with ssh and no user.signingKey is set."))
                : given;
        String literal = key.startsWith("key::") ? key.substring("key::".length()) : key;
        if (literal.startsWith("ssh-") || key.startsWith("key::")) {
            return with(
                    (literal + "\n").getBytes(StandardCharsets.UTF_8),
                    ".pub",
                    file -> signed(payload, List.of("-Y", "sign", "-n", NAMESPACE, "-U", "-f", file.toString())));
        }
        String file = key.startsWith("~/") ? System.getProperty("user.home") + key.substring(1) : key;
        return signed(payload, List.of("-Y", "sign", "-n", NAMESPACE, "-f", file));
    }

    private byte[] signed(Path payload, List<String> arguments) throws GitException {
        return output(payload, command("gpg.ssh.program", "ssh-keygen", arguments));
    }

    private byte[] gpg(Path payload) throws GitException {
        Person committer = settings.committer();
        String key = settings.value("user.signingkey").orElse(committer.name() + " <" + committer.email() + ">");
        return output(
                payload, command("gpg.program", "gpg", List.of("--batch", "--detach-sign", "--armor", "-u", key)));
    }

    private byte[] output(Path payload, List<String> command) throws GitException {
        SigningProgram.Ran ran = SigningProgram.run(command, payload, scratch);
        if (!ran.succeeded() || ran.output().length == 0) {
            throw new GitException(
                    "The evidence cannot be signed. " + command.get(0) + " said: "
                            + ran.stderr().strip(),
                    ran.stderr());
        }
        return ran.output();
    }

    /** What a signature is worth, by the keys that git trusts here. */
    Signature verify(byte[] content, byte[] signature) throws GitException {
        boolean ssh = new String(signature, StandardCharsets.US_ASCII).startsWith(SSH);
        return with(
                content,
                ".payload",
                payload -> with(signature, ".sig", file -> ssh ? verifySsh(payload, file) : verifyGpg(payload, file)));
    }

    private Signature verifySsh(Path payload, Path signature) throws GitException {
        Optional<String> trusted = settings.value("gpg.ssh.allowedsignersfile");
        if (trusted.isEmpty()) {
            return judged(
                    payload,
                    List.of("-Y", "check-novalidate", "-n", NAMESPACE, "-s", signature.toString()),
                    Signature.Status.UNCHECKED);
        }
        SigningProgram.Ran found = SigningProgram.run(
                command(
                        "gpg.ssh.program",
                        "ssh-keygen",
                        List.of("-Y", "find-principals", "-f", trusted.get(), "-s", signature.toString())),
                payload,
                scratch);
        String principal = new String(found.output(), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        if (!found.succeeded() || principal.isEmpty()) {
            return new Signature(
                    Signature.Status.BAD,
                    "No principal matched. " + found.stderr().strip());
        }
        return judged(
                payload,
                List.of(
                        "-Y",
                        "verify",
                        "-f",
                        trusted.get(),
                        "-I",
                        principal,
                        "-n",
                        NAMESPACE,
                        "-s",
                        signature.toString()),
                Signature.Status.GOOD);
    }

    private Signature judged(Path payload, List<String> arguments, Signature.Status good) throws GitException {
        SigningProgram.Ran ran =
                SigningProgram.run(command("gpg.ssh.program", "ssh-keygen", arguments), payload, scratch);
        String words = (new String(ran.output(), StandardCharsets.UTF_8) + " " + ran.stderr()).strip();
        return new Signature(ran.succeeded() ? good : Signature.Status.BAD, words);
    }

    private Signature verifyGpg(Path payload, Path signature) throws GitException {
        SigningProgram.Ran ran = SigningProgram.run(
                command("gpg.program", "gpg", List.of("--batch", "--verify", signature.toString(), payload.toString())),
                payload,
                scratch);
        boolean keyless = ran.stderr().contains("No public key");
        Signature.Status failed = keyless ? Signature.Status.UNCHECKED : Signature.Status.BAD;
        return new Signature(
                ran.succeeded() ? Signature.Status.GOOD : failed, ran.stderr().strip());
    }

    private List<String> command(String setting, String otherwise, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(settings.value(setting).orElse(otherwise)));
        command.addAll(arguments);
        return command;
    }

    private interface Use<T> {
        T of(Path file) throws GitException;
    }

    private <T> T with(byte[] content, String suffix, Use<T> use) throws GitException {
        Path file = null;
        try {
            file = Files.createTempFile(scratch, "evidence", suffix);
            Files.write(file, content);
            return use.of(file);
        } catch (GitException failed) {
            throw failed;
        } catch (IOException full) {
            throw new GitException("Cannot write into " + scratch + ": " + full.getMessage(), full);
        } finally {
            delete(file);
        }
    }

    private static void delete(@Nullable Path file) throws GitException {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            throw new GitException("Cannot delete " + file + ": " + left.getMessage(), left);
        }
    }
}
