/** The pages of people: signing in, the first user, invitations, members, teams and one's own account. */
@NullMarked
package io.berth.backend.web.accounts;

import org.jspecify.annotations.NullMarked;
