/** Whom the API takes the caller for. */
@NullMarked
package io.berth.backend.api.accounts;

import org.jspecify.annotations.NullMarked;
