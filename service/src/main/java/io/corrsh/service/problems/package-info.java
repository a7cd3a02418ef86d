/** Errors for the one who sent the request: problems (RFC 9457) that name the field. */
@NullMarked
package io.corrsh.service.problems;

import org.jspecify.annotations.NullMarked;
