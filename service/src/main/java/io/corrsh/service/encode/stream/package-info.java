/** Texts to codes as JSON lines: a body of any number of texts in little memory, a line of reply for each. */
@NullMarked
package io.corrsh.service.encode.stream;

import org.jspecify.annotations.NullMarked;
