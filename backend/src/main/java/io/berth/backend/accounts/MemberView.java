package io.berth.backend.accounts;

/** A membership with the member's name, as one query answers them. */
record MemberView(MembershipEntity membership, String username) {

    Member asMember() {
        return new Member(membership.userId(), username, membership.role(), membership.joinedAt());
    }
}
