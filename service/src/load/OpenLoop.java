import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Offers POST /encode at a fixed rate, whatever becomes of the requests before: a request that is due while all connections wait for
 * an answer is sent late, and its time counts from when it was due. All connections are made before the first request. One thread.
 *
 * <p>usage: OpenLoop.java URL FILE TEXTS_A_REQUEST REQUESTS_A_SECOND SECONDS CONNECTIONS; of the file each line is a text as JSON.
 *
 * <p>prints: offered, good, refused (429), other answers and broken connections a second; p50 and p99 of the good and p99 of the refused
 * in milliseconds; CPU microseconds of this client a request; the requests that were due but never sent.
 */
void main(String[] args) throws IOException {
    URI base = URI.create(args[0]);
    List<byte[]> requests = requests(base, Files.readAllLines(Path.of(args[1])), Integer.parseInt(args[2]));
    double rate = Double.parseDouble(args[3]);
    long seconds = Long.parseLong(args[4]);
    try (Client client = new Client(base, requests, Integer.parseInt(args[5]))) {
        client.offer(rate, seconds);
        System.out.println(client.result(seconds));
    }
}

List<byte[]> requests(URI base, List<String> texts, int batch) {
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i + batch <= texts.size() && requests.size() < 5120; i += batch) {
        String inputs = batch == 1 ? texts.get(i) : "[" + String.join(",", texts.subList(i, i + batch)) + "]";
        byte[] body = ("{\"inputs\":" + inputs + "}").getBytes(StandardCharsets.UTF_8);
        byte[] head = "POST /encode HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(base.getAuthority(), body.length)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        requests.add(request);
    }
    return requests;
}

/** Durations, in nanoseconds. */
static final class Times {

    private long[] nanos = new long[1 << 16];
    private int size;

    void add(long time) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = time;
    }

    int size() {
        return size;
    }

    double millis(double quantile) {
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return size == 0 ? 0 : sorted[(int) Math.min(size - 1, quantile * size)] / 1e6;
    }
}

/** A connection that sends one request after the other, and reads of each answer its status and its end. */
static final class Connection {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final byte[] head = new byte[4096];
    private ByteBuffer request = ByteBuffer.allocate(0);
    private long due;
    private int headSize;
    private long bodyLeft;
    private long tail;

    Connection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Sends a request; gives back false if some of it is still to be written. */
    boolean send(byte[] bytes, long time) throws IOException {
        request = ByteBuffer.wrap(bytes);
        due = time;
        headSize = 0;
        return write();
    }

    boolean write() throws IOException {
        channel.write(request);
        return !request.hasRemaining();
    }

    /** Reads what is there; gives back the status if the answer is complete, else 0. */
    int read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new IOException("closed");
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            byte next = buffer.get();
            tail = tail << 8 | next & 0xFF;
            if (headSize >= 0) {
                head[headSize++] = next;
                if ((int) tail == 0x0D0A0D0A) {
                    bodyLeft = length();
                    headSize = -headSize;
                    if (bodyLeft == 0) {
                        return status();
                    }
                }
            } else if (bodyLeft > 0) {
                int skipped = (int) Math.min(bodyLeft - 1, buffer.remaining());
                buffer.position(buffer.position() + skipped);
                bodyLeft -= skipped + 1;
                if (bodyLeft == 0) {
                    return status();
                }
            } else if ((tail & 0xFF_FFFFFFFFL) == 0x30_0D0A0D0AL) { // the last chunk; JSON has no such line
                return status();
            }
        }
        return 0;
    }

    private int status() {
        return (head[9] - '0') * 100 + (head[10] - '0') * 10 + head[11] - '0';
    }

    /** Whether nothing more can be sent: the answer says so, or came before all of the request was sent. */
    boolean isOver() {
        return request.hasRemaining() || find(CLOSE) > 0;
    }

    /** The length of the body, -1 if it comes in chunks. */
    private long length() {
        int at = find(LENGTH);
        if (at < 0) {
            return -1;
        }
        long length = 0;
        for (; head[at] != '\r'; at++) {
            length = head[at] == ' ' ? length : 10 * length + head[at] - '0';
        }
        return length;
    }

    /** Where the head goes on after some lower-case characters; -1 if it does not hold them. */
    private int find(byte[] wanted) {
        for (int start = 0; start + wanted.length < Math.abs(headSize); start++) {
            int i = 0;
            while (i < wanted.length && (head[start + i] | 0x20) == (wanted[i] | 0x20)) {
                i++;
            }
            if (i == wanted.length) {
                return start + i;
            }
        }
        return -1;
    }
}

static final class Client implements AutoCloseable {

    private final InetSocketAddress address;
    private final List<byte[]> requests;
    private final int most;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 17);
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Times good = new Times();
    private final Times refused = new Times();
    private int open;
    private long other;
    private long broken;
    private long due;
    private long sent;
    private long cpu;

    Client(URI base, List<byte[]> requests, int most) throws IOException {
        this.address = new InetSocketAddress(base.getHost(), base.getPort());
        this.requests = requests;
        this.most = most;
    }

    void offer(double rate, long seconds) throws IOException {
        for (int i = 0; i < most; i++) {
            idle.add(connect());
        }
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long used = process.getProcessCpuTime();
        long started = System.nanoTime();
        long length = seconds * 1_000_000_000L;
        for (long now = 0; now < length; now = System.nanoTime() - started) {
            due = (long) (now / 1e9 * rate);
            while (sent < due && send(started + (long) (sent * 1e9 / rate))) {
                sent++;
            }
            if (selector.select(1) > 0) {
                for (SelectionKey key : selector.selectedKeys()) {
                    advance(key);
                }
                selector.selectedKeys().clear();
            }
        }
        cpu = process.getProcessCpuTime() - used;
    }

    private boolean send(long time) throws IOException {
        Connection connection = idle.pollLast();
        if (connection == null) {
            if (open == most) {
                return false;
            }
            connection = connect();
        }
        SelectionKey key = connection.channel.keyFor(selector);
        try {
            boolean whole = connection.send(requests.get((int) (sent * 7919 % requests.size())), time);
            key.interestOps(whole ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } catch (IOException e) {
            broken++;
            give(key);
        }
        return true;
    }

    private Connection connect() throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel);
        channel.register(selector, 0, connection);
        open++;
        return connection;
    }

    private void advance(SelectionKey key) throws IOException {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isWritable() && connection.write()) {
                key.interestOps(SelectionKey.OP_READ);
            }
            int status = key.isReadable() ? connection.read(buffer) : 0;
            if (status != 0) {
                long took = System.nanoTime() - connection.due;
                switch (status) {
                    case 200 -> good.add(took);
                    case 429 -> refused.add(took);
                    default -> other++;
                }
                if (connection.isOver()) {
                    give(key);
                } else {
                    idle.addLast(connection);
                }
            }
        } catch (IOException e) {
            if (!idle.remove(connection)) {
                broken++;
            }
            give(key);
        }
    }

    private void give(SelectionKey key) throws IOException {
        key.channel().close();
        open--;
    }

    String result(long seconds) {
        double s = seconds;
        return "RESULT %.1f %.1f %.1f %.1f %.2f %.1f %.1f %.1f %.1f %d"
                .formatted(
                        due / s, good.size() / s, refused.size() / s, other / s, broken / s, good.millis(0.5),
                        good.millis(0.99), refused.millis(0.99), cpu / 1e3 / Math.max(1, sent), due - sent);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
