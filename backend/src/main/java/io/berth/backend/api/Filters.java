package io.berth.backend.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** By what a list can be filtered. Filters of different names must all match; of one name, any of its values. */
public final class Filters<T> {

    private final Map<String, BiPredicate<T, String>> byName = new LinkedHashMap<>();

    /** Those of every resource: {@code uuid} and the beginning of it. */
    public static <T> Filters<T> of(Function<T, UUID> id) {
        return new Filters<T>()
                .with("uuid", (object, value) -> id.apply(object).toString().equalsIgnoreCase(value))
                .with(
                        "uuid__startswith",
                        (object, value) -> id.apply(object).toString().startsWith(value.toLowerCase(Locale.ROOT)));
    }

    public Filters<T> with(String name, BiPredicate<T, String> matches) {
        byName.put(name, matches);
        return this;
    }

    public Filters<T> text(String name, Function<T, String> value) {
        return with(name, (object, wanted) -> value.apply(object).equals(wanted));
    }

    public Filters<T> state(Function<T, String> value) {
        return with("state", (object, wanted) -> value.apply(object).equalsIgnoreCase(wanted));
    }

    /** By the address or id of another object, of this type. */
    public Filters<T> reference(String name, String type, Function<T, UUID> other) {
        return with(name, (object, wanted) -> Uris.id(type, wanted).equals(Optional.of(other.apply(object))));
    }

    /** By something that no object has yet: nothing matches. */
    public Filters<T> nothing(String... names) {
        for (String name : names) {
            with(name, (_, _) -> false);
        }
        return this;
    }

    Set<String> names() {
        return byName.keySet();
    }

    boolean matches(T object, Map<String, List<String>> wanted) {
        return wanted.entrySet().stream().allMatch(w -> {
            BiPredicate<T, String> filter = byName.get(w.getKey());
            return filter != null && w.getValue().stream().anyMatch(value -> filter.test(object, value));
        });
    }
}
