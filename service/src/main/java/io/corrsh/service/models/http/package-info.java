/** Models over HTTP: what is served, loaded and unloaded on request. */
@NullMarked
package io.corrsh.service.models.http;

import org.jspecify.annotations.NullMarked;
