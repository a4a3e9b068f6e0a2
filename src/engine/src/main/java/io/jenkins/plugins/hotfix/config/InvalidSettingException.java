package io.jenkins.plugins.hotfix.config;

/** A setting that does not exist or does not fit. The message says where it stands and what would be right. */
public final class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public InvalidSettingException(String message) {
        super(message);
    }
}
