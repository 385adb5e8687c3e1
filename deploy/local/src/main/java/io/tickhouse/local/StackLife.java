package io.tickhouse.local;

import org.jspecify.annotations.Nullable;

/** Holds the one stack of a process, so that a signal in the middle of the start also stops what is there by then. */
final class StackLife {
    private boolean ended;
    private @Nullable LocalStack stack;

    /** Starts the stack; a signal meanwhile waits for the start to finish. */
    synchronized LocalStack begin(StackOptions options) {
        if (ended) {
            throw new StackException("The stack was told to stop before it had started.");
        }
        LocalStack started = LocalStack.start(options);
        stack = started;
        return started;
    }

    /** Stops the stack if there is one; none starts afterwards. */
    synchronized void end() {
        ended = true;
        if (stack != null) {
            stack.close();
            stack = null;
        }
    }
}
