package io.tickhouse.simulator.fault;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults in force, each with what is left of its count. Safe for many request threads at once. */
public final class FaultPlan {
    private final List<Armed> armed = new CopyOnWriteArrayList<>();

    private record Armed(Fault fault, AtomicInteger toSpare, AtomicInteger left) {
        static Armed of(Fault fault, int toSpare) {
            return fault instanceof Fault.After(Fault later, int answers)
                    ? of(later, Math.addExact(toSpare, answers))
                    : new Armed(fault, new AtomicInteger(toSpare), new AtomicInteger(fault.times()));
        }

        boolean isAbout(Class<? extends Fault> kind, String path) {
            return kind.isInstance(fault) && fault.on().matches(path) && left.get() > 0;
        }

        boolean isDue() {
            return toSpare.get() == 0;
        }

        boolean countDown() {
            return toSpare.getAndUpdate(n -> Math.max(0, n - 1)) == 0
                    && left.getAndUpdate(n -> n == Fault.ALWAYS ? n : Math.max(0, n - 1)) > 0;
        }

        @Override
        public String toString() {
            String count = left.get() == Fault.ALWAYS ? "for ever" : left.get() + " left";
            return fault + ", " + count + (isDue() ? "" : ", spares the next " + toSpare);
        }
    }

    /** Adds a fault behind those in force; of several of one kind on one path the first with a count left is taken. */
    public void add(Fault fault) {
        armed.add(Armed.of(fault, 0));
    }

    public void clear() {
        armed.clear();
    }

    /** The faults and what is left of them, each in a line for people to read, in order. */
    public List<String> describe() {
        return armed.stream().map(Armed::toString).toList();
    }

    /** The fault of this kind that the path is under, counting it as used once. */
    public <F extends Fault> Optional<F> claim(Class<F> kind, String path) {
        return armed.stream()
                .filter(one -> one.isAbout(kind, path) && one.countDown())
                .findFirst()
                .map(one -> kind.cast(one.fault));
    }

    /** The fault of this kind that the next {@link #claim} would return, leaving its count. */
    public <F extends Fault> Optional<F> peek(Class<F> kind, String path) {
        return armed.stream()
                .filter(one -> one.isAbout(kind, path) && one.isDue())
                .findFirst()
                .map(one -> kind.cast(one.fault));
    }
}
