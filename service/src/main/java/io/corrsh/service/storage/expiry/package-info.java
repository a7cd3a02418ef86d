/** Documents whose time is over: invisible at once, removed a little later. */
@NullMarked
package io.corrsh.service.storage.expiry;

import org.jspecify.annotations.NullMarked;
