/** Documents on their way into collections and out of them: encoded, checked against what is there, and made durable. */
@NullMarked
package io.corrsh.service.documents.store;

import org.jspecify.annotations.NullMarked;
