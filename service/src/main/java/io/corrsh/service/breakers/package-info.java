/** Refuses writes before memory or disk is full, and takes them again when there is room. */
@NullMarked
package io.corrsh.service.breakers;

import org.jspecify.annotations.NullMarked;
