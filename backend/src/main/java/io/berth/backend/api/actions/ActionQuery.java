package io.berth.backend.api.actions;

import io.berth.backend.api.Dates;
import io.berth.backend.api.Listing;
import io.berth.backend.api.Uris;
import io.berth.backend.deployments.DeploymentSearch;
import io.berth.backend.deployments.DeploymentSearch.Range;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.platform.InvalidInputException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the filters of the list of actions into a search. Empty if nothing can match. */
final class ActionQuery {

    private static final Pattern BEGINNING = Pattern.compile("[0-9a-f-]{1,36}");
    private static final Set<String> FILTERS = Set.of(
            "uuid",
            "uuid__startswith",
            "state",
            "object",
            "include_related",
            "start_date",
            "start_date__gte",
            "start_date__lte",
            "end_date",
            "end_date__gte",
            "end_date__lte");

    private final Listing listing;
    private final Function<UUID, Optional<UUID>> serviceOfContainer;

    ActionQuery(Listing listing, Function<UUID, Optional<UUID>> serviceOfContainer) {
        listing.requireKnown(FILTERS);
        this.listing = listing;
        this.serviceOfContainer = serviceOfContainer;
    }

    Optional<DeploymentSearch> search() {
        String uuid = value("uuid");
        Optional<UUID> id = uuid == null ? Optional.empty() : Uris.uuid(uuid);
        String begins = value("uuid__startswith");
        String beginning = begins == null ? null : begins.toLowerCase(Locale.ROOT);
        String object = value("object");
        Optional<UUID> service = object == null ? Optional.empty() : service(object);
        if ((uuid != null && id.isEmpty())
                || (beginning != null && !BEGINNING.matcher(beginning).matches())
                || (object != null && service.isEmpty())) {
            return Optional.empty();
        }
        ActionState state = state();
        return Optional.of(new DeploymentSearch(
                id.orElse(null),
                beginning,
                service.orElse(null),
                state == null ? Set.<DeploymentState>of() : state.states(),
                state == null ? null : state.cancelling(),
                range("start_date"),
                range("end_date")));
    }

    /** An action is about a service; with what is related to it, a container's are those of its service. */
    private Optional<UUID> service(String object) {
        boolean related = Boolean.parseBoolean(value("include_related"));
        return Uris.id("service", object)
                .or(() -> related ? Uris.id("container", object).flatMap(serviceOfContainer) : Optional.empty());
    }

    private @Nullable ActionState state() {
        String text = value("state");
        return text == null
                ? null
                : ActionState.named(text)
                        .orElseThrow(() -> InvalidInputException.of("state", "there is no such state of an action"));
    }

    private Range range(String field) {
        Instant exactly = date(field);
        return exactly == null
                ? new Range(date(field + "__gte"), endOfSecond(date(field + "__lte")))
                : new Range(exactly, endOfSecond(exactly));
    }

    /** Dates are told by the second, so that the one asked for is meant with all its fractions. */
    private static @Nullable Instant endOfSecond(@Nullable Instant date) {
        return date == null ? null : date.plusNanos(999_999_999 - date.getNano());
    }

    private @Nullable Instant date(String filter) {
        String text = value(filter);
        return text == null
                ? null
                : Dates.read(text)
                        .orElseThrow(() -> InvalidInputException.of(
                                filter,
                                "give a date, such as 2026-11-01T12:00:00Z or Sun, 01 Nov 2026 12:00:00 +0000"));
    }

    private @Nullable String value(String filter) {
        List<String> values = listing.values(filter);
        if (values.size() > 1) {
            throw InvalidInputException.of(filter, "give it once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }
}
