/** What every endpoint shares: problems, limits, strict parameters, the API's description. */
@NullMarked
package io.corrsh.service.web;

import org.jspecify.annotations.NullMarked;
