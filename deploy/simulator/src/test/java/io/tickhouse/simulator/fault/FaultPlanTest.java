package io.tickhouse.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private final FaultPlan plan = new FaultPlan();

    @Test
    void aFaultIsClaimedAsOftenAsToldOnItsPathsOnly() {
        plan.add(new Fault.NotFound(PathPattern.of("*.zip"), 2));

        assertThat(plan.claim(Fault.NotFound.class, "/a.csv")).isEmpty();
        assertThat(plan.claim(Fault.Unavailable.class, "/a.zip")).isEmpty();
        assertThat(plan.claim(Fault.NotFound.class, "/a.zip")).isPresent();
        assertThat(plan.claim(Fault.NotFound.class, "/b.zip")).isPresent();
        assertThat(plan.claim(Fault.NotFound.class, "/a.zip")).isEmpty();
    }

    @Test
    void lookingDoesNotCount() {
        plan.add(new Fault.NotFound(PathPattern.of("*"), 1));

        assertThat(plan.peek(Fault.NotFound.class, "/a")).isPresent();
        assertThat(plan.peek(Fault.NotFound.class, "/a")).isPresent();
        assertThat(plan.claim(Fault.NotFound.class, "/a")).isPresent();
        assertThat(plan.peek(Fault.NotFound.class, "/a")).isEmpty();
    }

    @Test
    void aLaterFaultSparesTheAnswersThatItCouldHaveSpoilt() {
        plan.add(new Fault.After(new Fault.NotFound(PathPattern.of("*.zip"), 1), 2));

        assertThat(plan.claim(Fault.NotFound.class, "/a.csv")).isEmpty();
        assertThat(plan.claim(Fault.NotFound.class, "/a.zip")).isEmpty();
        assertThat(plan.peek(Fault.NotFound.class, "/a.zip")).isEmpty();
        assertThat(plan.claim(Fault.Refusal.class, "/a.zip")).isEmpty();
        assertThat(plan.peek(Fault.NotFound.class, "/a.zip")).isPresent();
        assertThat(plan.claim(Fault.NotFound.class, "/a.zip")).isPresent();
        assertThat(plan.claim(Fault.NotFound.class, "/a.zip")).isEmpty();
    }

    @Test
    void aFaultWithoutEndStaysUntilCleared() {
        plan.add(new Fault.NotFound(PathPattern.of("*"), Fault.ALWAYS));
        for (int i = 0; i < 1_000; i++) {
            assertThat(plan.claim(Fault.NotFound.class, "/a")).isPresent();
        }
        plan.clear();
        assertThat(plan.claim(Fault.NotFound.class, "/a")).isEmpty();
    }

    @Test
    void manyThreadsShareOneCount() {
        plan.add(new Fault.NotFound(PathPattern.of("*"), 100));
        AtomicInteger claimed = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                threads.execute(
                        () -> plan.claim(Fault.NotFound.class, "/a").ifPresent(fault -> claimed.incrementAndGet()));
            }
        }
        assertThat(claimed).hasValue(100);
    }
}
