package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.BalancerSetup.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HaproxyCommandsTest {

    private final HaproxyModel haproxy = new HaproxyModel();

    private static Server server(String name, String address, String options, boolean draining) {
        return new Server("be_web", name, address, 80, options, draining, null);
    }

    private List<HaproxyServer> running() {
        return HaproxyReading.parse(haproxy.reading()).orElseThrow().servers();
    }

    private List<String> commands(Server... wanted) {
        return HaproxyCommands.between(running(), List.of(wanted)).stream()
                .map(HaproxyCommand::line)
                .toList();
    }

    private void has(String path, int admin) {
        HaproxyModel.Box box = new HaproxyModel.Box("10.0.0.1:80", true);
        box.checking = true;
        box.admin = admin;
        haproxy.servers.put(path, box);
    }

    @Test
    void aMissingServerIsAddedCheckedAndMadeReady() {
        assertThat(commands(server("a", "10.0.0.1", "check inter 1s", false)))
                .containsExactly(
                        "add server be_web/a 10.0.0.1:80 check inter 1s",
                        "enable health be_web/a",
                        "set server be_web/a state ready");
        assertThat(commands(server("a", "fd00::1", "", true)))
                .as("one that drains does not serve for a moment")
                .containsExactly("add server be_web/a [fd00::1]:80", "set server be_web/a state drain");
    }

    @Test
    void aServerThatIsAsItShouldBeIsLeftAlone() {
        has("be_web/a", 0);

        assertThat(commands(server("a", "10.0.0.1", "check", false))).isEmpty();
    }

    @Test
    void drainingBeginsAndEnds() {
        has("be_web/a", 0);
        assertThat(commands(server("a", "10.0.0.1", "check", true))).containsExactly("set server be_web/a state drain");

        has("be_web/a", 8);
        assertThat(commands(server("a", "10.0.0.1", "check", false)))
                .containsExactly("set server be_web/a state ready");
    }

    private static Server weighing(String name, @Nullable Integer weight) {
        return new Server("be_web", name, "10.0.0.1", 80, "check", false, weight);
    }

    @Test
    void weightsAreSetWhereTheyDiffer() {
        has("be_web/a", 0);
        has("be_web/b", 0);

        assertThat(commands(weighing("a", 1), weighing("b", null))).isEmpty();
        assertThat(commands(weighing("a", 0), weighing("b", 9)))
                .as("what gets requests comes first, so that never all have none")
                .containsExactly("set server be_web/b weight 9", "set server be_web/a weight 0");
    }

    @Test
    void aNewServerHasItsWeightBeforeItServes() {
        assertThat(commands(weighing("a", 7)))
                .containsExactly(
                        "add server be_web/a 10.0.0.1:80 check",
                        "enable health be_web/a",
                        "set server be_web/a weight 7",
                        "set server be_web/a state ready");
        Server own = new Server("be_web", "a", "10.0.0.1", 80, "check weight 20", false, 20);
        assertThat(commands(own)).noneMatch(line -> line.startsWith("set server be_web/a weight"));
    }

    @Test
    void whatWasLeftHalfDoneIsDone() {
        has("be_web/a", 1);
        assertThat(commands(server("a", "10.0.0.1", "check", false)))
                .containsExactly("set server be_web/a state ready");
        assertThat(commands()).containsExactly("shutdown sessions server be_web/a", "del server be_web/a");
    }

    @Test
    void anotherAddressIsSetUnlessItIsTheSameInOtherWords() {
        has("be_web/a", 0);
        assertThat(commands(server("a", "10.0.0.2", "check", false)))
                .containsExactly("set server be_web/a addr 10.0.0.2 port 80");

        haproxy.servers.values().forEach(box -> box.socket = "[fd00::1]:80");
        assertThat(commands(server("a", "FD00:0::1", "check", false))).isEmpty();
    }

    @Test
    void aServerThatIsNotWantedGoesAfterTheNewOnesHaveCome() {
        has("be_web/a", 0);

        assertThat(commands(server("b", "10.0.0.2", "", false)))
                .containsExactly(
                        "add server be_web/b 10.0.0.2:80",
                        "set server be_web/b state ready",
                        "set server be_web/a state maint",
                        "shutdown sessions server be_web/a",
                        "del server be_web/a");
    }

    @Test
    void backendsOfOthersAreLeftAlone() {
        has("mine/a", 0);
        has("be_old/a", 0);

        assertThat(commands()).allMatch(line -> line.contains("be_old/a")).isNotEmpty();
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverRunsBecomesWhatIsWanted(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            List<Server> wanted = wanted(random);
            for (HaproxyCommand command : HaproxyCommands.between(running(), wanted)) {
                assertThat(command.refusedBy(haproxy.give(command.line())))
                        .as(command.line())
                        .isFalse();
                if (random.nextInt(20) == 0) {
                    break; // the agent ends here, and goes on later from what it sees
                }
            }
            for (HaproxyCommand command : HaproxyCommands.between(running(), wanted)) {
                haproxy.give(command.line());
            }
            // A check that waited in maintenance is seen only afterwards.
            HaproxyCommands.between(running(), wanted).forEach(command -> haproxy.give(command.line()));

            assertThat(HaproxyCommands.between(running(), wanted)).isEmpty();
            assertThat(running())
                    .extracting(server -> new Server(
                            server.backend(),
                            server.name(),
                            server.address(),
                            server.port(),
                            server.checking() == 0 ? "" : "check",
                            server.draining(),
                            server.weight()))
                    .containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    private static List<Server> wanted(Random random) {
        List<Server> wanted = new ArrayList<>();
        for (String backend : List.of("be_web", "be_api")) {
            for (int i = 0; i < 4; i++) {
                if (random.nextBoolean()) {
                    String address = "10.0.0." + random.nextInt(1, 3);
                    wanted.add(new Server(
                            backend,
                            "s" + i,
                            address,
                            80,
                            i < 2 ? "check" : "",
                            random.nextBoolean(),
                            random.nextInt(257)));
                }
            }
        }
        return wanted;
    }
}
