package org.apiaryfs.mgmt.internal.quota;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Users and groups that this host knows, from whatever its name service asks (getent(1)). Stateless.
 * Those below {@link #FIRST_ORDINARY}, and users who can't log in, are taken for accounts of services.
 */
final class HostAccounts {
    private static final int FIRST_ORDINARY = 100;

    private HostAccounts() {}

    static List<Integer> users(boolean systemAccounts) throws IOException {
        return parse(ask("passwd"), systemAccounts);
    }

    static List<Integer> groups(boolean systemAccounts) throws IOException {
        return parse(ask("group"), systemAccounts);
    }

    private static List<String> ask(String database) throws IOException {
        Process getent = new ProcessBuilder("getent", database).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        getent.getOutputStream().close();
        String text = new String(getent.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        try {
            int code = getent.waitFor();
            if (code != 0) {
                throw new IOException("getent " + database + " ended with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            getent.destroy();
            throw new IOException("interrupted");
        }
        return text.lines().toList();
    }

    /** Lines of passwd(5) or group(5). */
    static List<Integer> parse(List<String> lines, boolean systemAccounts) {
        return lines.stream().map(l -> l.split(":", -1)).filter(f -> f.length >= 4 && f[2].matches("\\d{1,10}") && Long.parseLong(f[2]) <= 0xffff_ffffL)
                .filter(f -> systemAccounts || Long.parseLong(f[2]) >= FIRST_ORDINARY && (f.length < 7 || mayLogIn(f[6])))
                .map(f -> Integer.parseUnsignedInt(f[2])).toList();
    }

    private static boolean mayLogIn(String shell) {
        return !shell.endsWith("/nologin") && !shell.endsWith("/false");
    }
}
