/** What each caller still has of what comes back with time. */
@NullMarked
package io.corrsh.service.admission.rates;

import org.jspecify.annotations.NullMarked;
