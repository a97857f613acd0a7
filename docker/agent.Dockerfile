# The agent as an image. It works on the engine whose socket is mounted into it, hence as root.
ARG BERTH_BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG BERTH_RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BERTH_BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
# What `./berth build --dist` has left in dist/ is taken as it is; without it the build happens here.
RUN [ -d dist ] || BERTH_HOME=/tmp/berth ./berth build --dist

FROM ${BERTH_RUNTIME_IMAGE}
COPY --from=build /src/dist/agent /opt/berth/agent
COPY --from=build /src/docker/agent-linked /usr/local/bin/agent-linked
RUN mkdir -p /var/lib/berth/run /var/lib/berth/logs /join
ENV BERTH_HOME=/var/lib/berth BERTH_JOIN_TOKEN_FILE=/join/join-token
VOLUME ["/var/lib/berth"]
HEALTHCHECK --interval=5s --timeout=10s --start-period=60s --retries=6 CMD ["agent-linked"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", \
  "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", \
  "-Xmx48m", "-Xss256k", "-XX:MaxMetaspaceSize=64m", "-XX:ReservedCodeCacheSize=24m", \
  "-jar", "/opt/berth/agent/berth-agent.jar"]
