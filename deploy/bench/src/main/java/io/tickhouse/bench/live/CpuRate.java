package io.tickhouse.bench.live;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How much one core does: by the time its thread was on a processor, so that whoever else runs there does not count. */
final class CpuRate {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private CpuRate() {}

    /** Something that is done a number of times. */
    interface Work {
        /** Does it all, and gives a number that depends on all results, so that none can be left out. */
        long run() throws Exception;
    }

    /** Times a second. */
    static double of(long times, Work work) throws Exception {
        long begun = CPU.getCurrentThreadCpuTime();
        if (work.run() == Long.MIN_VALUE) {
            throw new IllegalStateException("expected results, found none");
        }
        return times * 1e9 / (CPU.getCurrentThreadCpuTime() - begun);
    }
}
