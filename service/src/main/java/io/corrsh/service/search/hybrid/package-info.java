/** Codes and words together: two orders of documents made one. */
@NullMarked
package io.corrsh.service.search.hybrid;

import org.jspecify.annotations.NullMarked;
