/** Training, measuring and using a model without a service. */
@NullMarked
package io.corrsh.service.cli.model;

import org.jspecify.annotations.NullMarked;
