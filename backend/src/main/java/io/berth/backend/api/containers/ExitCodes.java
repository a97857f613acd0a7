package io.berth.backend.api.containers;

/** What a process that has ended says by its exit code. */
final class ExitCodes {

    private static final int SIGNALS = 128;
    private static final int LAST_SIGNAL = 64;

    private ExitCodes() {}

    static String message(int code) {
        String meaning = meaning(code);
        return "Exit code " + code + (meaning.isEmpty() ? "" : " (" + meaning + ")");
    }

    private static String meaning(int code) {
        return switch (code) {
            case 0 -> "Success";
            case 1 -> "General error";
            case 126 -> "Command cannot be executed";
            case 127 -> "Command not found";
            case 137 -> "Killed";
            case 139 -> "Segmentation fault";
            case 143 -> "Terminated";
            default -> code > SIGNALS && code <= SIGNALS + LAST_SIGNAL ? "Signal " + (code - SIGNALS) : "";
        };
    }
}
