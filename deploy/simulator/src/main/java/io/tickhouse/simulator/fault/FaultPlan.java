package io.tickhouse.simulator.fault;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults in force, each with what is left of its count. Safe for many request threads at once. */
public final class FaultPlan {
    private final List<Armed> armed = new CopyOnWriteArrayList<>();

    private record Armed(Fault fault, AtomicInteger left) {
        boolean isAbout(Class<? extends Fault> kind, String path) {
            return kind.isInstance(fault) && fault.on().matches(path) && left.get() > 0;
        }

        boolean countDown() {
            return left.getAndUpdate(n -> n == Fault.ALWAYS ? n : Math.max(0, n - 1)) > 0;
        }
    }

    /** Adds a fault behind those in force; of several of one kind on one path the first with a count left is taken. */
    public void add(Fault fault) {
        armed.add(new Armed(fault, new AtomicInteger(fault.times())));
    }

    public void clear() {
        armed.clear();
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
        return armed.stream().filter(one -> one.isAbout(kind, path)).findFirst().map(one -> kind.cast(one.fault));
    }
}
