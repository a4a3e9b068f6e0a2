package org.kohsuke.stapler;

public class HttpResponses {
    public static native HttpResponseException errorWithoutStack(int code, String errorMessage);

    public static native HttpResponseException redirectViaContextPath(String relative);

    private HttpResponses() {}

    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        private HttpResponseException() {}
    }
}
