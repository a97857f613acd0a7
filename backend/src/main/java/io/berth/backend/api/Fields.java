package io.berth.backend.api;

import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.InvalidInputException.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a JSON object that was sent. Types are read leniently, a number may be a text and a text a number; each
 * method takes what holds if the field is absent. What cannot be read is noted under the field's name, and so is every
 * field that nobody asked for: {@link #finish()} tells all of it at once.
 */
public final class Fields {

    private static final int MOST_ERRORS = 50;
    private static final int LONGEST_NAME = 100;

    private final ObjectNode object;
    private final String path;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();

    private Fields(ObjectNode object, String path, List<FieldError> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    public static Fields of(ObjectNode object) {
        return new Fields(object, "", new ArrayList<>());
    }

    public static Fields none() {
        return of(JsonNodeFactory.instance.objectNode());
    }

    public boolean has(String name) {
        return given(name) != null;
    }

    /** What was sent under this name; null if nothing was. */
    public @Nullable JsonNode given(String name) {
        known.add(name);
        return object.get(name);
    }

    public String text(String name, String absent) {
        JsonNode node = given(name);
        if (node == null) {
            return absent;
        }
        if (!node.isValueNode() || node.isNull()) {
            wrong(name, "give a text");
            return absent;
        }
        return node.asString();
    }

    /** A text that may be null. */
    public @Nullable String optionalText(String name, @Nullable String absent) {
        JsonNode node = given(name);
        if (node == null) {
            return absent;
        }
        return node.isNull() ? null : text(name, "");
    }

    public int number(String name, int absent) {
        JsonNode node = given(name);
        if (node == null) {
            return absent;
        }
        Integer number = asInt(node);
        if (number == null) {
            wrong(name, "give a whole number");
            return absent;
        }
        return number;
    }

    /** A number that may be null; an empty text means null too. */
    public @Nullable Integer optionalNumber(String name, @Nullable Integer absent) {
        JsonNode node = given(name);
        if (node == null) {
            return absent;
        }
        return isNothing(node) ? null : (Integer) number(name, 0);
    }

    public boolean flag(String name, boolean absent) {
        JsonNode node = given(name);
        if (node == null || node.isNull()) {
            return absent;
        }
        return switch (node.isContainer() ? "" : node.asString().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                wrong(name, "give true or false");
                yield absent;
            }
        };
    }

    /** One of several words. */
    public <T> T choice(String name, Map<String, T> choices, T absent) {
        JsonNode node = given(name);
        if (node == null) {
            return absent;
        }
        return chosen(name, node.isContainer() ? null : node.asString(), choices, absent);
    }

    /** One of the API's own words for these values. */
    public <E extends Enum<E>> E word(String name, Class<E> values, E absent) {
        return word(name, null, values, absent);
    }

    /** @param elsewhere what counts if the field is absent, such as the query's; null if nothing is there either */
    <E extends Enum<E>> E word(String name, @Nullable String elsewhere, Class<E> values, E absent) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values.getEnumConstants()) {
            words.put(Words.of(value), value);
        }
        if (has(name)) {
            return choice(name, words, absent);
        }
        return elsewhere == null ? absent : chosen(name, elsewhere, words, absent);
    }

    private <T> T chosen(String name, @Nullable String word, Map<String, T> choices, T absent) {
        for (Map.Entry<String, T> choice : choices.entrySet()) {
            if (choice.getKey().equalsIgnoreCase(word)) {
                return choice.getValue();
            }
        }
        wrong(name, "choose " + String.join(", ", choices.keySet()));
        return absent;
    }

    /** A list of objects; null means an empty one. */
    public <T> List<T> list(String name, List<T> absent, Function<Fields, T> element) {
        JsonNode node = given(name);
        if (node == null) {
            return absent;
        }
        List<T> elements = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                String here = name + "[" + i + "]";
                if (node.get(i) instanceof ObjectNode child) {
                    Fields fields = new Fields(child, path + here + ".", errors);
                    elements.add(element.apply(fields));
                    fields.noteUnknown();
                } else {
                    wrong(here, "give an object");
                }
            }
        } else if (!node.isNull()) {
            wrong(name, "give a list of objects");
        }
        return elements;
    }

    /** An object within this one; null means an empty one. */
    public <T> T object(String name, T absent, Function<Fields, T> reader) {
        JsonNode node = given(name);
        if (node instanceof ObjectNode child) {
            Fields fields = new Fields(child, path + name + ".", errors);
            T read = reader.apply(fields);
            fields.noteUnknown();
            return read;
        }
        if (node != null && !node.isNull()) {
            wrong(name, "give an object");
        }
        return absent;
    }

    /** Accepts these fields and makes nothing of them. */
    public void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** Refuses these fields: they are in answers alone. */
    public void readOnly(Set<String> names) {
        for (String name : names) {
            if (has(name)) {
                wrong(name, "this field can only be read");
            }
        }
    }

    public void wrong(String name, String message) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(new FieldError(path + name, message));
        }
    }

    /** @throws InvalidInputException if anything was wrong */
    public void finish() {
        noteUnknown();
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }

    private void noteUnknown() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                wrong(
                        name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name,
                        "there is no such field");
            }
        }
    }

    private static boolean isNothing(JsonNode node) {
        return node.isNull() || (node.isString() && node.stringValue().isBlank());
    }

    private static @Nullable Integer asInt(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToInt()) {
            return node.intValue();
        }
        if (node.isString()) {
            try {
                return Integer.valueOf(node.stringValue().strip());
            } catch (NumberFormatException notANumber) {
                return null;
            }
        }
        return null;
    }
}
