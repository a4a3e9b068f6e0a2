package io.jenkins.plugins.hotfix.forge.wire;

import io.jenkins.plugins.hotfix.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param body JSON; null if there is none
 */
public record Call(String method, URI uri, Map<String, String> headers, byte @Nullable [] body) {

    /** A request with a JSON body. */
    public static Call of(String method, URI uri, @Nullable Object body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return new Call(
                method,
                uri,
                headers,
                body == null ? null : Json.tree(body).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it changes nothing, however often it is sent. */
    boolean reads() {
        return method.equals("GET");
    }
}
