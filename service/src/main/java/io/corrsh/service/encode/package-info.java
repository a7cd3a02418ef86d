/** Texts to codes over HTTP. */
@NullMarked
package io.corrsh.service.encode;

import org.jspecify.annotations.NullMarked;
