package io.jenkins.plugins.hotfix.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.hotfix.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A DSSE envelope (https://github.com/secure-systems-lab/dsse, version 1).
 *
 * @param payload what is signed, with its type, by {@link #signed}
 * @param signatures at least one; each is a detached signature in the form that its program gives
 */
public record Envelope(String payloadType, byte[] payload, List<Signature> signatures) {
    /** The type of in-toto statements. */
    public static final String IN_TOTO = "application/vnd.in-toto+json";

    public Envelope {
        payload = payload.clone();
        signatures = List.copyOf(signatures);
    }

    /**
     * A signature.
     *
     * @param keyid a hint which key it is, that nothing is decided by
     */
    public record Signature(String keyid, byte[] sig) {
        public Signature {
            sig = sig.clone();
        }
    }

    /** The bytes that a signature is made of: the pre-authentication encoding of type and payload. */
    public byte[] signed() {
        return preAuthentication(payloadType, payload);
    }

    /** The pre-authentication encoding of DSSE. */
    public static byte[] preAuthentication(String type, byte[] payload) {
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("DSSEv1 " + name.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(name);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /** Its JSON form. */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("payload", Base64.getEncoder().encodeToString(payload));
        json.put("payloadType", payloadType);
        json.put(
                "signatures",
                signatures.stream()
                        .map(each -> Map.of(
                                "keyid",
                                each.keyid(),
                                "sig",
                                Base64.getEncoder().encodeToString(each.sig())))
                        .toList());
        return Json.pretty(json);
    }

    /** Reads one; empty if the text is none. */
    public static Optional<Envelope> parse(String text) {
        try {
            JsonNode json = Objects.requireNonNull(Json.read(text));
            List<Signature> signatures = new ArrayList<>();
            for (JsonNode each : json.path("signatures")) {
                signatures.add(new Signature(
                        each.path("keyid").asText(),
                        Base64.getDecoder().decode(each.path("sig").asText())));
            }
            String type = json.path("payloadType").asText();
            byte[] payload = Base64.getDecoder().decode(json.path("payload").asText());
            return type.isEmpty() || payload.length == 0 || signatures.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Envelope(type, payload, signatures));
        } catch (JsonProcessingException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
