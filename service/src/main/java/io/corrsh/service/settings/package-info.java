/** The configuration, keys {@code corrsh.*}, checked when it is read. */
@NullMarked
package io.corrsh.service.settings;

import org.jspecify.annotations.NullMarked;
