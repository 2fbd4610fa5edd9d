# The pages: a gateway of the demonstration, who comes in by it, and what is told of it. Sourced by deploy/try.

WHO_VISITS="mylene.gagnon mylene.coordination" # one person, two memberships: one code opens both

pages_exist() { [ -f "$FOLDER/conf/gateway.conf" ]; }
pages_port() { # chosen once
    [ -s "$FOLDER/run/pages.port" ] || port_choose >"$FOLDER/run/pages.port"
    cat "$FOLDER/run/pages.port"
}
pages_address() { echo "http://localhost:$(pages_port)/"; }

# Behind the daemons' eight, or wherever one is free.
port_choose() {
    local port taken
    taken=" $(ports_taken | tr '\n' ' ')"
    for port in $(seq "$(($(cat "$FOLDER/run/ports") + 8))" 30999); do
        case $taken in *" $port "*) ;; *) echo "$port"; return ;; esac
    done
    stop "Aucun port n'est libre pour les pages." "No port is free for the pages."
}

pages_configure() {
    mkdir -p "$FOLDER/data/gateway"
    [ -f "$FOLDER/keys/passerelle.key" ] || "$(bin sippe)" keys new passerelle --role GATEWAY --out "$FOLDER/keys" >/dev/null ||
        stop "La clé de la passerelle ne peut pas être faite." "The gateway's key cannot be made."
    pages_address >"$FOLDER/actors/coordination/web" # `people invite` tells it with each code
    cat >"$FOLDER/conf/gateway.conf" <<CONF
territory = demo-nord
dir = $FOLDER/data/gateway
key = $FOLDER/keys/passerelle.key
peers = $FOLDER/conf/peers
map-size = 64M
listen = 127.0.0.1:$(pages_port)
origin = http://localhost:$(pages_port)
clsc-phone = 514-555-0101
web = $BUILD/share/sippe/web
CONF
}

# page_status PATH: what a browser would be answered, without a tool that may be missing.
page_status() {
    local line= port
    port=$(pages_port)
    { exec 8<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || return 1
    printf 'GET %s HTTP/1.1\r\nHost: localhost:%s\r\n\r\n' "$1" "$port" >&8
    read -t 10 -r line <&8
    exec 8>&-
    line=${line#* }
    echo "${line%% *}"
}

act_pages() {
    act 10 "Les pages, pour qui n'a pas de clé" "The pages, for whoever has no key"
    say "La passerelle a une clé à elle; les personnes parlent par elle (--via), chacune avec son rôle à elle." \
        "The gateway has a key of its own; people speak by it (--via), each with her own role."
    pages_configure
    run exploitation members add passerelle --role GATEWAY --key "$FOLDER/keys/passerelle.pub"
    run exploitation members add mylene.gagnon --role DESK --organization 99001 --via passerelle
    run exploitation members add mylene.coordination --role COORDINATOR --via passerelle
    run exploitation members add joelle.frechette --role TEAM --organization 99001 --worker inf-01 --via passerelle
    node_start gateway
    [ "$(page_status /connexion)" = 200 ] || stop "La passerelle ne montre pas sa page." "The gateway does not show its page."
    say "La passerelle sert les pages à $(pages_address)" "The gateway serves the pages at $(pages_address)"
}

# How to come in. With `code`, one is drawn now; else it is told how, and nothing is written. Whoever reads this at another place comes by ssh: the pages listen here alone,
# and only as `localhost` do browsers take them for safe without a certificate.
pages_told() {
    pages_exist && node_pid gateway >/dev/null || return 0
    local address
    address=$(pages_address)
    echo
    if [ "${1:-}" = code ]; then
        # shellcheck disable=SC2086
        look coordination people invite $WHO_VISITS
    else
        say "Un code du jour : $FOLDER/as coordination people invite $WHO_VISITS" \
            "A day code: $FOLDER/as coordination people invite $WHO_VISITS"
    fi
    say "1. Ouvrez ${BOLD}$address${PLAIN} et écrivez le code; « Ouvrir ma session »." \
        "1. Open ${BOLD}$address${PLAIN} and type the code; \"Open my session\"."
    say "2. « Mon accès » : deux rôles pour la même personne; chaque onglet choisit le sien, et « Vous pouvez » change avec lui." \
        "2. \"My access\": two roles of one person; each tab chooses its own, and what she may do changes with it."
    say "3. « État », avec le rôle de coordination : les quatre démons. Arrêtez-en un (kill $(node_pid directory)) et regardez; --start le relance." \
        "3. \"Status\", in the coordinator's role: the four daemons. Stop one (kill $(node_pid directory)) and look; --start starts it again."
    say "4. Une autre personne, une autre fenêtre privée : $FOLDER/as coordination people invite joelle.frechette" \
        "4. Somebody else, in another private window: $FOLDER/as coordination people invite joelle.frechette"
    say "Depuis un autre ordinateur, d'abord : ${BOLD}ssh -L $(pages_port):localhost:$(pages_port) $(id -un)@$(uname -n)${PLAIN}, puis la même adresse." \
        "From another computer, first: ${BOLD}ssh -L $(pages_port):localhost:$(pages_port) $(id -un)@$(uname -n)${PLAIN}, then the same address."
}
