# Jomo in a container, answering this machine only:
#   docker build -t jomo .
#   docker run --rm -p 127.0.0.1:8501:8501 -v jomo:/data jomo
# Leave 127.0.0.1 in -p: Jomo knows no passwords. A command beside the app: docker run --rm -v jomo:/data jomo stats
FROM python:3.11-slim

# For the history of repositories of the person's own writing.
RUN apt-get update -q && apt-get install -y -q --no-install-recommends git && rm -rf /var/lib/apt/lists/*

WORKDIR /src
# By itself, so that a change of the code does not fetch PyTorch again.
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN pip install --no-cache-dir --no-deps . && rm -rf /src/*

RUN useradd --create-home --uid 1000 jomo && install --directory --owner jomo --group jomo /data
# By its number, which a cluster can see not to be root's.
USER 1000
WORKDIR /data
ENV KB_HOME=/data/library KB_CACHE=/data/cache
VOLUME /data
EXPOSE 8501
HEALTHCHECK --start-period=60s CMD ["python", "-c", \
  "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=5)"]
# Every address of the container, for its port to be published. The guard (kb/ui/shell/guard.py) goes on judging
# by the name the browser uses, and that is 127.0.0.1 or localhost; another one is added by
#   -e STREAMLIT_SERVER_ALLOWED_HOSTS="localhost library.example"
ENTRYPOINT ["jomo"]
CMD ["app", "--no-browser", "--server.address=0.0.0.0"]
