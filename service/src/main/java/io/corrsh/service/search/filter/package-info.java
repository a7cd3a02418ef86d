/** The language of filters. */
@NullMarked
package io.corrsh.service.search.filter;

import org.jspecify.annotations.NullMarked;
