package io.berth.backend.accounts;

/** What a member is in a team. */
public enum Role {
    /** Made the team, or took over from the last owner who left. */
    OWNER("owner"),
    MEMBER("member");

    private final String stored;

    Role(String stored) {
        this.stored = stored;
    }

    /** The word in the database and the API. */
    public String word() {
        return stored;
    }
}
