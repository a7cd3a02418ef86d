package io.corrsh.service.settings;

import static io.corrsh.service.settings.InvalidSettingException.require;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a caller, known by its key or else its address, may ask for. Nothing is limited by default.
 *
 * @param requests how many requests a second; 0 for any number
 * @param burst how many requests at once after a pause; 0 for those of a second
 * @param texts how many texts a day are encoded; 0 for any number
 */
public record Rates(
        @DefaultValue("0") int requests,
        @DefaultValue("0") int burst,
        @DefaultValue("0") long texts) {

    public Rates {
        require(requests >= 0, "corrsh.rates.requests", "at least 0", requests);
        require(burst >= 0, "corrsh.rates.burst", "at least 0", burst);
        require(texts >= 0, "corrsh.rates.texts", "at least 0", texts);
    }
}
