/** Ids and codes for other systems. */
@NullMarked
package io.corrsh.service.export;

import org.jspecify.annotations.NullMarked;
