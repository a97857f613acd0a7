package io.berth.backend.web;

/** Makes what modules say in the middle of a line stand on its own. */
public final class Sentences {

    private Sentences() {}

    /** With a capital at its start and a stop at its end. */
    public static String of(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String capital = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return ".!?".indexOf(text.charAt(text.length() - 1)) >= 0 ? capital : capital + ".";
    }
}
