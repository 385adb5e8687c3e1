package io.tickhouse.service.config;

import java.util.regex.Pattern;

/** Which settings must never be printed. */
public final class Secrets {
    /** What is printed instead. */
    public static final String HIDDEN = "[hidden]";

    private static final Pattern NAMES = Pattern.compile(
            "password|passwd|secret|token|jaas|credential(?!s\\.source)|user\\.info|private\\.?key|keystore\\.key|api\\.?key",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]+@");

    private Secrets() {}

    /** True when a setting of that name holds something that must not be shown. */
    public static boolean isSecret(String key) {
        return NAMES.matcher(key).find();
    }

    /** The value as it may be shown: hidden for a secret, without user and password inside an address. */
    public static String redacted(String key, String value) {
        return isSecret(key) ? HIDDEN : USER_INFO.matcher(value).replaceAll(HIDDEN + "@");
    }
}
