package hudson;

import hudson.model.AbstractDescribableImpl;
import java.net.http.HttpClient;

public final class ProxyConfiguration extends AbstractDescribableImpl<ProxyConfiguration> {
    public static native HttpClient.Builder newHttpClientBuilder();

    private ProxyConfiguration() {}
}
