package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.BalancerSetup.Counters;
import io.berth.protocol.BalancerSetup.Seen;
import org.junit.jupiter.api.Test;

class HaproxyReadingTest {

    /** As HAProxy 2.6 prints it, with fewer columns. */
    private static final String ANSWER = """
            BERTH_STRUCTURE=s1

            # pxname,svname,scur,stot,econ,eresp,wretr,status,check_status,check_code,hrsp_5xx,last_chk,
            be_web,up,3,10,1,2,4,UP,L7OK,200,5,"says ""hi"", twice",
            be_web,down,0,0,0,0,0,DOWN,* L4CON,,,,
            be_web,new,0,0,0,0,0,UP 1/3,INI,,,,
            be_tcp,plain,0,7,0,0,0,no check,,,,,

            1
            # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_check_state srv_port
            3 be_web 1 up 10.0.0.1 2 0 6 80
            3 be_web 2 down 10.0.0.2 0 8 6 80
            3 be_web 3 new 10.0.0.3 2 0 6 80
            4 be_tcp 1 plain fd00::1 2 0 0 5432

            """;

    private final HaproxyReading reading = HaproxyReading.parse(ANSWER).orElseThrow();

    @Test
    void itSaysItsStructureAndEachServer() {
        assertThat(reading.structure()).isEqualTo("s1");
        assertThat(reading.seen())
                .containsExactly(
                        new Seen("be_web", "up", true, true, false, "UP", "L7OK 200", 3, new Counters(10, 3, 4, 5)),
                        new Seen("be_web", "down", false, false, true, "DOWN", "L4CON", 0, new Counters(0, 0, 0, 0)),
                        new Seen("be_web", "new", true, false, false, "UP 1/3", "", 0, new Counters(0, 0, 0, 0)),
                        new Seen("be_tcp", "plain", true, true, false, "no check", "", 0, new Counters(7, 0, 0, 0)));
    }

    @Test
    void addressesComeFromTheStates() {
        assertThat(reading.servers()).extracting(HaproxyServer::address).endsWith("fd00::1");
        assertThat(reading.servers()).extracting(HaproxyServer::port).containsExactly(80, 80, 80, 5432);
    }

    @Test
    void oneThatKnowsNoStructureHasNone() {
        assertThat(HaproxyReading.parse(ANSWER.replace("BERTH_STRUCTURE=s1", "Variable not found"))
                        .orElseThrow()
                        .structure())
                .isEmpty();
    }

    @Test
    void anAnswerThatBrokeOffIsNone() {
        for (int length = 0; length < ANSWER.length() - 1; length++) {
            String part = ANSWER.substring(0, length);
            HaproxyReading.parse(part)
                    .ifPresent(read -> assertThat(read.servers()).as(part).hasSize(4));
        }
    }
}
