# How the story is told: acts, commands printed as they run, what they answer. Sourced by deploy/try.
#
# What a command has done is remembered (done/ACT.n), so that a run which was interrupted goes on behind it; so is what was chosen
# (done/choice.NAME). Queries are asked each time.

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then BOLD=$'\e[1m' DIM=$'\e[2m' PLAIN=$'\e[0m'; else BOLD='' DIM='' PLAIN=''; fi
ACT=0
COUNT=0
SINCE=0

say() { tell "  $1" "  $2"; }
took() { say "[$((SECONDS - SINCE)) s] $1" "[$((SECONDS - SINCE)) s] $2"; SINCE=$SECONDS; }

# act N "titre" "title": French with an English line under it, or English alone.
act() {
    ACT=$1 COUNT=0 SINCE=$SECONDS
    echo
    if [ "$LANGUAGE_EN" = 1 ]; then echo "${BOLD}── $1. $3${PLAIN}"; else echo "${BOLD}── $1. $2${PLAIN}"; echo "${DIM}     $3${PLAIN}"; fi
}

# as_actor NAME COMMAND ...
as_actor() {
    local name=$1
    shift
    SIPPE_HOME=$FOLDER/actors/$name SIPPE_BY=${PERSON[$name]:-} LC_ALL= LANG=$SIPPE_LANG "$(bin sippe)" "$@"
}

SIPPE_LANG=fr_CA.UTF-8
# Whose hand it is at a desk of several; all others have a key of their own.
declare -A PERSON=([guichet-99001]=josee.lavallee [guichet-99002]=marlene.pierre)

words() { local w out=; for w in "$@"; do case $w in *[\ \'\;]*) out+=" \"$w\"" ;; *) out+=" $w" ;; esac; done; echo "${out//$ROOT\//}"; }
show_line() { local name=$1; shift; echo "  ${BOLD}$name\$ sippe$(words "$@")${PLAIN}"; }
LONGEST=60 # lines of an answer that are shown
# Paths of this tree are shown without it. In a column of a table blanks take its place, or the columns behind would move.
show_answer() {
    local lines pad
    lines=$(wc -l <"$1")
    pad=$(printf '%*s' $((${#ROOT} + 1)) '')
    head -n "$LONGEST" "$1" | sed -e "s|$ROOT/\([^ ]*\)  |\1$pad  |g" -e "s|$ROOT/||g" -e 's/^/    /'
    [ "$lines" -le "$LONGEST" ] || { say "  … $((lines - LONGEST - 1)) lignes, et" "  … $((lines - LONGEST - 1)) lines, and"; tail -n 1 "$1" | sed 's/^/    /'; }
}

broken() { # STATUS COMMAND ...
    local status=$1
    shift
    stop "« sippe$(words "$@") » a échoué (code $status). Tout est gardé dans $FOLDER." \
         "\"sippe$(words "$@")\" failed (code $status). Everything is kept in $FOLDER."
}

# expect STATUS NAME COMMAND ...: prints the command, runs it, prints its answer; ends the story when it ends otherwise.
expect() {
    local wanted=$1 name=$2 out=$FOLDER/run/answer mark status
    shift 2
    COUNT=$((COUNT + 1))
    mark=$FOLDER/done/$ACT.$COUNT
    show_line "$name" "$@"
    if [ -f "$mark" ]; then
        say "(déjà fait)" "(done before)"
        return 0
    fi
    as_actor "$name" "$@" >"$out" 2>&1
    status=$?
    show_answer "$out"
    [ "$status" = "$wanted" ] || broken "$status" "$@"
    touch "$mark"
}
run() { expect 0 "$@"; }
# A rule says no, as it should.
refused() { expect 1 "$@"; }
# Once more: a query, or what may be repeated.
look() {
    local name=$1 out=$FOLDER/run/answer status
    shift
    show_line "$name" "$@"
    as_actor "$name" "$@" >"$out" 2>&1
    status=$?
    show_answer "$out"
    [ "$status" = 0 ] || broken "$status" "$@"
}

# ask NAME FILTER COMMAND ...: the answer as JSON through jq, nothing printed.
ask() {
    local name=$1 filter=$2
    shift 2
    as_actor "$name" "$@" --json 2>>"$FOLDER/log/story.log" | jq -r "$filter"
}

# until_is SECONDS VALUE NAME FILTER COMMAND ...: daemons follow each other; this waits until one has heard.
until_is() {
    local tries=$(($1 * 5)) wanted=$2 got=
    shift 2
    for _ in $(seq "$tries"); do
        got=$(ask "$@" 2>/dev/null)
        [ "$got" = "$wanted" ] && return 0
        sleep 0.2
    done
    stop "Attendu « $wanted », reçu « $got » : sippe$(words "${@:3}")" "Expected \"$wanted\", got \"$got\": sippe$(words "${@:3}")"
}

# chosen NAME COMMAND ...: what the command prints, the first time; the same ever after. Empty is an end.
chosen() {
    local file=$FOLDER/done/choice.$1 value
    if [ ! -s "$file" ]; then
        value=$("${@:2}")
        [ -n "$value" ] && [ "$value" != null ] ||
            stop "L'histoire n'a pas trouvé de quoi continuer ($1) : essayez une autre graine (--destroy, puis --seed N)." \
                 "The story found nothing to go on with ($1): try another seed (--destroy, then --seed N)."
        printf '%s\n' "$value" >"$file.new" && mv "$file.new" "$file"
    fi
    cat "$file"
}

example_of() { tell "Par exemple : $FOLDER/as guichet-99001 worklist" "For example: $FOLDER/as guichet-99001 worklist"; }

leave() {
    local status=$?
    [ "$KEEP" = 1 ] || ! folder_exists || nodes_stop
    exit "$status"
}

# What becomes of the daemons, in deed before in word.
daemons_end() {
    if [ "$KEEP" = 1 ]; then
        say "Les quatre démons servent. $(example_of)" "The four daemons serve. $(example_of)"
        pages_told code
    else
        nodes_stop
        say "Les quatre démons sont arrêtés. deploy/try --start les relance; deploy/try --destroy efface tout." \
            "The four daemons are stopped. deploy/try --start starts them again; deploy/try --destroy removes everything."
        pages_exist && say "Les pages s'ouvrent avec eux; --keep dit à la fin leur adresse et un code." \
            "The pages open with them; --keep tells their address and a code at the end."
    fi
}

farewell() {
    echo
    say "Tout est dans $FOLDER : clés (keys, actors), bases (data), configuration (conf), journaux techniques (log)." \
        "Everything is in $FOLDER: keys (keys, actors), stores (data), configuration (conf), logs (log)."
    daemons_end
    say "Réussi en $SECONDS s." "Done in $SECONDS s."
}
