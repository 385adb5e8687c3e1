package io.tickhouse.service;

import io.tickhouse.service.config.CommonConfig;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A service that does what it is told, also as a process of its own. */
@Command(name = "demo")
final class DemoService implements Service, Callable<Integer> {
    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String configPrefix() {
        return "demo.";
    }

    @Override
    public ConfigDef config() {
        return CommonConfig.def(0)
                .define(
                        "demo.end",
                        Type.STRING,
                        "done",
                        Importance.LOW,
                        "How it ends: done, refused, fail, error, wait.");
    }

    @Override
    public void check(ServiceContext context) throws Exception {
        if (context.config().string("demo.end").equals("fail")) {
            throw new IllegalStateException("expected a topic, found none");
        }
    }

    @Override
    public int run(ServiceContext context) throws Exception {
        context.health().up("demo");
        return switch (context.config().string("demo.end")) {
            case "refused" -> ExitCodes.REFUSED_RECORDS;
            case "fail" -> throw new IllegalStateException("offsets are lost; reset the group");
            case "error" -> throw new NoClassDefFoundError();
            case "wait" -> {
                System.out.println("waiting");
                context.stop().await();
                System.out.println("drained");
                yield ExitCodes.OK;
            }
            default -> ExitCodes.OK;
        };
    }

    @Override
    public Integer call() {
        return ServiceRunner.run(this, options);
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new DemoService()).execute(args));
    }
}
