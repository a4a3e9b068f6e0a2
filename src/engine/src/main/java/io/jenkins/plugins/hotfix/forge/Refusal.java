package io.jenkins.plugins.hotfix.forge;

/** Why a forge says no. */
public enum Refusal {
    /** There is only git. */
    NO_FORGE,
    /** It does not know who asks: the token is missing, wrong or expired. */
    UNAUTHORIZED,
    /** It knows, and does not allow it. */
    FORBIDDEN,
    /** There is no such thing, or the token may not see it. */
    NOT_FOUND,
    /** What was asked for contradicts what is there, such as a head that moved. */
    CONFLICT,
    /** It does not accept what was sent. */
    INVALID,
    /** Too many requests, and the wait for the next one is too long. */
    RATE_LIMITED
}
