/** The logs of containers, read live from their hosts. */
@NullMarked
package io.berth.backend.web.containers;

import org.jspecify.annotations.NullMarked;
