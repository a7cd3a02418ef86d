package io.corrsh.service.encode.stream;

import io.corrsh.service.web.MediaTypes;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is sent by a thread of its own, from the first byte on, so that reading the request goes on meanwhile.
 * Closing it waits until all is sent or the client is given up.
 */
final class Reply implements AutoCloseable {

    private final HttpServletResponse response;
    private final String model;
    private final int bits;
    private final SpooledPipe pipe;
    private @Nullable Thread sender;

    Reply(HttpServletResponse response, String model, int bits, long mostInFile) {
        this.response = response;
        this.model = model;
        this.bits = bits;
        this.pipe = new SpooledPipe(mostInFile);
    }

    /**
     * Sends bytes after those before.
     *
     * @throws IOException if the client has gone or does not read
     */
    void send(byte[] bytes) throws IOException {
        if (sender == null) {
            begin();
        }
        pipe.write(bytes);
    }

    boolean hasBegun() {
        return sender != null;
    }

    private void begin() throws IOException {
        response.setContentType(MediaTypes.JSON_LINES);
        response.setHeader("X-Corrsh-Model", model);
        response.setHeader("X-Corrsh-Bits", Integer.toString(bits));
        OutputStream out = response.getOutputStream();
        // From here on a failure is told in the last line: nothing may take back the lines before.
        response.flushBuffer();
        sender = Thread.ofVirtual().name("corrsh-encode-reply").start(() -> pipe.copyTo(out));
    }

    @Override
    public void close() throws IOException {
        pipe.end();
        boolean interrupted = false;
        // The response must not be given back to the server while a thread still writes to it.
        while (sender != null && sender.isAlive()) {
            try {
                sender.join();
            } catch (InterruptedException e) {
                interrupted = true;
                sender.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        pipe.close();
    }
}
