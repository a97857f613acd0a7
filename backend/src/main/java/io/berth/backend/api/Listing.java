package io.berth.backend.api;

import io.berth.backend.platform.InvalidInputException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which part of a list is wanted. */
public final class Listing {

    private static final int USUAL = 25;
    private static final int MOST = 1000;

    private final String path;
    private final int limit;
    private final int offset;
    private final Map<String, List<String>> filters;
    private final @Nullable String team;

    private Listing(String path, int limit, int offset, Map<String, List<String>> filters, @Nullable String team) {
        this.path = path;
        this.limit = limit;
        this.offset = offset;
        this.filters = filters;
        this.team = team;
    }

    /** @param path of the list, without the query */
    static Listing of(String path, Map<String, String[]> parameters) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        parameters.forEach((name, values) -> filters.put(name, List.of(values)));
        int limit = number(filters, "limit", USUAL);
        int offset = number(filters, "offset", 0);
        List<String> team = filters.remove(Callers.PARAMETER);
        return new Listing(
                path.endsWith("/") ? path : path + "/",
                limit == 0 ? MOST : Math.min(limit, MOST),
                offset,
                filters,
                team == null ? null : team.getFirst());
    }

    public int limit() {
        return limit;
    }

    public int offset() {
        return offset;
    }

    /** The values of a filter. */
    public List<String> values(String filter) {
        return filters.getOrDefault(filter, List.of());
    }

    /** The matching objects of the page that is wanted. */
    public <T, A> ListAnswer<A> page(List<T> all, Filters<T> by, Function<List<T>, List<A>> answers) {
        requireKnown(by.names());
        List<T> matching =
                all.stream().filter(object -> by.matches(object, filters)).toList();
        List<T> shown = matching.stream().skip(offset).limit(limit).toList();
        return answer(matching.size(), answers.apply(shown));
    }

    /** @throws InvalidInputException if something is filtered by that the list has no filter for */
    public void requireKnown(Set<String> names) {
        for (String name : filters.keySet()) {
            if (!names.contains(name)) {
                throw InvalidInputException.of(
                        name, "there is no such filter; there are " + String.join(", ", names) + ", limit and offset");
            }
        }
    }

    public <A> ListAnswer<A> answer(long total, List<A> objects) {
        String next = (long) offset + limit < total ? address(offset + limit) : null;
        String previous = offset == 0 ? null : address(Math.max(0, offset - limit));
        return new ListAnswer<>(new ListAnswer.Meta(limit, offset, total, next, previous), objects);
    }

    private String address(int start) {
        List<String> query = new ArrayList<>(List.of("limit=" + limit, "offset=" + start));
        filters.forEach((name, values) -> values.forEach(value -> query.add(name + "=" + encoded(value))));
        if (team != null) {
            query.add(Callers.PARAMETER + "=" + encoded(team));
        }
        return path + "?" + String.join("&", query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static int number(Map<String, List<String>> parameters, String name, int absent) {
        List<String> values = parameters.remove(name);
        if (values == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(values.getFirst().strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw InvalidInputException.of(name, "give a whole number, from 0");
        }
        throw InvalidInputException.of(name, "give a whole number, from 0");
    }
}
