/** The language of filters. */
@NullMarked
package io.corrsh.service.filter;

import org.jspecify.annotations.NullMarked;
