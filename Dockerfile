# A server image: Postgres is elsewhere (DATABASE_URL), so is the mail server (SMOALL_SMTP_URL).
# Build:  docker build -t smoall .
# Run:    docker run -p 8000:8000 -e DATABASE_URL=… -e SMOALL_SECRET_KEY=… -v smoall:/var/lib/smoall smoall
FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock /
RUN python -m venv /opt/smoall \
 && /opt/smoall/bin/pip install --no-cache-dir --require-hashes -r /requirements.lock

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/smoall --create-home smoall
COPY --from=packages /opt/smoall /opt/smoall
COPY smoall /srv/smoall/smoall
COPY migrations /srv/smoall/migrations
COPY NOTICE /srv/smoall/
WORKDIR /srv/smoall
ENV PATH=/opt/smoall/bin:$PATH PYTHONUNBUFFERED=1 PYTHONUTF8=1 \
    SMOALL_HOME=/var/lib/smoall SMOALL_HOST=0.0.0.0 SMOALL_PORT=8000 SMOALL_LOG_FORMAT=json
USER smoall
VOLUME /var/lib/smoall
EXPOSE 8000
HEALTHCHECK --start-period=20s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/live', timeout=3)"]
# `up` runs everything in one process; `serve` and `worker` run apart on larger installations.
CMD ["python", "-m", "smoall", "up"]
