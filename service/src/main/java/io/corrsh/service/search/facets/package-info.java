/** How often the values of fields occur among all documents that a search finds. */
@NullMarked
package io.corrsh.service.search.facets;

import org.jspecify.annotations.NullMarked;
