/** What every implementation of {@link io.corrsh.index.HammingIndex} must do, as tests to extend. */
@NullMarked
package io.corrsh.index.contract;

import org.jspecify.annotations.NullMarked;
