package io.berth.protocol;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes any value of this package out of chance, by looking at what records are made of: a message that is added is covered
 * without a line here. Everything secret in it contains {@link #SECRET}.
 */
final class Anything {

    static final String SECRET = "only-for-the-engine";

    private static final Set<String> SECRET_PARTS =
            Set.of("RegistryLogin.password", "JoinToken.secret", "Request.secret", "ContainerSpec.environment");
    private static final List<String> WORDS =
            List.of("", "web", "127.0.0.1:5000/web:2", "ü€😀", "\"quoted\"", "a\nb\u0000c", "{}", " ");

    private final RandomGenerator random;

    Anything(RandomGenerator random) {
        this.random = random;
    }

    <T> T of(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Class<?> type) {
        if (type.isSealed()) {
            return value(pick(Arrays.asList(type.getPermittedSubclasses())));
        }
        if (type == PinnedImage.class) {
            return random.nextBoolean()
                    ? new PinnedImage(word(), "sha256:1", random.nextBoolean() ? "sha256:2" : null)
                    : new PinnedImage(word(), null, "sha256:2");
        }
        if (type == JoinToken.class) {
            return new JoinToken(SECRET + "x".repeat(32), "0123456789abcdef".repeat(4));
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isEnum()) {
            return pick(Arrays.asList(type.getEnumConstants()));
        }
        return switch (type.getSimpleName()) {
            case "String" -> word();
            case "int", "Integer" -> random.nextInt();
            case "long", "Long" -> random.nextLong();
            case "boolean" -> random.nextBoolean();
            case "UUID" -> new UUID(random.nextLong(), random.nextLong());
            case "Instant" -> Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
            default -> throw new AssertionError("no idea how to make a " + type);
        };
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean secret = SECRET_PARTS.contains(type.getSimpleName() + "." + components[i].getName());
            values[i] = value(components[i].getAnnotatedType(), secret);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("a " + type + " cannot be made", e);
        }
    }

    private @Nullable Object value(AnnotatedType type, boolean secret) {
        if (type.isAnnotationPresent(Nullable.class) && random.nextBoolean()) {
            return null;
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            AnnotatedType[] parts = generic.getAnnotatedActualTypeArguments();
            boolean list = ((ParameterizedType) type.getType()).getRawType() == List.class;
            return list ? list(parts[0]) : map(parts[1], secret);
        }
        return secret ? SECRET + word() : value((Class<?>) type.getType());
    }

    private List<@Nullable Object> list(AnnotatedType of) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(of, false));
        }
        return values;
    }

    private Map<String, @Nullable Object> map(AnnotatedType to, boolean secret) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.put("key " + i, value(to, secret));
        }
        return values;
    }

    private String word() {
        return pick(WORDS);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
