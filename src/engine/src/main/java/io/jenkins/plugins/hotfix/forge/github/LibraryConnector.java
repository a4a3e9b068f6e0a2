package io.jenkins.plugins.hotfix.forge.github;

import io.jenkins.plugins.hotfix.forge.wire.Answer;
import io.jenkins.plugins.hotfix.forge.wire.Call;
import io.jenkins.plugins.hotfix.forge.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * Has the library send its requests by the wire. Its own clients send a request again when a connection breaks, also one
 * that makes something; what the wire throws it leaves alone.
 */
record LibraryConnector(Wire wire) implements GitHubConnector {
    /** The client's own affair, and a token that the library does not have. */
    private static final Set<String> LEFT_OUT =
            Set.of("accept-encoding", "authorization", "connection", "content-length", "expect", "host", "upgrade");

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        request.allHeaders().forEach((name, values) -> {
            if (!LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(",", values));
            }
        });
        if (request.contentType() != null) {
            headers.put("Content-Type", request.contentType());
        }
        InputStream body = request.body();
        Call call = new Call(
                request.method(),
                URI.create(request.url().toString()),
                headers,
                body == null ? null : body.readAllBytes());
        Answer answer = wire.send(call);
        return new GitHubConnectorResponse.ByteArrayResponse(request, answer.status(), answer.headers()) {
            @Override
            protected InputStream rawBodyStream() {
                return new ByteArrayInputStream(answer.body());
            }
        };
    }
}
