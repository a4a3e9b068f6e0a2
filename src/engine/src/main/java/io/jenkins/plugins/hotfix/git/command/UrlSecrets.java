package io.jenkins.plugins.hotfix.git.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secrets in what git is given to reach a remote: URLs, headers, credential helpers. */
public final class UrlSecrets {
    private static final Pattern SCHEME = Pattern.compile("(?i)([a-z][a-z0-9+.-]*)://");
    private static final Pattern HTTP = Pattern.compile("(?i)(?:https?|ftps?)");
    /** GitHub's way to say that the user name is the token. */
    private static final Set<String> NO_PASSWORD = Set.of("", "x-oauth-basic");

    /** A user name that is not a person's: long, with digits, without what stands in a mail address. */
    private static final Pattern TOKEN = Pattern.compile("(?=.*[0-9])[A-Za-z0-9_.~+/=-]{16,}");

    private static final Pattern QUERY = Pattern.compile(
            "(?i)[?&;](?:[a-z_-]*(?:token|password|passwd|secret|signature|api_?key)|key|sig|auth)=([^&;#\\s]+)");
    private static final Pattern TELLING_HEADER = Pattern.compile(
            "(?i)\\s*([\\w-]*(?:auth|token|secret|key|cookie|password|credential)[\\w-]*)\\s*:\\s*(.*)");
    private static final Pattern HELPER = Pattern.compile("(?i)\\b(?:password|credential|authtoken)=([^\\s\"';}]+)");

    private static final Pattern PORT = Pattern.compile("[0-9]*");
    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    /** Settings of git in which secrets are. */
    private static final Pattern KEYS =
            Pattern.compile("(?s)(?:url|remote|branch|submodule|http|core|credential|includeif)\\..*");

    private UrlSecrets() {}

    /** The secrets in a URL as git takes it; each as it stands there, and decoded. None if it is a path or has none. */
    public static Set<String> of(String url) {
        Set<String> secrets = new LinkedHashSet<>();
        Matcher scheme = SCHEME.matcher(url);
        for (int from = 0; scheme.find(from); from = scheme.end()) {
            Matcher following = SCHEME.matcher(url);
            int end = following.find(scheme.end()) ? following.start() : url.length();
            boolean http = HTTP.matcher(scheme.group(1)).matches();
            for (String user : userInfos(url.substring(scheme.end(), end))) {
                secrets.addAll(ofUser(user, http));
            }
        }
        Matcher query = QUERY.matcher(url);
        while (query.find()) {
            add(secrets, query.group(1));
        }
        return secrets;
    }

    /** The secrets in the configuration by which a repository reaches its remotes. */
    public static Set<String> in(GitConfiguration configuration) {
        Set<String> secrets = new LinkedHashSet<>();
        for (String key : configuration.keys(KEYS)) {
            secrets.addAll(of(key));
            for (String value : configuration.values(key)) {
                secrets.addAll(of(value));
                if (key.endsWith(".extraheader")) {
                    secrets.addAll(ofHeader(value));
                } else if (key.startsWith("credential.") && key.endsWith(".helper")) {
                    Matcher helper = HELPER.matcher(value);
                    while (helper.find()) {
                        add(secrets, helper.group(1));
                    }
                }
            }
        }
        return secrets;
    }

    /** The secrets in a header of a request: what follows the scheme and, of user and password, the password. */
    static Set<String> ofHeader(String header) {
        Set<String> secrets = new LinkedHashSet<>();
        Matcher telling = TELLING_HEADER.matcher(header);
        if (telling.matches()) {
            String value = telling.group(2).strip();
            int space = value.indexOf(' ');
            String credentials = space < 0 ? value : value.substring(space + 1).strip();
            add(secrets, credentials);
            if (value.toLowerCase(Locale.ROOT).startsWith("basic ")) {
                String pair = decoded64(credentials);
                add(secrets, pair.substring(pair.indexOf(':') + 1));
            }
        }
        return secrets;
    }

    private static String decoded64(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException none) {
            return "";
        }
    }

    /** Git takes all before the first at sign for the user, curl all before the last; who types a slash in a password means it, too. */
    private static List<String> userInfos(String afterScheme) {
        List<String> found = new ArrayList<>();
        int end = afterScheme.split("[/?#\\s]", 2)[0].length();
        String authority = afterScheme.substring(0, end);
        int last = authority.lastIndexOf('@');
        if (last >= 0) {
            found.add(authority.substring(0, authority.indexOf('@')));
            found.add(authority.substring(0, last));
        } else if (authority.contains(":")
                && !authority.startsWith("[")
                && !PORT.matcher(authority.substring(authority.indexOf(':') + 1))
                        .matches()
                && afterScheme.indexOf('@') > 0) {
            found.add(afterScheme.substring(0, afterScheme.lastIndexOf('@')));
        }
        return found;
    }

    private static Set<String> ofUser(String userInfo, boolean http) {
        Set<String> secrets = new LinkedHashSet<>();
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        if (!NO_PASSWORD.contains(password)) {
            add(secrets, password);
        } else if (colon >= 0 || (http && TOKEN.matcher(decoded(user)).matches())) {
            add(secrets, user);
        }
        return secrets;
    }

    private static void add(Set<String> secrets, String secret) {
        for (String form : List.of(secret, decoded(secret))) {
            if (!form.isBlank()) {
                secrets.add(form);
            }
        }
    }

    /** With the characters that stand for {@code %41}; what is none stays. */
    private static String decoded(String text) {
        return ENCODED.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        new String(HexFormat.of().parseHex(found.group().replace("%", "")), StandardCharsets.UTF_8)));
    }
}
