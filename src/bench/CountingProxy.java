import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Passes TCP connections on and counts what clients receive. Prints its port; appends a line to a file for each connection
 * that ended: the bytes that the client received, and those that it sent.
 *
 * <p>{@code java CountingProxy.java PORT FILE}
 */
final class CountingProxy {
    private CountingProxy() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        Path file = Path.of(arguments[1]);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            while (true) {
                Socket client = server.accept();
                new Thread(() -> pass(client, port, file)).start();
            }
        }
    }

    private static void pass(Socket client, int port, Path file) {
        long[] bytes = new long[2];
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread up = new Thread(() -> bytes[1] = copy(client, server));
            up.start();
            bytes[0] = copy(server, client);
            up.join();
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        write(file, bytes[0] + " " + bytes[1] + "\n");
    }

    private static long copy(Socket from, Socket to) {
        long count = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
                out.flush();
                count += length;
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            // The other side hung up first, which ends the connection all the same.
            return count;
        }
        return count;
    }

    private static synchronized void write(Path file, String line) {
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
