package io.corrsh.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.CorrshApplication;
import io.corrsh.service.support.TestModels;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class CertificateTests {

    private static final Pattern EXPIRY =
            Pattern.compile("^ssl_chain_expiry_seconds\\{.*bundle=\"web\".*} (\\S+)$", Pattern.MULTILINE);

    @TempDir
    private Path directory;

    private String base = "";

    @BeforeEach
    void prepare() throws IOException {
        TestModels.write(directory.resolve("model"));
    }

    @Test
    void healthMetricAndLogTellOfACertificateThatHasEndedOrIsEarlyAndOfTheNewOne(CapturedOutput output)
            throws Exception {
        issue("-10d", 5);
        try (ConfigurableApplicationContext context = SpringApplication.run(
                CorrshApplication.class,
                "--server.port=0",
                "--corrsh.device=cpu",
                "--corrsh.model=" + directory.resolve("model"),
                "--server.tomcat.basedir=" + directory.resolve("tomcat"),
                "--corrsh.data-dir=" + directory.resolve("data"),
                "--spring.ssl.bundle.pem.web.keystore.certificate=file:" + directory.resolve("cert.pem"),
                "--spring.ssl.bundle.pem.web.keystore.private-key=file:" + directory.resolve("key.pem"),
                "--spring.ssl.bundle.pem.web.reload-on-update=true",
                "--spring.ssl.bundle.watch.file.quiet-period=50ms",
                "--server.ssl.bundle=web")) {
            base = "https://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
            await(() -> output.getOut(), log -> log.contains("of the bundle 'web' ended at"));
            assertThat(expiry()).isNegative();
            assertThat(get("/actuator/health")).startsWith("503").contains("\"ssl\":{\"status\":\"OUT_OF_SERVICE\"");
            assertThat(get("/actuator/health/readiness"))
                    .as("who does not look at certificates is served")
                    .startsWith("200");

            issue("-1d", 1000);
            await(() -> get("/actuator/prometheus"), scrape -> expiry(scrape) > 0);
            await(() -> output.getOut(), log -> log.contains("of the bundle 'web' is good until"));
            assertThat(get("/actuator/health")).startsWith("200");

            // As if the clock had jumped back.
            issue("+2d", 5);
            await(() -> get("/actuator/prometheus"), scrape -> scrape.contains("\ncorrsh_certificates_early 1.0\n"));
            await(() -> output.getOut(), log -> log.contains("of the bundle 'web' is not good before"));
            assertThat(get("/actuator/health")).startsWith("503").contains("\"ssl\":{\"status\":\"OUT_OF_SERVICE\"");
        }
    }

    private double expiry() {
        return expiry(get("/actuator/prometheus"));
    }

    private static double expiry(String scrape) {
        Matcher line = EXPIRY.matcher(scrape);
        assertThat(line.find()).as("a series of the certificate").isTrue();
        return Double.parseDouble(line.group(1));
    }

    private interface Source {
        String get();
    }

    private static void await(Source source, Predicate<String> condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.test(source.get())) {
            assertThat(System.nanoTime()).as(source.get()).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    /** The status and the body. */
    private String get(String path) {
        try {
            SSLContext anyone = SSLContext.getInstance("TLS");
            anyone.init(null, new TrustManager[] {new TrustAnyone()}, null);
            HttpsURLConnection connection =
                    (HttpsURLConnection) URI.create(base + path).toURL().openConnection();
            connection.setSSLSocketFactory(anyone.getSocketFactory());
            connection.setHostnameVerifier((host, session) -> true);
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return status + " " + new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError("%s%s failed: %s".formatted(base, path, e), e);
        }
    }

    private static final class TrustAnyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Makes a certificate with the JDK's own tool, and puts it and its key where the service reads them. */
    private void issue(String start, int days) throws Exception {
        Path store = directory.resolve("store.p12");
        Files.deleteIfExists(store);
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(List.of(
                        tool.toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "secret",
                        "-alias",
                        "web",
                        "-dname",
                        "CN=localhost",
                        "-startdate",
                        start,
                        "-validity",
                        Integer.toString(days)))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("keytool.log")))
                .isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        write(
                "key.pem",
                "PRIVATE KEY",
                keys.getKey("web", "secret".toCharArray()).getEncoded());
        write("cert.pem", "CERTIFICATE", keys.getCertificate("web").getEncoded());
    }

    private void write(String file, String label, byte[] der) throws IOException {
        Files.writeString(
                directory.resolve(file),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(label, Base64.getMimeEncoder().encodeToString(der), label));
    }
}
