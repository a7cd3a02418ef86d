/** API keys: their file, whose they are, and what their holders may do. */
@NullMarked
package io.corrsh.service.security.keys;

import org.jspecify.annotations.NullMarked;
