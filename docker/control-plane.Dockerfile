# The control plane as an image. Both base images can be exchanged, for instance where Docker Hub is not reached.
ARG BERTH_BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG BERTH_RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BERTH_BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
# What `./berth build --dist` has left in dist/ is taken as it is; without it the build happens here.
RUN [ -d dist ] || BERTH_HOME=/tmp/berth ./berth build --dist

FROM ${BERTH_RUNTIME_IMAGE}
COPY --from=build /src/dist/control-plane /opt/berth/control-plane
# The berth command is here for `docker-compose exec control-plane berth apikey create --user NAME`.
COPY --from=build /src/berth /src/pom.xml /opt/berth/
COPY --from=build /src/scripts /opt/berth/scripts
# A new named volume takes over the owner of the folder that it is mounted on.
RUN ln -s /opt/berth/berth /usr/local/bin/berth \
 && mkdir -p /var/lib/berth/run /var/lib/berth/logs /join \
 && chown -R 7400:7400 /var/lib/berth /join
USER 7400:7400
ENV HOME=/var/lib/berth BERTH_HOME=/var/lib/berth BERTH_JOIN_TOKEN_FILE=/join/join-token
VOLUME ["/var/lib/berth"]
EXPOSE 7400 7443
HEALTHCHECK --interval=5s --timeout=10s --start-period=120s --retries=6 CMD ["berth", "ping"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", \
  "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-Xmx512m", \
  "-jar", "/opt/berth/control-plane/berth-control-plane.jar"]
