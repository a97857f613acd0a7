/** Server-sent events: what has changed, told to the pages that show it. */
@NullMarked
package io.berth.backend.web.live;

import org.jspecify.annotations.NullMarked;
