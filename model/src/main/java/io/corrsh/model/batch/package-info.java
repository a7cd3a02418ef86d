/** Texts of many callers encoded together: fair between them, bounded, in time or not at all. */
@NullMarked
package io.corrsh.model.batch;

import org.jspecify.annotations.NullMarked;
