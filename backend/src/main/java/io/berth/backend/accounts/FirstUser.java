package io.berth.backend.accounts;

import io.berth.backend.platform.BerthException;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.CannotStartException;
import jakarta.annotation.PostConstruct;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sees to it at each start that somebody can sign in: the operator's user, or else whoever has the set-up link. */
@Component
class FirstUser {

    private final Users users;
    private final Teams teams;
    private final SetupLink setupLink;
    private final BerthSettings.Admin admin;
    private final TransactionTemplate transaction;

    FirstUser(Users users, Teams teams, SetupLink setupLink, BerthSettings settings, TransactionTemplate transaction) {
        this.users = users;
        this.teams = teams;
        this.setupLink = setupLink;
        this.admin = settings.admin();
        this.transaction = transaction;
    }

    @PostConstruct
    void provide() {
        @Nullable String name = admin.user();
        @Nullable String password = admin.password();
        if (name != null && password != null) {
            try {
                transaction.executeWithoutResult(_ -> ensure(name, password));
            } catch (BerthException e) {
                throw new CannotStartException("BERTH_ADMIN_USER or BERTH_ADMIN_PASSWORD: " + e.reason(), e);
            }
        }
        setupLink.renew();
    }

    private void ensure(String name, String password) {
        Optional<User> present = users.byName(name);
        if (present.isPresent()) {
            users.ensurePassword(present.get().id(), password);
        } else {
            teams.createFirst(users.register(name, password));
        }
    }
}
