/** Codes as text, and texts as codes. */
@NullMarked
package io.corrsh.service.codes;

import org.jspecify.annotations.NullMarked;
