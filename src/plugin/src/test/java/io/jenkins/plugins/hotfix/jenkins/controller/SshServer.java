package io.jenkins.plugins.hotfix.jenkins.controller;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/** Serves a repository over SSH to whoever has the key. */
final class SshServer implements Closeable {
    private final Path repository;
    private final KeyPair host = generated();
    private final org.apache.sshd.server.SshServer server = org.apache.sshd.server.SshServer.setUpDefaultServer();

    /**
     * Starts it.
     *
     * @param authorized a file of public keys that it lets in
     */
    SshServer(Path repository, Path authorized) throws IOException {
        this.repository = repository;
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(authorized));
        server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
        server.start();
    }

    String url() {
        return "ssh://git@127.0.0.1:" + server.getPort() + repository;
    }

    /** What a {@code known_hosts} file says of it. */
    String hostKey() {
        return knownAs(host);
    }

    /** What a {@code known_hosts} file says of another server that was there before. */
    String otherHostKey() {
        return knownAs(generated());
    }

    private String knownAs(KeyPair key) {
        return "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic());
    }

    private static KeyPair generated() {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a user's key as people make it, and gives the private half; the public one lies beside it. */
    static String keygen(Path file, String passphrase) throws IOException, InterruptedException {
        Process keygen = new ProcessBuilder(
                        "ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", file.toString())
                .inheritIO()
                .start();
        if (keygen.waitFor() != 0) {
            throw new IOException("ssh-keygen failed");
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
