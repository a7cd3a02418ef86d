/** The model that the service runs, and what it says of itself. */
@NullMarked
package io.corrsh.service.models;

import org.jspecify.annotations.NullMarked;
