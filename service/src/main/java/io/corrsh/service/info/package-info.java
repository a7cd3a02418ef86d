/** What the service says of itself. */
@NullMarked
package io.corrsh.service.info;

import org.jspecify.annotations.NullMarked;
