# docker build -t cutmix .
# docker run --rm --read-only --cap-drop ALL --network none -u "$(id -u):$(id -g)" -v "$PWD/data:/data" cutmix \
#   augment --images /data/train --labels /data/labels.csv --out /data/mixed

ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
# Without sources first: a layer of all libraries, kept until the pom changes.
COPY pom.xml ./
COPY .mvn .mvn
# The list of what is shipped, sbom.json, is made from what the network says; offline, give an
# empty word.
ARG SBOM=cyclonedx:makeBom
RUN mvn -B -q package $SBOM -Dmaven.test.skip
COPY src src
RUN mvn -B -q package $SBOM -Dmaven.test.skip \
 && mv target/dist /opt/cutmix \
 && cp -R src/main/resources/META-INF/* /opt/cutmix \
 && cp src/release/licenses/* /opt/cutmix/licenses

# The first run makes an archive for a quick start, which fits only the very Java that made it.
FROM ${RUN_IMAGE} AS trained
COPY --from=build /opt/cutmix /opt/cutmix
COPY bin /opt/cutmix/bin
COPY samples /opt/cutmix/samples
RUN /opt/cutmix/bin/cutmix --version \
 && rm -r /opt/cutmix/samples /opt/cutmix/markers \
 && chmod -R a+rX /opt/cutmix
# Of all tools those that the launcher calls stay, Java, and sync, by which it waits for the disk.
RUN find -L /bin /sbin /usr/bin /usr/sbin /usr/local/bin /usr/local/sbin -maxdepth 1 \( -type f -o -type l \) \
  ! -name sh ! -name dash ! -name bash ! -name java ! -name find ! -name sed ! -name cat \
  ! -name readlink ! -name dirname ! -name uname ! -name locale ! -name stty ! -name sync -delete

FROM scratch
COPY --from=trained / /
# The commit: --build-arg REVISION="$(git rev-parse HEAD)"
ARG REVISION=unknown
LABEL org.opencontainers.image.title="cutmix" \
      org.opencontainers.image.description="CutMix-augmented image data sets: mixed images and soft labels from a folder and a CSV" \
      org.opencontainers.image.version="1.0.0" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="https://github.com/cutmix-java/cutmix"
ENV PATH=/opt/cutmix/bin:/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# By number, as runAsNonRoot asks for, and the one that most first users have;
# any other works too with docker run -u.
USER 1000:1000
WORKDIR /data
ENTRYPOINT ["cutmix"]
