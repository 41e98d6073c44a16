package dev.tokenvending.ops;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.springframework.boot.health.actuate.endpoint.SystemHealthDescriptor;
import org.springframework.boot.jackson.JacksonMixin;

/** Health is open to everybody, so it says one word, and not which groups there are. */
@JacksonMixin(SystemHealthDescriptor.class)
@JsonIgnoreProperties("groups")
interface StatusWordOnly {}
