/** Searching by text, code or document over HTTP. */
@NullMarked
package io.corrsh.service.search;

import org.jspecify.annotations.NullMarked;
