/** Collections in requests, and requests about collections. */
@NullMarked
package io.corrsh.service.collections.http;

import org.jspecify.annotations.NullMarked;
