package io.corrsh.service.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
public final class Version implements IVersionProvider {

    private static final String BUILD_INFO = "/META-INF/build-info.properties";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"corrsh " + number(), "Java " + Runtime.version()};
    }

    private static String number() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream(BUILD_INFO)) {
            if (in == null) {
                return "development";
            }
            Properties build = new Properties();
            build.load(in);
            return build.getProperty("build.version", "development");
        }
    }
}
