package io.tickhouse.simulator.exchange.fault;

import io.tickhouse.simulator.exchange.fault.LiveFaultKind.Target;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults in force, each with what is left of its count. Safe for many threads. */
public final class LiveFaults {
    private final List<Armed> armed = new CopyOnWriteArrayList<>();

    private record Armed(LiveFault fault, AtomicInteger toSpare, AtomicInteger left, long until) {
        static Armed of(LiveFault fault) {
            boolean limited = fault.kind() == LiveFaultKind.SILENCE && fault.number() > 0;
            return new Armed(
                    fault,
                    new AtomicInteger(fault.after()),
                    new AtomicInteger(fault.times()),
                    limited ? System.nanoTime() + TimeUnit.SECONDS.toNanos(fault.number()) : Long.MAX_VALUE);
        }

        boolean isOver() {
            return left.get() == 0 || (until != Long.MAX_VALUE && System.nanoTime() - until > 0);
        }

        boolean countDown() {
            return toSpare.getAndUpdate(n -> Math.max(0, n - 1)) == 0
                    && left.getAndUpdate(n -> n == LiveFault.ALWAYS ? n : Math.max(0, n - 1)) > 0;
        }

        @Override
        public String toString() {
            String count = left.get() == LiveFault.ALWAYS ? "until it is ended" : left.get() + " left";
            return fault + ", " + count + (toSpare.get() == 0 ? "" : ", spares the next " + toSpare);
        }
    }

    /** Adds a fault behind those in force; of several of one target the first with a count left is taken. */
    public void add(LiveFault fault) {
        armed.add(Armed.of(fault));
    }

    public void clear() {
        armed.clear();
    }

    /** Whether no fault is in force. */
    public boolean isEmpty() {
        return armed.isEmpty();
    }

    /** The faults and what is left of them, each in a line for people to read, in order. */
    public List<String> describe() {
        armed.removeIf(Armed::isOver);
        return armed.stream().map(Armed::toString).toList();
    }

    /** Whether a fault of this target is in force on the name; not counted as used. */
    public boolean isUnder(Target target, String name) {
        return armed.stream()
                .filter(one -> !one.isOver())
                .anyMatch(one ->
                        one.fault.kind().target() == target && one.fault.on().matches(name));
    }

    /** The fault of this target that the name is under, counting it as used once. */
    public Optional<LiveFault> claim(Target target, String name) {
        armed.removeIf(Armed::isOver);
        for (Armed one : armed) {
            if (one.fault.kind().target() == target && one.fault.on().matches(name) && one.countDown()) {
                return Optional.of(one.fault);
            }
        }
        return Optional.empty();
    }
}
