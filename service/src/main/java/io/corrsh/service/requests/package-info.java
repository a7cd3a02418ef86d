/** What is known of a request in the logs: its id in every line, a line of its own in the access log, its spans. */
@NullMarked
package io.corrsh.service.requests;

import org.jspecify.annotations.NullMarked;
