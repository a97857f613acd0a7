/**
 * The pages: thin controllers that fetch what a template shows, and turn what a form says into a call.
 *
 * <p>A page and its live update are the same template: the part inside {@code live} is rendered alone when htmx asks for it
 * because its topic had news. Start reading at {@link io.berth.backend.web.TeamPage}, then any controller.
 */
@NullMarked
@ApplicationModule(displayName = "Pages")
package io.berth.backend.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
