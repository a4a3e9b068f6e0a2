package io.jenkins.plugins.hotfix.jenkins.agent;

import io.jenkins.plugins.hotfix.git.command.Denial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What people can do in Jenkins about a remote that lets nobody in.
 *
 * @param credentialsId of the credentials that git was given; null: none
 */
public record AccessAdvice(@Nullable String credentialsId) implements Denial.Advice, Serializable {
    private static final String HOSTS =
            "Jenkins does not know the server's SSH key, or the server has another one now. Compare it with the one that"
                    + " the server's owner publishes, and enter it under Manage Jenkins » Security » Git Host Key"
                    + " Verification Configuration.";

    @Override
    public String on(Denial denial) {
        if (credentialsId != null) {
            return switch (denial) {
                case NO_CREDENTIALS ->
                    "The credentials '" + credentialsId + "' do not fit this URL. An https URL takes a user name with a"
                            + " password or token, or a GitHub App; an ssh URL takes a key.";
                case CREDENTIALS_REFUSED ->
                    "See that the credentials '" + credentialsId + "' are not out of date, and may read and write this"
                            + " repository; and that the URL is right.";
                case KEY_REFUSED ->
                    "See that the server knows the public half of the key '" + credentialsId + "', and lets it read and"
                            + " write this repository.";
                case UNKNOWN_HOST -> HOSTS;
            };
        }
        return switch (denial) {
            case NO_CREDENTIALS, CREDENTIALS_REFUSED ->
                give("a user name with a password or token, or a GitHub App")
                        + ", or put the steps into withCredentials([gitUsernamePassword(credentialsId: '...')]) { ... }.";
            case KEY_REFUSED -> give("an SSH key") + ", or give the agent's user a key that the server accepts.";
            case UNKNOWN_HOST ->
                give("an SSH key") + ": git then goes by the host keys that Jenkins knows. Without them it goes by the"
                        + " known_hosts of the agent's user.";
        };
    }

    private static String give(String kind) {
        return "The step has no credentials for this repository. Give hotfixTriage their id, as in"
                + " hotfixTriage(credentialsId: '...') or hotfixPipeline(hotfixTriage: [credentialsId: '...']): "
                + kind;
    }
}
