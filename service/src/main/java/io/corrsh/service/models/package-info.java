/** The models that the service runs: loaded, lent to requests, unloaded. */
@NullMarked
package io.corrsh.service.models;

import org.jspecify.annotations.NullMarked;
