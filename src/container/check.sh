#!/usr/bin/env bash
# Follows the Dockerfile on a Linux machine without Docker: every stage becomes a directory, and its
# steps are read from the file, so the two cannot drift apart. Then starts the result the way the
# image does, and fails unless it gets ready with its AOT cache, is healthy, and stops on SIGTERM.
# Usage: src/container/check.sh
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
JAVA_HOME=$("$root/.ci/find-jdk")
clean_env=(env -i "PATH=$JAVA_HOME/bin:$PATH" "JAVA_HOME=$JAVA_HOME" "HOME=$HOME")
work=$(mktemp -d)
chmod 755 "$work"
pid=

die() {
  echo "check.sh: $*" >&2
  exit 1
}

clean_up() {
  [[ -z $pid ]] || kill -KILL "$pid" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

# --- The Dockerfile's steps -------------------------------------------------------------------

instructions() {
  awk '/^[[:space:]]*(#|$)/ { next }
       { line = line $0 }
       /\\$/ { sub(/\\$/, "", line); next }
       { print line; line = "" }' "$root/Dockerfile"
}

copy() { # [--from=STAGE] SOURCE… TARGET
  local from=$root target source
  if [[ $1 == --from=* ]]; then
    from=$work/${1#--from=}
    shift
  fi
  target=$directory/${!#}
  mkdir -p "$target"
  for source in "${@:1:$#-1}"; do
    [[ ! -d $from/$source ]] || source=$source/.
    cp -a "$from/$source" "$target"
  done
}

run() { # COMMAND as one text
  local command=$1
  while [[ $command == --* ]]; do
    command=${command#* }
  done
  tr -s ' ' <<<"RUN $command"
  (cd "$directory" && timeout 600 "${clean_env[@]}" sh -c "$command") >"$work/log" 2>&1 ||
    die "this step failed:"$'\n'"$(tail -n 30 "$work/log")"
}

json_array() { # the exec form of an instruction, one element a line
  grep -o '"[^"]*"' <<<"$1" | tr -d '"'
}

while read -r instruction arguments; do
  read -ra words <<<"$arguments"
  case $instruction in
    FROM)
      stage=run
      [[ ${words[1]-} != AS ]] || stage=${words[2]}
      directory=$work/$stage
      ;;
    WORKDIR) directory=$work/$stage$arguments && mkdir -p "$directory" ;;
    COPY) copy "${words[@]}" ;;
    RUN) run "$arguments" ;;
    USER) user=$arguments ;;
    HEALTHCHECK) mapfile -t healthcheck < <(json_array "$arguments") ;;
    ENTRYPOINT) mapfile -t entrypoint < <(json_array "$arguments") ;;
    EXPOSE | LABEL) ;;
    *) die "cannot follow the instruction $instruction" ;;
  esac
done < <(instructions)

# --- The container ----------------------------------------------------------------------------

# Becomes "$@" in the directory $0, as the image's user, able to write to an empty /tmp only.
# shellcheck disable=SC2016 # expanded by the inner shell
container=(unshare --mount sh -c '
  mount --bind "$0" /mnt && mount -o remount,bind,ro /mnt &&
  mount -t tmpfs tmpfs /tmp && mount -o remount,bind,ro / && cd /mnt &&
  user=$1 && shift &&
  exec setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups --no-new-privs "$@"')

echo "Not imitated: the base images ($JAVA_HOME instead) and the memory limit."
if ! "${clean_env[@]}" "${container[@]}" "$directory" "$user" java -version >/dev/null 2>&1; then
  echo "Not imitated, for want of rights: the user $user and the read-only file system."
  # shellcheck disable=SC2016 # expanded by the inner shell
  container=(sh -c 'cd "$0" && shift && exec "$@"')
fi

free_port() {
  local port
  while port=$((20000 + RANDOM)) && (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

start_and_stop() { # LABEL DIRECTORY JAVA_TOOL_OPTIONS COMMAND…
  local label=$1 app=$2 options=$3 port start ready cpu rss code=0
  shift 3
  port=$(free_port)
  start=${EPOCHREALTIME/[.,]/}
  "${clean_env[@]}" "PORT=$port" SPRING_PROFILES_ACTIVE=sandbox "JAVA_TOOL_OPTIONS=$options" \
    "${container[@]}" "$app" "$user" "$@" >"$work/log" 2>&1 &
  pid=$!
  until curl -fs --max-time 2 -o /dev/null "http://127.0.0.1:$port/actuator/health/readiness"; do
    kill -0 "$pid" 2>/dev/null || die "$label: it ended before it was ready:"$'\n'"$(tail -n 30 "$work/log")"
    ((${EPOCHREALTIME/[.,]/} - start < 60000000)) || die "$label: not ready after 60 s:"$'\n'"$(tail -n 30 "$work/log")"
    sleep 0.02
  done
  ready=$((${EPOCHREALTIME/[.,]/} - start))
  # In hundredths of a second; unlike the time that passed, it says the same on a busy machine.
  cpu=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
  rss=$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status")
  (cd "$directory" && PORT=$port "${healthcheck[@]}") || die "$label: ready, but the HEALTHCHECK fails"

  kill -TERM "$pid"
  timeout 30 tail --pid="$pid" -f /dev/null || die "$label: still running 30 s after SIGTERM"
  wait "$pid" || code=$?
  pid=
  ((code == 0 || code == 143)) || die "$label: SIGTERM gave exit code $code"
  printf '%-18s ready after %2d.%02d s, %2d.%02d s of CPU, %4d MB, SIGTERM gives %d\n' "$label" \
    $((ready / 1000000)) $((ready / 10000 % 100)) $((cpu / 100)) $((cpu % 100)) "$rss" "$code"
}

without_cache=()
for word in "${entrypoint[@]}"; do
  [[ $word == -XX:AOTCache=* ]] || without_cache+=("$word")
done
fat=$work/fat
mkdir "$fat"
cp "$directory"/*.options "$work"/build/build/target/talkdesk-token-vending.jar "$fat"

# AOTMode=on ends the JVM where it would otherwise pass over an unusable cache in silence.
start_and_stop 'with AOT cache' "$directory" -XX:AOTMode=on "${entrypoint[@]}"
start_and_stop 'without AOT cache' "$directory" '' "${without_cache[@]}"
start_and_stop 'fat jar' "$fat" '' java @jvm.options -jar talkdesk-token-vending.jar

(cd "$work" && echo 'policy' >policy.txt && "$JAVA_HOME/bin/jar" --create --file "$directory/plugins/rules.jar" policy.txt)
start_and_stop 'with a plugin' "$directory" -XX:AOTMode=on "${entrypoint[@]}"
