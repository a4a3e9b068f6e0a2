package hudson;

import java.net.http.HttpClient;

public final class ProxyConfiguration {
    public static native HttpClient.Builder newHttpClientBuilder();

    private ProxyConfiguration() {}
}
