package io.berth.backend.web;

import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Team;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every page inside shows around its content.
 *
 * @param team whose page it is; null on the few that belong to no team
 * @param newsPath where the page hears of changes; null if there are none for it
 */
public record Frame(
        SignedIn user,
        @Nullable Team team,
        List<Team> teams,
        @Nullable String newsPath) {}
