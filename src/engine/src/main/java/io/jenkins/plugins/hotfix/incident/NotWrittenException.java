package io.jenkins.plugins.hotfix.incident;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The disk refused a file of an incident: it is full, read-only or not writable. Nothing that was on record is lost; the
 * message says how things are and what to do.
 */
public final class NotWrittenException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Of a file that cannot be written.
     *
     * @param state how things are now, as a sentence
     * @param next what to do once the disk takes it: {@code resume}, or with the command that does
     */
    public NotWrittenException(Path file, IOException cause, String state, String next) {
        super(message(file, cause, state, next), cause);
    }

    private static String message(Path file, IOException cause, String state, String next) {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Reason reason = Reason.of(file, directory, cause);
        return file + " cannot be written: " + reason.what(cause) + ". " + state + " " + reason.advice(file, directory)
                + ", then " + next + (next.contains(": ") ? "" : ".");
    }

    private enum Reason {
        FULL,
        READ_ONLY,
        DENIED,
        LINK,
        OTHER;

        /** Java passes on what the system said in the user's language: beside the English text the disk itself is asked. */
        static Reason of(Path file, Path directory, IOException cause) {
            String said = said(cause);
            if (Files.isSymbolicLink(file)) {
                return LINK;
            }
            if (said.contains("No space left") || said.contains("quota exceeded")) {
                return FULL;
            }
            if (said.contains("Read-only file system") || readOnly(directory)) {
                return READ_ONLY;
            }
            if (cause instanceof AccessDeniedException) {
                return DENIED;
            }
            return full(directory) ? FULL : OTHER;
        }

        private static boolean readOnly(Path directory) {
            try {
                return Files.getFileStore(existing(directory)).isReadOnly();
            } catch (IOException e) {
                return false;
            }
        }

        private static boolean full(Path directory) {
            try {
                return Files.getFileStore(existing(directory)).getUsableSpace() == 0;
            } catch (IOException e) {
                return false;
            }
        }

        private static Path existing(Path directory) {
            Path found = directory;
            while (!Files.exists(found) && found.getParent() != null) {
                found = found.getParent();
            }
            return found;
        }

        String what(IOException cause) {
            return switch (this) {
                case FULL -> "the disk is full";
                case READ_ONLY -> "its file system is read-only";
                case DENIED -> "this user may not write there";
                case LINK -> "it is a symbolic link, and those are not followed";
                case OTHER -> said(cause);
            };
        }

        String advice(Path file, Path directory) {
            return switch (this) {
                case FULL -> "Free space where " + directory + " lies";
                case READ_ONLY -> "Make the file system of " + directory + " writable";
                case DENIED -> "Allow this user to write to " + directory;
                case LINK -> "Remove the symbolic link " + file;
                case OTHER -> "Make sure that " + directory + " can be written to";
            };
        }

        private static String said(IOException cause) {
            String reason = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
            return Objects.requireNonNullElse(reason, cause.getClass().getSimpleName());
        }
    }
}
