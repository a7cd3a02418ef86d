package io.corrsh.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.corrsh.service.CorrshApplication;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class TokenTests {

    @Test
    void tokensOfTheIdentityProviderCarryRolesInTheirScopes(@TempDir Path directory) throws IOException, JOSEException {
        RSAKey provider = new RSAKeyGenerator(2048).generate();
        RSAKey stranger = new RSAKeyGenerator(2048).generate();
        Path key = directory.resolve("provider.pem");
        Files.writeString(
                key,
                "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                        .formatted(Base64.getMimeEncoder()
                                .encodeToString(provider.toRSAPublicKey().getEncoded())));
        TestModels.write(directory.resolve("model"));
        try (ConfigurableApplicationContext context = SpringApplication.run(
                CorrshApplication.class,
                "--server.port=0",
                "--corrsh.device=cpu",
                "--corrsh.model=" + directory.resolve("model"),
                "--server.tomcat.basedir=" + directory.resolve("tomcat"),
                "--corrsh.data-dir=" + directory.resolve("data"),
                "--spring.security.oauth2.resourceserver.jwt.public-key-location=file:" + key)) {
            Api api = new Api(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            Instant later = Instant.now().plusSeconds(600);
            assertThat(api.get("/info").status()).isEqualTo(401);
            assertThat(info(api, token(provider, "corrsh.read", later))).isEqualTo(200);
            assertThat(delete(api, token(provider, "corrsh.read", later))).isEqualTo(403);
            assertThat(delete(api, token(provider, "openid corrsh.write", later)))
                    .isEqualTo(404);
            assertThat(info(api, token(provider, "corrsh.write", later))).isEqualTo(200);
            assertThat(info(api, token(provider, "other", later))).isEqualTo(403);
            assertThat(info(api, token(provider, "corrsh.read", Instant.now().minusSeconds(600))))
                    .isEqualTo(401);
            assertThat(info(api, token(stranger, "corrsh.admin", later))).isEqualTo(401);
            assertThat(info(api, "corrsh_not_a_key")).isEqualTo(401);
        }
    }

    private static int info(Api api, String token) {
        return api.with("Authorization", "Bearer " + token).get("/info").status();
    }

    private static int delete(Api api, String token) {
        return api.with("Authorization", "Bearer " + token)
                .delete("/documents/none")
                .status();
    }

    private static String token(RSAKey key, String scope, Instant expires) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256),
                new JWTClaimsSet.Builder()
                        .subject("somebody")
                        .claim("scope", scope)
                        .expirationTime(Date.from(expires))
                        .build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
