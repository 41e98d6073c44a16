# RUN and COPY use relative paths where they can, so that src/container/check.sh can follow
# these very steps on a machine without Docker.

FROM eclipse-temurin:25-jdk-noble AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn/ .mvn/
COPY src/ src/
# Tests and style are for CI, which runs before an image is made.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -q -Dmaven.test.skip=true package
RUN java -Djarmode=tools -jar target/talkdesk-token-vending.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre-noble
LABEL org.opencontainers.image.title="talkdesk-token-vending" \
      org.opencontainers.image.description="Vends short-lived Talkdesk access tokens to mobile apps." \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY src/container/jvm.options src/container/healthcheck ./
COPY --from=build /build/layers/application/ ./

# Trains the AOT cache in this stage, because it fits only the JVM build and the paths it was made
# with. The sandbox makes its keys while it runs, so no secret gets into a layer, and the run ends
# before a port is opened.
RUN mkdir plugins && \
    SPRING_PROFILES_ACTIVE=sandbox \
    java @jvm.options -XX:AOTCacheOutput=app.aot -Dspring.context.exit=onRefresh \
      -cp talkdesk-token-vending.jar:plugins/* dev.tokenvending.TokenVendingApplication

# A number, so that Kubernetes can see that it is not root. Nothing below /app is written to:
# the file system may be read-only, with a writable /tmp.
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["bash", "healthcheck"]
# Exec form: java is process 1 and gets SIGTERM itself. Jars with policies go to /app/plugins (see
# docs/policies-in-java.md); they stand at the end of the class path, which the AOT cache tolerates.
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=app.aot", \
            "-cp", "talkdesk-token-vending.jar:plugins/*", "dev.tokenvending.TokenVendingApplication"]
