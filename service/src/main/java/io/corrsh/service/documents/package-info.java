/** Documents in and out of the index over HTTP. */
@NullMarked
package io.corrsh.service.documents;

import org.jspecify.annotations.NullMarked;
