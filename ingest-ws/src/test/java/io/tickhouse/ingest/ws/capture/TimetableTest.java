package io.tickhouse.ingest.ws.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private final Timetable timetable = new Timetable();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatIsDueIsDoneInTheOrderOfItsTimes() {
        timetable.after(Duration.ofNanos(30), 0, () -> done.add("c"));
        timetable.after(Duration.ofNanos(10), 0, () -> done.add("a"));
        timetable.after(Duration.ofNanos(10), 0, () -> done.add("b"));
        timetable.run(9);
        assertThat(done).isEmpty();
        timetable.run(10);
        assertThat(done).containsExactly("a", "b");
        assertThat(timetable.untilNext(10, Duration.ofSeconds(1))).isEqualTo(Duration.ofNanos(20));
        assertThat(timetable.untilNext(10, Duration.ofNanos(5))).isEqualTo(Duration.ofNanos(5));
        timetable.run(1_000);
        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void aClockThatOverflowsDoesNotMixUpTheOrder() {
        long late = Long.MAX_VALUE - 5;
        timetable.after(Duration.ofNanos(10), late, () -> done.add("after"));
        timetable.after(Duration.ofNanos(1), late, () -> done.add("before"));
        timetable.run(late + 1);
        assertThat(done).containsExactly("before");
        timetable.run(late + 10);
        assertThat(done).containsExactly("before", "after");
    }
}
