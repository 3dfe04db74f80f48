#!/usr/bin/env bash
# A throw-away TimescaleDB on a machine without Docker: Debian 13's PostgreSQL 17 in a small tree of its own.
#   .ci/timescaledb.sh start [NAME]   prints the URL of its superuser; a second start of a running NAME prints the same URL
#   .ci/timescaledb.sh stop [NAME]    stops that server and removes its data
# The tree (about 400 MB) is built once in IOC_TIMESCALE_TREE and kept; a server listens on 127.0.0.1 on a free port, with a password.
# IOC_TIMESCALE_DURABLE=1 keeps fsync on (benchmarks); without it the data would not survive a power cut, which tests do not need.
set -euo pipefail

tree=${IOC_TIMESCALE_TREE:-/var/cache/ioc-timescaledb}
verb=${1:-start}
name=${2:-default}
mirror=${IOC_DEBIAN_MIRROR:-http://deb.debian.org/debian}
bin=/usr/lib/postgresql/17/bin
cluster=/srv/clusters/$name

say() { printf 'timescaledb: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
[[ $name =~ ^[A-Za-z0-9_-]+$ ]] || die "bad name: $name"
[[ $(id -u) == 0 ]] || die 'needs root (debootstrap and chroot)'

inside() { chroot --userspec=postgres:postgres "$tree" /usr/bin/env -i PATH=/usr/bin:/bin LC_ALL=C "$@"; }
running() { [[ -x $tree$bin/pg_ctl && -d $tree$cluster ]] && inside "$bin/pg_ctl" -D "$cluster" status >/dev/null 2>&1; }

build() {
  command -v debootstrap >/dev/null || die 'debootstrap is missing: apt-get install debootstrap'
  local new
  new=$(mktemp -d "$tree.new.XXXXXX")
  chmod 755 "$new"
  say "building the tree $tree (once)"
  # Built beside and renamed: a broken build leaves no half tree behind that looks whole.
  trap 'rm -rf "$new"' RETURN EXIT
  local keyring=() k=/usr/share/keyrings/debian-archive-keyring.gpg
  [[ -f $k ]] && keyring=(--keyring="$k")
  debootstrap --variant=minbase "${keyring[@]}" trixie "$new" "$mirror" >"$tree.log" 2>&1 || { tail -20 "$tree.log" >&2; die "debootstrap failed, see $tree.log"; }
  cp -L /etc/resolv.conf "$new/etc/resolv.conf"
  # Only sh-sourced proxy settings of apt itself travel; the machine's other sources do not.
  { apt-config dump Acquire::http::Proxy; apt-config dump Acquire::https::Proxy; } >"$new/etc/apt/apt.conf.d/90proxy" 2>/dev/null || true
  printf '#!/bin/sh\nexit 101\n' >"$new/usr/sbin/policy-rc.d"
  chmod 755 "$new/usr/sbin/policy-rc.d"
  mkdir -p "$new/etc/postgresql-common"
  echo 'create_main_cluster = false' >"$new/etc/postgresql-common/createcluster.conf"
  {
    chroot "$new" /usr/bin/env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get update
    chroot "$new" /usr/bin/env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get install -y --no-install-recommends postgresql-17-timescaledb
  } >>"$tree.log" 2>&1 || { tail -20 "$tree.log" >&2; die "apt-get failed in the tree, see $tree.log"; }
  [[ -x $new$bin/postgres ]] || die 'the tree has no PostgreSQL 17'
  rm -rf "$new"/var/cache/apt/archives/*.deb "$new"/var/lib/apt/lists/*
  mkdir -p "$new/srv/clusters"
  chroot "$new" chown postgres:postgres /srv/clusters
  rm -rf "$tree"
  mv "$new" "$tree"
  trap - RETURN EXIT
}

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  die 'no free port'
}

start() {
  [[ -x $tree$bin/postgres ]] || build
  if running; then cat "$tree$cluster.url"; return; fi
  rm -rf "${tree:?}$cluster" "$tree$cluster.url" "$tree$cluster.log"
  local port password buffers fsync=off
  port=$(free_port)
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  [[ ${IOC_TIMESCALE_DURABLE:-} == 1 ]] && fsync=on
  # A quarter of the memory, at most 4 GB: as db/embedded/cluster.ts
  buffers=$(awk '/^MemTotal/ { m = int($2 / 4096); print (m > 4096 ? 4096 : m) }' /proc/meminfo)
  (umask 077; printf '%s\n' "$password" >"$tree$cluster.password"; chown --reference="$tree/srv/clusters" "$tree$cluster.password")
  inside "$bin/initdb" -D "$cluster" -U postgres -E UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C --auth=scram-sha-256 --pwfile="$cluster.password" --data-checksums --no-sync >"$tree.log" 2>&1 \
    || { tail -20 "$tree.log" >&2; die 'initdb failed'; }
  rm -f "$tree$cluster.password"
  # mmap: the tree has no /dev/shm of its own. Telemetry would call home.
  cat >>"$tree$cluster/postgresql.conf" <<CONF
shared_preload_libraries = 'timescaledb,pg_prewarm'
timescaledb.telemetry_level = off
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
dynamic_shared_memory_type = mmap
max_connections = 200
max_worker_processes = 64
timescaledb.max_background_workers = 32
shared_buffers = ${buffers}MB
max_wal_size = 4GB
min_wal_size = 1GB
checkpoint_timeout = 15min
fsync = $fsync
full_page_writes = $fsync
CONF
  # Its own session and no inherited descriptors: a caller that reads our output does not wait for the server.
  inside /usr/bin/setsid "$bin/pg_ctl" -D "$cluster" -l "$cluster.log" -t 60 -w start >/dev/null 2>&1 </dev/null \
    || { tail -20 "$tree$cluster.log" >&2; die 'the server did not start'; }
  (umask 077; echo "postgres://postgres:$password@127.0.0.1:$port/postgres" >"$tree$cluster.url")
  cat "$tree$cluster.url"
}

stop() {
  [[ -d $tree/srv/clusters ]] || return 0
  if running; then inside "$bin/pg_ctl" -D "$cluster" -m immediate -t 60 stop >/dev/null || die "cannot stop $name"; fi
  rm -rf "${tree:?}$cluster" "$tree$cluster.url" "$tree$cluster.log" "$tree$cluster.password"
}

case $verb in
  start | stop)
    mkdir -p "$(dirname "$tree")"
    exec 9>"$tree.lock"
    flock 9
    "$verb" 9>&-
    ;;
  *) die 'start or stop' ;;
esac
