package io.corrsh.service.settings;

/** A value of the configuration breaks its rule. */
public final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private InvalidSettingException(String message) {
        super(message);
    }

    /** Leaves by an exception unless {@code valid}. */
    public static void require(boolean valid, String key, String rule, Object value) {
        if (!valid) {
            throw new InvalidSettingException("'%s' must be %s, got %s".formatted(key, rule, value));
        }
    }
}
