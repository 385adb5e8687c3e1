package io.tickhouse.gates;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.math.BigDecimal;

/** The rules of the rooms: who may use what, and in which direction. ARCHITECTURE.md tells the same in words. */
@AnalyzeClasses(packages = "io.tickhouse", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    private static final String[] PRODUCERS = {"org.apache.kafka.clients.producer.."};
    private static final String[] CLOCK_AND_WORLD = {
        "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..", "org.apache.kafka..", "com.clickhouse.."
    };

    @ArchTest
    static final ArchRule theContractDependsOnNothingOfOurs = noClasses()
            .that()
            .resideInAnyPackage("io.tickhouse.schemas..", "io.tickhouse.market..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.tickhouse.service..",
                    "io.tickhouse.local..",
                    "io.tickhouse.ingest..",
                    "io.tickhouse.streams..",
                    "io.tickhouse.sink..",
                    "io.tickhouse.launcher..",
                    "io.tickhouse.simulator..");

    @ArchTest
    static final ArchRule theBootKitKnowsNoMarketAndNoService = noClasses()
            .that()
            .resideInAPackage("io.tickhouse.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.tickhouse.schemas..",
                    "io.tickhouse.market..",
                    "io.tickhouse.ingest..",
                    "io.tickhouse.streams..",
                    "io.tickhouse.sink..",
                    "io.tickhouse.local..",
                    "io.tickhouse.launcher..");

    @ArchTest
    static final ArchRule servicesMeetInTopicsOnly =
            slices().assignedFrom(new Services()).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule onlyPublishProducesInIngest = noClasses()
            .that()
            .resideInAPackage("io.tickhouse.ingest..")
            .and()
            .resideOutsideOfPackages("io.tickhouse.ingest.*.publish..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PRODUCERS);

    @ArchTest
    static final ArchRule onlyConnectionTouchesWebSockets = noClasses()
            .that()
            .resideOutsideOfPackages("io.tickhouse.ingest.ws.connection..", "io.tickhouse.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.glassfish.tyrus..", "jakarta.websocket..");

    @ArchTest
    static final ArchRule onlyWriteTouchesTheClickHouseClient = noClasses()
            .that()
            .resideOutsideOfPackages("io.tickhouse.sink.clickhouse.write..", "io.tickhouse.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.clickhouse..");

    @ArchTest
    static final ArchRule decodersTouchNoClockAndNoWorld = noClasses()
            .that()
            .resideInAPackage("io.tickhouse.ingest..decode..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLOCK_AND_WORLD)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule venuesAndBooksTouchNoClockAndNoSocket = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.tickhouse.ingest.ws.venue..",
                    "io.tickhouse.ingest.ws.book..",
                    "io.tickhouse.ingest.ws.sequence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net.http..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "org.apache.kafka..",
                    "jakarta.websocket..")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule plansArePure = noClasses()
            .that()
            .resideInAnyPackage("io.tickhouse.ingest.*.plan..", "io.tickhouse.sink.clickhouse.plan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..", "org.apache.kafka.clients..", "com.clickhouse..");

    @ArchTest
    static final ArchRule noDoubleTouchesAPriceOrAQuantity = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.tickhouse.schemas..",
                    "io.tickhouse.market..",
                    "io.tickhouse.ingest..decode..",
                    "io.tickhouse.ingest..venue..",
                    "io.tickhouse.ingest.ws.book..",
                    "io.tickhouse.ingest.ws.capture..",
                    "io.tickhouse.streams..",
                    "io.tickhouse.sink.clickhouse.map..")
            .should()
            .callMethod(BigDecimal.class, "doubleValue")
            .orShould()
            .callMethod(BigDecimal.class, "floatValue")
            .orShould()
            .callConstructor(BigDecimal.class, double.class)
            .orShould()
            .callMethod(BigDecimal.class, "valueOf", double.class)
            .orShould()
            .callMethod(Double.class, "parseDouble", String.class);

    @ArchTest
    static final ArchRule roomsFormNoCircles = slices().matching("io.tickhouse.(*).(**)")
            .namingSlices("$1.$2")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingIsCalledUtil =
            noClasses().should().resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..");

    @ArchTest
    static final ArchRule whatCanFailIsNotAnnotatedAway = classes()
            .that()
            .resideInAPackage("io.tickhouse..")
            .should()
            .notBeAnnotatedWith("org.junit.jupiter.api.Disabled");
}
