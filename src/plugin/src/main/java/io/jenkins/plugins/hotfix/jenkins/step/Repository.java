package io.jenkins.plugins.hotfix.jenkins.step;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.plugins.git.util.GitUtils;
import hudson.scm.SCM;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.hotfix.forge.Forge;
import io.jenkins.plugins.hotfix.incident.Incident;
import io.jenkins.plugins.hotfix.jenkins.agent.Access;
import io.jenkins.plugins.hotfix.jenkins.agent.AccessAdvice;
import io.jenkins.plugins.hotfix.jenkins.agent.RemoteJournal;
import io.jenkins.plugins.hotfix.jenkins.agent.Workplace;
import io.jenkins.plugins.hotfix.jenkins.forge.JobForge;
import io.jenkins.plugins.hotfix.jenkins.incident.IncidentAction;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMSource;
import jenkins.triggers.SCMTriggerItem;
import org.jenkinsci.plugins.gitclient.GitHostKeyVerificationConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The repository that a build hotfixes, and how its agent gets there: what the pipeline said, else what the job itself is
 * checked out from, else the clone in the workspace. Credentials are looked up at each call, because a token lives an hour
 * and a gate outlasts that.
 */
final class Repository {
    /** The parameters of {@code hotfixTriage} that only Jenkins has. */
    static final Set<String> PARAMETERS = Set.of("repository", "credentialsId", "gitTool");

    private static final Pattern USER_IN_URL = Pattern.compile("(\\w+://)?[^/@]+@.*");

    private final Run<?, ?> run;
    private final FilePath workspace;
    private final EnvVars variables;
    private final TaskListener listener;
    private final @Nullable String url;
    private final @Nullable String credentialsId;
    private final @Nullable String namedTool;
    private final @Nullable String usualTool;

    private Repository(
            Run<?, ?> run,
            FilePath workspace,
            EnvVars variables,
            TaskListener listener,
            @Nullable String url,
            @Nullable String credentialsId,
            @Nullable String namedTool,
            @Nullable String usualTool) {
        this.run = run;
        this.workspace = workspace;
        this.variables = variables;
        this.listener = listener;
        this.url = url;
        this.credentialsId = credentialsId;
        this.namedTool = namedTool;
        this.usualTool = usualTool;
    }

    /** Keeps for the whole build what a call of {@code hotfixTriage} says of the repository. */
    static void remember(IncidentAction action, Map<String, Object> arguments) {
        action.remember((String) arguments.get("repository"), (String) arguments.get("credentialsId"), (String)
                arguments.get("gitTool"));
    }

    static Repository of(
            Run<?, ?> run, IncidentAction action, FilePath workspace, EnvVars variables, TaskListener listener) {
        Optional<GitSCM> own = action.repository() == null ? scm(run.getParent()) : Optional.empty();
        Optional<UserRemoteConfig> remote =
                own.flatMap(scm -> scm.getUserRemoteConfigs().stream().findFirst());
        return new Repository(
                run,
                workspace,
                variables,
                listener,
                first(action.repository(), remote.map(UserRemoteConfig::getUrl).map(variables::expand)),
                first(action.credentialsId(), remote.map(UserRemoteConfig::getCredentialsId)),
                action.gitTool(),
                own.map(GitSCM::getGitTool).orElse(null));
    }

    private static @Nullable String first(@Nullable String said, Optional<String> otherwise) {
        return said != null ? said : otherwise.orElse(null);
    }

    private static Optional<GitSCM> scm(Job<?, ?> job) {
        SCMSource source = SCMSource.SourceByItem.findSource(job);
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        if (source != null && head != null && source.build(head) instanceof GitSCM git) {
            return Optional.of(git);
        }
        SCMTriggerItem item = SCMTriggerItem.SCMTriggerItems.asSCMTriggerItem(job);
        for (SCM scm : item == null ? List.<SCM>of() : item.getSCMs()) {
            if (scm instanceof GitSCM git) {
                return Optional.of(git);
            }
        }
        return Optional.empty();
    }

    /** How the forge of a build's repository is asked. */
    static JobForge forge(Run<?, ?> run, IncidentAction action, @Nullable EnvVars variables) {
        Optional<UserRemoteConfig> remote = action.repository() == null
                ? scm(run.getParent())
                        .flatMap(scm -> scm.getUserRemoteConfigs().stream().findFirst())
                : Optional.empty();
        return new JobForge(
                run,
                first(
                        action.repository(),
                        remote.map(UserRemoteConfig::getUrl)
                                .map(url -> variables == null ? url : variables.expand(url))),
                first(action.credentialsId(), remote.map(UserRemoteConfig::getCredentialsId)));
    }

    /** What the step takes along. */
    Workplace workplace(String actor, Set<String> secrets, Incident incident, RemoteJournal journal, Forge forge)
            throws IOException, InterruptedException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new AbortException("The workspace " + workspace.getRemote() + " has no place beside it for temporary"
                    + " files. Nothing was done; use a workspace below the agent's root.");
        }
        String clone = null;
        if (url == null) {
            if (!workspace.child(".git").exists()) {
                throw new AbortException(
                        "It is not known which repository to hotfix. Nothing was done; give hotfixTriage"
                                + " its URL (repository) and the credentials for it (credentialsId), take the pipeline from a"
                                + " repository, or check it out into the workspace.");
            }
            clone = workspace.getRemote();
        }
        return new Workplace(
                temporary.child("hotfix").getRemote(),
                clone,
                url,
                GitProgram.on(GitUtils.workspaceToNode(workspace), namedTool, usualTool, variables, listener),
                access(),
                new AccessAdvice(named() ? credentialsId : null),
                withCommitter(),
                secrets,
                Instant.now(),
                ZoneId.systemDefault().getId(),
                actor,
                listener,
                incident,
                journal,
                forge);
    }

    /** Commits are made in the name that Jenkins is configured to use, where the build says no other. */
    private Map<String, String> withCommitter() {
        Map<String, String> all = new HashMap<>(variables);
        GitSCM.DescriptorImpl git = Jenkins.get().getDescriptorByType(GitSCM.DescriptorImpl.class);
        if (git.getGlobalConfigName() != null && git.getGlobalConfigEmail() != null) {
            all.putIfAbsent("GIT_COMMITTER_NAME", git.getGlobalConfigName());
            all.putIfAbsent("GIT_COMMITTER_EMAIL", git.getGlobalConfigEmail());
        }
        return all;
    }

    /** A token may have to be asked for first; Pipeline shows no cause of a failure in words. */
    private static Access password(StandardUsernamePasswordCredentials credentials) throws AbortException {
        try {
            return new Access.Password(credentials.getUsername(), credentials.getPassword());
        } catch (IllegalArgumentException | IllegalStateException e) {
            String why = Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                    .map(Throwable::getMessage)
                    .collect(Collectors.joining(": "));
            throw new AbortException("The credentials '" + credentials.getId() + "' gave no password or token: " + why
                    + ". Nothing was done; correct them, or see that what gives the token can be reached, and run this"
                    + " again.");
        }
    }

    private boolean named() {
        return credentialsId != null && !credentialsId.isBlank();
    }

    private @Nullable Access access() throws AbortException {
        if (!named()) {
            return null;
        }
        StandardUsernameCredentials credentials = CredentialsProvider.findCredentialById(
                credentialsId,
                StandardUsernameCredentials.class,
                run,
                URIRequirementBuilder.fromUri(url).build());
        if (credentials == null) {
            throw new AbortException("There are no credentials '" + credentialsId
                    + "' that this job may use for its repository: a user name with a password or token, or with an SSH"
                    + " key. Nothing was done; correct credentialsId, or make them available to the job.");
        }
        CredentialsProvider.track(run, credentials);
        if (credentials instanceof SSHUserPrivateKey key) {
            return new Access.Key(
                    url != null && USER_IN_URL.matcher(url).matches() ? null : key.getUsername(),
                    List.copyOf(key.getPrivateKeys()),
                    key.getPassphrase(),
                    Objects.requireNonNull(GitHostKeyVerificationConfiguration.get()
                            .getSshHostKeyVerificationStrategy()
                            .getVerifier()));
        }
        if (credentials instanceof StandardUsernamePasswordCredentials password) {
            return password(password);
        }
        throw new AbortException("The credentials '" + credentialsId + "' are of a kind that git does not take. Nothing"
                + " was done; use a user name with a password or token, or with an SSH key.");
    }
}
