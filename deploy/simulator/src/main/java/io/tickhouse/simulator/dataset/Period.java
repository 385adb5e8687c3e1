package io.tickhouse.simulator.dataset;

import java.time.LocalDate;
import java.time.YearMonth;

/** What a file is published for: a UTC day or a month. */
public sealed interface Period {
    LocalDate first();

    /** The last day, inclusive. */
    LocalDate last();

    /** {@code daily} or {@code monthly}. */
    String folder();

    record Day(LocalDate date) implements Period {
        @Override
        public LocalDate first() {
            return date;
        }

        @Override
        public LocalDate last() {
            return date;
        }

        @Override
        public String folder() {
            return "daily";
        }

        @Override
        public String toString() {
            return date.toString();
        }
    }

    record Month(YearMonth month) implements Period {
        @Override
        public LocalDate first() {
            return month.atDay(1);
        }

        @Override
        public LocalDate last() {
            return month.atEndOfMonth();
        }

        @Override
        public String folder() {
            return "monthly";
        }

        @Override
        public String toString() {
            return month.toString();
        }
    }
}
