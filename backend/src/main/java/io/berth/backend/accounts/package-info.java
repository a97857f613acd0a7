/**
 * Users, teams and how people prove who they are.
 *
 * <p>Start reading at {@link io.berth.backend.accounts.Users} and {@link io.berth.backend.accounts.Teams}.
 */
@NullMarked
@ApplicationModule(displayName = "Accounts")
package io.berth.backend.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
