/** Measures how well codes, and MinHash beside them, tell edited copies from other texts. */
@NullMarked
package io.corrsh.service.cli.copies;

import org.jspecify.annotations.NullMarked;
