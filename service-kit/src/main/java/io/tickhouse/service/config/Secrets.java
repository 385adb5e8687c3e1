package io.tickhouse.service.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which settings must never be printed. */
public final class Secrets {
    /** What is printed instead. */
    public static final String HIDDEN = "[hidden]";

    private static final Pattern NAMES = Pattern.compile(
            "password|passwd|secret|token|jaas|credential(?!s\\.source)|user\\.info|private\\.?key|keystore\\.key|api\\.?key",
            Pattern.CASE_INSENSITIVE);
    /** User and password in an address, up to the last @ of it: a password may hold one unencoded. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^\\s,]*@");

    private static final Pattern PARAMETER =
            Pattern.compile("([?&;](?:[^=&;\\s]*(?:" + NAMES + ")[^=&;\\s]*)=)[^&;\\s,]*", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** True when a setting of that name holds something that must not be shown. */
    public static boolean isSecret(String key) {
        return NAMES.matcher(key).find();
    }

    /** The value as it may be shown: hidden for a secret, without user, password and secret parameters inside an address. */
    public static String redacted(String key, String value) {
        if (isSecret(key)) {
            return HIDDEN;
        }
        String withoutUser = USER_INFO.matcher(value).replaceAll(HIDDEN + "@");
        return PARAMETER.matcher(withoutUser).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
    }
}
