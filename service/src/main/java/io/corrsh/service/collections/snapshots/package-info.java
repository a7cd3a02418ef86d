/** Copies of collections that can be listed, taken away as one file, and brought back while the collection is read. */
@NullMarked
package io.corrsh.service.collections.snapshots;

import org.jspecify.annotations.NullMarked;
