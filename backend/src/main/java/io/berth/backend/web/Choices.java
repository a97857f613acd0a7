package io.berth.backend.web;

/** Reads what was chosen from a list. */
public final class Choices {

    private Choices() {}

    /** The choice of that name; what no list of ours offers counts as the usual one. */
    public static <E extends Enum<E>> E of(String name, E usual) {
        for (E choice : usual.getDeclaringClass().getEnumConstants()) {
            if (choice.name().equals(name)) {
                return choice;
            }
        }
        return usual;
    }
}
