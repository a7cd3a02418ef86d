package io.corrsh.service.cli.load;

import io.corrsh.model.corpus.BrokenLineListener;
import io.corrsh.model.corpus.LineReader.Line;
import io.corrsh.service.cli.console.CommandFailedException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The lines that go to the service together. For one thread. */
final class ImportBatch {

    private static final int MOST_BYTES = 16 << 20;

    private final BulkClient client;
    private final BrokenLineListener failed;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<Long> numbers = new ArrayList<>();
    private long accepted;

    ImportBatch(BulkClient client, BrokenLineListener failed) {
        this.client = client;
        this.failed = failed;
    }

    void add(Line line) throws InterruptedException {
        if (line.isOverlong()) {
            failed.brokenLine(line.number(), "must have at most 1 GB, got %d bytes".formatted(line.length()));
            return;
        }
        if (body.size() > 0 && body.size() + line.bytes().length > MOST_BYTES) {
            send();
        }
        body.writeBytes(line.bytes());
        body.write('\n');
        numbers.add(line.number());
    }

    int size() {
        return numbers.size();
    }

    long accepted() {
        return accepted;
    }

    private BulkClient.Reply reply() throws InterruptedException {
        try {
            return client.send(body.toByteArray());
        } catch (CommandFailedException e) {
            if (accepted == 0) {
                throw e;
            }
            throw new CommandFailedException(
                    "%s (%d documents were accepted before; lines %d to %d were sent last)"
                            .formatted(e.getMessage(), accepted, numbers.getFirst(), numbers.getLast()),
                    e);
        }
    }

    /** Sends what there is and waits until the service has it on disk. */
    void send() throws InterruptedException {
        if (numbers.isEmpty()) {
            return;
        }
        BulkClient.Reply reply = reply();
        if (reply.items().size() != numbers.size()) {
            throw new CommandFailedException("the service answered for %d lines of %d: lines %d to %d are in doubt"
                    .formatted(reply.items().size(), numbers.size(), numbers.getFirst(), numbers.getLast()));
        }
        for (BulkClient.Item item : reply.items()) {
            if (item.error() == null) {
                accepted++;
            } else {
                failed.brokenLine(numbers.get(Math.toIntExact(item.line()) - 1), item.error());
            }
        }
        body.reset();
        numbers.clear();
    }
}
