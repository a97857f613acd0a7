package io.berth.protocol;

/** Credentials of a registry. Its text form hides the password. */
public record RegistryLogin(String host, String username, String password) {

    @Override
    public String toString() {
        return "RegistryLogin[host=" + host + ", username=" + username + ", password=***]";
    }
}
