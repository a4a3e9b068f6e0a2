package hudson;

import java.io.IOException;
import java.io.Serial;

/**
 * A failure whose message says everything, as the step {@code error} throws it. Stands under the name of Jenkins' own
 * class, so that {@code catch (hudson.AbortException e)} in a script means the same in both places.
 */
public class AbortException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A failure with the sentence that is shown. */
    public AbortException(String message) {
        super(message);
    }
}
