package io.berth.backend.services;

import io.berth.backend.platform.Sealer;
import io.berth.backend.services.ServiceDefinition.Variable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seals the values of secret variables before a definition is stored. */
@Component
class SecretVariables {

    /** What a page or the API shows in a secret's place, and may send back unchanged. */
    static final String MASK = "********";

    private final Sealer sealer;

    SecretVariables(Sealer sealer) {
        this.sealer = sealer;
    }

    /**
     * The definition with every secret sealed. One that comes back masked, empty or with the value that it has keeps its
     * present sealed form: sealed anew it would look as if it had changed.
     */
    ServiceDefinition seal(ServiceDefinition definition, Optional<ServiceDefinition> present) {
        Map<String, Variable> known = present.map(d -> d.variables().stream()
                        .filter(Variable::secret)
                        .collect(Collectors.toMap(Variable::key, Function.identity())))
                .orElse(Map.of());
        List<Variable> sealed = definition.variables().stream()
                .map(v -> v.secret() ? sealed(v, known.get(v.key())) : v)
                .toList();
        return definition.withVariables(sealed);
    }

    String reveal(Variable variable) {
        return variable.secret() ? sealer.open(variable.value()) : variable.value();
    }

    private Variable sealed(Variable variable, @Nullable Variable known) {
        if (known != null && unchanged(variable.value(), known)) {
            return known;
        }
        return new Variable(variable.key(), sealer.seal(variable.value()), true);
    }

    private boolean unchanged(String sent, Variable known) {
        return sent.isEmpty() || sent.equals(MASK) || sent.equals(reveal(known));
    }
}
