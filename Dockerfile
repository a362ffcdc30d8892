# Handrail in a container: one volume, /data, and nothing else is ever written. README.md says how to run it.

FROM rust:1.95-slim-bookworm AS build
WORKDIR /build
COPY . .
# The queries are checked against .sqlx, which is part of the tree.
ENV SQLX_OFFLINE=true
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --release --locked && cp target/release/handrail /handrail

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Handrail" org.opencontainers.image.licenses="Apache-2.0"
# A fixed user without a name, so that a volume keeps its owner from one image to the next.
RUN install --directory --mode=0700 --owner=10001 --group=10001 /data
COPY --from=build /handrail /usr/local/bin/handrail
USER 10001:10001
# Published with -p 127.0.0.1:8420:8420, it is for this computer; compose.yaml serves others, through a proxy.
ENV HANDRAIL_DATA=/data HANDRAIL_LISTEN=0.0.0.0:8420 HANDRAIL_PUBLIC_URL=http://localhost:8420
VOLUME /data
EXPOSE 8420
HEALTHCHECK --interval=30s --timeout=10s --start-period=10s CMD ["handrail", "health"]
ENTRYPOINT ["handrail"]
