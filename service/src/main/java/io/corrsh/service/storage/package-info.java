/** The index in the data directory: opened at start, closed with a commit. */
@NullMarked
package io.corrsh.service.storage;

import org.jspecify.annotations.NullMarked;
