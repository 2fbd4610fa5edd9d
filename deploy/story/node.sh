# The four daemons of the demonstration: ports, keys, configuration, starting and stopping. Sourced by deploy/try.
#
#   keys/     keys of the daemons, .wrapping too data/DAEMON/  its store
#   conf/     configuration and `peers`         log/DAEMON.log
#   actors/   a profile for each person's key   run/          ports, pids
#   files/    families                          done/         what the story has told

mapfile -t DAEMONS < <("$ROOT/deploy/daemons")

bin() { echo "$BUILD/bin/$1"; }

# Ports that anything listens on or is connected from, one a line: no tool is needed for that.
ports_taken() { awk 'FNR > 1 { split($2, a, ":"); print strtonum_hex(a[2]) }
    function strtonum_hex(h,   i, n) { n = 0; for (i = 1; i <= length(h); i++) n = n * 16 + index("0123456789ABCDEF", substr(h, i, 1)) - 1; return n }' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null | sort -un; }

# Eight in a row, below those that the system gives to outgoing connections (32768-60999).
ports_choose() {
    local base taken port free
    taken=" $(ports_taken | tr '\n' ' ')"
    for base in $(seq 20100 10 30990); do
        free=1
        for port in $(seq "$base" $((base + 7))); do case $taken in *" $port "*) free=0 ;; esac; done
        [ "$free" = 1 ] && { echo "$base"; return; }
    done
    stop "Aucune suite de huit ports n'est libre entre 20100 et 31000." "No eight ports in a row are free between 20100 and 31000."
}

peers_write() { # FILE
    local base n=0 daemon
    base=$(cat "$FOLDER/run/ports")
    for daemon in "${DAEMONS[@]}"; do
        echo "$daemon.internal = tcp://127.0.0.1:$((base + n))"
        echo "$daemon.public = tcp://127.0.0.1:$((base + 4 + n))"
        echo "$daemon.key = $(sed -n 's/^public = //p' "$FOLDER/keys/$daemon.pub")"
        n=$((n + 1))
    done >"$1"
}

node_configure() {
    local daemon
    mkdir -p "$FOLDER"/{keys,conf,log,run,actors,files,done}
    [ -f "$FOLDER/run/ports" ] || ports_choose >"$FOLDER/run/ports"
    for daemon in "${DAEMONS[@]}"; do
        mkdir -p "$FOLDER/data/$daemon"
        [ -f "$FOLDER/keys/$daemon.key" ] || "$(bin sippe)" keys new "$daemon" --role DAEMON --out "$FOLDER/keys" >/dev/null ||
            stop "La clé de $daemon ne peut pas être faite." "The key of $daemon cannot be made."
        [ -f "$FOLDER/keys/$daemon.wrapping" ] || "$(bin sippe)" keys wrapping "$FOLDER/keys/$daemon.wrapping" >/dev/null ||
            stop "La clé maîtresse de $daemon ne peut pas être faite." "The wrapping key of $daemon cannot be made."
    done
    [ -f "$FOLDER/conf/peers" ] || peers_write "$FOLDER/conf/peers"
    actor_make exploitation OPERATOR ""
    for daemon in "${DAEMONS[@]}"; do
        cat >"$FOLDER/conf/$daemon.conf" <<CONF
territory = demo-nord
dir = $FOLDER/data/$daemon
key = $FOLDER/keys/$daemon.key
peers = $FOLDER/conf/peers
trust = $FOLDER/actors/exploitation/exploitation.pub
map-size = 1G
CONF
    done
    # links of notices lead to the pages, which come later
    echo "link-origin = http://localhost:$(pages_port)" >>"$FOLDER/conf/notifications.conf"
    shell_write
}

# actor_make NAME ROLE ORGANISATION: a profile with a key of its own, as on that person's machine.
actor_make() {
    local home=$FOLDER/actors/$1
    mkdir -p -m 700 "$home"
    cp "$FOLDER/conf/peers" "$home/peers"
    [ -f "$home/$1.key" ] || SIPPE_HOME=$home "$(bin sippe)" keys new "$1" --role "$2" ${3:+--organization "$3"} >/dev/null ||
        stop "La clé de $1 ne peut pas être faite." "The key of $1 cannot be made."
}

# `as ACTOR COMMAND ...`: to go on by hand.
shell_write() {
    cat >"$FOLDER/as" <<AS
#!/bin/bash
# as ACTEUR COMMANDE ... : le programme sippe avec la clé de cette personne. The program sippe with that person's key.
folder=$(printf '%q' "$FOLDER/actors")
[ -d "\$folder/\${1:-/}" ] || { echo "as ACTEUR COMMANDE ... : \$(ls "\$folder" | tr '\n' ' ')" >&2; exit 2; }
export SIPPE_HOME=\$folder/\$1
[ -z "\${SIPPE_BY:-}" ] && [ -f "\$SIPPE_HOME/person" ] && SIPPE_BY=\$(cat "\$SIPPE_HOME/person") && export SIPPE_BY
shift
exec $(printf '%q' "$(bin sippe)") "\$@"
AS
    chmod 755 "$FOLDER/as"
}

# The process of a daemon or of the gateway, when it is ours and runs; otherwise nothing.
node_pid() {
    local pid
    pid=$(cat "$FOLDER/run/$1.pid" 2>/dev/null) || return 1
    [ "$(readlink "/proc/$pid/exe" 2>/dev/null | sed 's/ (deleted)$//')" = "$(bin "sippe-$1")" ] || return 1
    echo "$pid"
}

node_start() {
    local fifo=$FOLDER/run/$1.ready line= pid
    node_pid "$1" >/dev/null && return 0
    rm -f "$fifo"
    mkfifo "$fifo"
    ( exec setsid "$(bin "sippe-$1")" --config "$FOLDER/conf/$1.conf" --ready-fd 9 </dev/null >>"$FOLDER/log/$1.log" 2>&1 9>"$fifo" ) &
    pid=$!
    echo "$pid" >"$FOLDER/run/$1.pid"
    disown "$pid"
    read -t 30 -r line <"$fifo"
    rm -f "$fifo"
    [ "$line" = READY ] && return 0
    tail -n 5 "$FOLDER/log/$1.log" >&2
    stop "$1 ne démarre pas (voir $FOLDER/log/$1.log)." "$1 does not start (see $FOLDER/log/$1.log)."
}

# The daemons, and the gateway once the story has come to it.
nodes() { printf '%s\n' "${DAEMONS[@]}"; if pages_exist; then echo gateway; fi; }

nodes_start() {
    local node
    for node in $(nodes); do node_start "$node"; done
}

nodes_stop() {
    local node pid
    for node in $(nodes); do pid=$(node_pid "$node") && kill "$pid"; done
    for node in $(nodes); do
        for _ in $(seq 100); do node_pid "$node" >/dev/null || break; sleep 0.1; done
        pid=$(node_pid "$node") && kill -9 "$pid"
        rm -f "$FOLDER/run/$node.pid"
    done
    return 0
}
