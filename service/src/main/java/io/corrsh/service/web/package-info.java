/** What every endpoint shares: limits, strict parameters, the description of the API. */
@NullMarked
package io.corrsh.service.web;

import org.jspecify.annotations.NullMarked;
