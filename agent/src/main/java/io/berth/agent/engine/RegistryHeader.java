package io.berth.agent.engine;

import io.berth.protocol.RegistryLogin;
import io.berth.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header by which the engine is lent credentials for one request. */
final class RegistryHeader {

    private RegistryHeader() {}

    static Map<String, String> of(@Nullable RegistryLogin login) {
        if (login == null) {
            return Map.of();
        }
        String json = Wire.write(
                Map.of("username", login.username(), "password", login.password(), "serveraddress", login.host()));
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return Map.of("X-Registry-Auth", Base64.getUrlEncoder().encodeToString(bytes));
    }
}
