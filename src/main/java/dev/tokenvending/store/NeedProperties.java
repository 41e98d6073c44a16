package dev.tokenvending.store;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What needs a database.
 *
 * @param appIds the ids of our apps in AppConnect, whose installations are kept
 */
@ConfigurationProperties("appconnect")
record NeedProperties(@DefaultValue List<String> appIds) {}
