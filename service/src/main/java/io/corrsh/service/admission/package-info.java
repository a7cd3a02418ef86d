/** Who is let in when there is more to do than can be done: callers, their deadlines, their rates, their turn. */
@NullMarked
package io.corrsh.service.admission;

import org.jspecify.annotations.NullMarked;
