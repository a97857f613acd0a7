package io.berth.backend.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** One page of a list. */
public record ListAnswer<A>(Meta meta, List<A> objects) {

    /**
     * Where the page is in the list.
     *
     * @param totalCount matches over all pages
     * @param next the address of the next page, without scheme and host
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Meta(
            int limit,
            int offset,
            long totalCount,
            @Nullable String next,
            @Nullable String previous) {}
}
