/** Who did what, kept for ever, and the news of a change for whoever watches. */
@NullMarked
@ApplicationModule(displayName = "Audit")
package io.berth.backend.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
