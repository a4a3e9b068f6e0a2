/** What scripts name from Jenkins core. */
@NullMarked
package hudson;

import org.jspecify.annotations.NullMarked;
