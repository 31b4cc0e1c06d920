# docker build -t cutmix .
# docker run --rm -u "$(id -u):$(id -g)" -v "$PWD/data:/data" cutmix \
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
RUN mvn -B -q package $SBOM -Dmaven.test.skip

COPY bin bin
COPY samples samples
RUN mkdir /opt/cutmix \
 && cp -R bin samples target/dist/* /opt/cutmix

# The first run makes an archive for a quick start, which fits only the very Java that made it.
FROM ${RUN_IMAGE} AS trained
COPY --from=build /opt/cutmix /opt/cutmix
RUN /opt/cutmix/bin/cutmix --version \
 && rm -r /opt/cutmix/samples /opt/cutmix/markers \
 && chmod -R a+rX /opt/cutmix

FROM ${RUN_IMAGE}
LABEL org.opencontainers.image.title="cutmix" \
      org.opencontainers.image.description="CutMix-augmented image data sets: mixed pictures and soft labels from a folder and a CSV"
COPY --from=trained /opt/cutmix /opt/cutmix
ENV PATH=/opt/cutmix/bin:$PATH
# By number, as runAsNonRoot asks for, and the one that most first users have;
# any other works too with docker run -u.
USER 1000:1000
WORKDIR /data
ENTRYPOINT ["cutmix"]
