package org.apiaryfs.tests.support;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports that nobody uses. */
public final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 30_000;

    private static int next = LOWEST + (int) (ProcessHandle.current().pid() % 900) * 10;

    private Ports() {}

    /** The first of {@code count} consecutive ports that are free for TCP and UDP; below the range of ephemeral ports. */
    public static synchronized int range(int count) {
        for (int tries = 0; tries < (HIGHEST - LOWEST) / count; tries++) {
            int first = next;
            next = next + count > HIGHEST - count ? LOWEST : next + count;
            boolean free = true;
            for (int port = first; free && port < first + count; port++) {
                free = free(port);
            }
            if (free) {
                return first;
            }
        }
        throw new IllegalStateException("no " + count + " free ports between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean free(int port) {
        try (ServerSocket tcp = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(null)) {
            tcp.setReuseAddress(true);
            tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            udp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
