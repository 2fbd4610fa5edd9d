# The acts. Sourced by deploy/try; what they use stands in tell.sh and node.sh.

story() {
    cd "$ROOT" || exit 1
    act_territory
    act_people
    act_calls
    act_routes
    act_decisions
    act_enrolment
    act_referral
    act_other_answers
    act_crash
    act_pages
    act_last
}

today() { date -u -d '-5 hours' +%F; } # in Montréal, an hour late in summer: no call of the generator lies in the future

act_territory() {
    local actor
    act 1 "Un territoire : quatre démons, ses règles, ses clés" "A territory: four daemons, its rules, its keys"
    node_configure
    nodes_start
    local base
    base=$(cat "$FOLDER/run/ports")
    say "Quatre démons servent sur 127.0.0.1, ports $base à $((base + 7)). Chaque lien est chiffré (CURVE), même ici." \
        "Four daemons serve on 127.0.0.1, ports $base to $((base + 7)). Each link is encrypted (CURVE), even here."
    run exploitation territory adopt "$TERRITORY"
    actor_make coordination COORDINATOR ""
    actor_make guichet-99001 DESK 99001
    actor_make guichet-99002 DESK 99002
    actor_make equipe-99001 TEAM 99001
    for actor in coordination equipe-99001; do run exploitation keys allow "$FOLDER/actors/$actor/$actor.pub"; done
    say "Un guichet n'est à personne : sa clé est partagée, et chaque demande dit qui agit." \
        "A desk is nobody's own: its key is shared, and each request says who acts."
    for actor in guichet-99001 guichet-99002; do desk_join "$actor" "${actor#guichet-}" "${PERSON[$actor]}"; done
    # The other three hear of the rules and the keys by following intake.
    for actor in "${DAEMONS[@]:1}"; do
        until_is 20 2026-11 exploitation ".. | objects | select(.daemon? == \"$actor\") | .rules" status
    done
    took "un territoire" "a territory"
}

desk_join() { # NAME CLSC PERSON
    run exploitation members add "$1" --role DESK --organization "$2" --shared --key "$FOLDER/actors/$1/$1.pub"
    run exploitation members add "$3" --role DESK --organization "$2" --via "$1"
    printf '%s\n' "$3" >"$FOLDER/actors/$1/person"
}

act_people() {
    act 2 "Le répertoire des organismes et l'équipe" "The directory of organisations, and the team"
    run coordination directory import deploy/demo/directory
    run coordination workers import deploy/demo/team.csv
    look coordination workers list
}

# families SEED COUNT STEM [LETTER]: files/STEM-99001.json and files/STEM-99002.csv
families() {
    local at=$FOLDER/files all=$FOLDER/files/$3.json
    [ -s "$at/$3-99002.csv" ] && return 0
    "$(bin sippe-demo)" families --seed "$1" --count "$2" --letter "${4:-E}" --today "$(today)" --format json --out "$all" &&
        "$(bin sippe-demo)" families --seed "$1" --count "$2" --letter "${4:-E}" --today "$(today)" --format csv --out "$at/$3.csv" &&
        jq '[.[] | select(.call.clsc_code == "99001")]' "$all" >"$at/$3-99001.json" &&
        awk -F';' 'NR == 1 || $4 == "99002"' "$at/$3.csv" >"$at/$3-99002.csv" ||
        stop "Les familles n'ont pas pu être inventées." "The families could not be invented."
}

act_calls() {
    act 3 "$FAMILIES appels, deux guichets" "$FAMILIES calls, two desks"
    families "$SEED" "$FAMILIES" appels
    say "Des familles inventées, à partir de la graine $SEED. Ahuntsic envoie du JSON, Montréal-Nord le CSV d'un tableur." \
        "Invented families, from the seed $SEED. Ahuntsic sends JSON, Montréal-Nord the CSV of a spreadsheet."
    LONGEST=8
    run guichet-99001 screening push "$FOLDER/files/appels-99001.json"
    run guichet-99002 screening push "$FOLDER/files/appels-99002.csv"
    say "Le même fichier une deuxième fois : rien n'est reçu deux fois." "The same file a second time: nothing is received twice."
    run guichet-99002 screening push "$FOLDER/files/appels-99002.csv"
    LONGEST=60
    say "Qui attend quoi, avant les décisions :" "Who waits for what, before the decisions:"
    look guichet-99001 worklist --limit 8
    chosen worklist-before ask guichet-99001 .total worklist >/dev/null
}

# A screening of either desk for which this route is proposed: "desk id".
route_example() {
    local desk id
    for desk in guichet-99001 guichet-99002; do
        id=$(ask "$desk" "[.screenings[] | select(.proposed_route == \"$1\")][0].screening_id // empty" screening list --limit 200)
        [ -z "$id" ] || { echo "$desk $id"; return; }
    done
}

act_routes() {
    local route desk id
    act 4 "Ce que la machine propose, et pourquoi" "What the machine proposes, and why"
    for route in SIPPE OLO_ONLY PRE_REGISTER CALL_BACK OTHER_SERVICE; do
        read -r desk id <<<"$(chosen "route-$route" route_example "$route")"
        [ -n "$id" ] || exit 1
        look "$desk" screening show "$id"
        echo
    done
}

# The nth screening of CLSC 99001 waiting for a decision with this proposal, the person an adult, nobody else's double.
adult_waiting() { # NTH ROUTE FURTHER-CONDITION
    local id born n=0
    for id in $(ask guichet-99001 "[.screenings[] | select(.state == \"TO_DECIDE\" and .proposed_route == \"$2\" and (.n_matches // 0) == 0
                                    and ($3))] | sort_by(.local_reference)[].screening_id" screening list --limit 200); do
        born=$(ask guichet-99001 .screening.identity.birth_date screening show "$id")
        [[ $born < 2006 ]] || continue
        n=$((n + 1))
        [ "$n" != "$1" ] || { echo "$id"; return; }
    done
}
family_of() { ask guichet-99001 .summary.family_number screening show "$1"; }

act_decisions() {
    local name
    act 5 "Une personne décide" "A person decides"
    ANNE=$(chosen anne adult_waiting 1 SIPPE true) && BEA=$(chosen bea adult_waiting 2 SIPPE true) &&
        CLARA=$(chosen clara adult_waiting 3 SIPPE true) && DORA=$(chosen dora adult_waiting 1 OLO_ONLY ".consider_override == true") || exit 1
    for name in "$ANNE" "$BEA" "$CLARA"; do run guichet-99001 route decide "$name" SIPPE --priority 2; done
    say "Une dérogation : la proposition dit Olo seulement, mais il y a des drapeaux. Sans raison, c'est refusé :" \
        "An override: the proposal says OLO only, but there are flags. Without a reason it is refused:"
    refused guichet-99001 route decide "$DORA" SIPPE
    run guichet-99001 route decide "$DORA" SIPPE --priority 1 --because "Isolée, arrivée depuis peu; jugement clinique après l'appel"
    others_decide guichet-99001
    others_decide guichet-99002
    ANNE_N=$(chosen anne.family family_of "$ANNE") && BEA_N=$(chosen bea.family family_of "$BEA") &&
        CLARA_N=$(chosen clara.family family_of "$CLARA") && DORA_N=$(chosen dora.family family_of "$DORA") || exit 1
}

# All others of a desk, as proposed; those to call back or to recall at the start week wait.
others_decide() {
    local desk=$1 n=0 id route
    while read -r id route; do
        [ -n "$id" ] || continue
        as_actor "$desk" route decide "$id" "$route" >"$FOLDER/run/answer" 2>&1 ||
            { show_answer "$FOLDER/run/answer"; broken 1 route decide "$id" "$route"; }
        n=$((n + 1))
    done <<<"$(ask "$desk" '.screenings[] | select(.state == "TO_DECIDE" and (.n_matches // 0) == 0 and
        (.proposed_route == "SIPPE" or .proposed_route == "OLO_ONLY" or .proposed_route == "OTHER_SERVICE")) |
        "\(.screening_id) \(.proposed_route)"' screening list --limit 200)"
    say "… et $n autres par $desk, comme proposé." "… and $n others by $desk, as proposed."
}

candidate_of() { ask coordination '.candidates[0].worker' keyworker candidates "$1"; }

act_enrolment() {
    local family worker
    act 6 "Inscrite, une intervenante, une première visite" "Enrolled, a worker, a first visit"
    for family in "$ANNE_N" "$BEA_N" "$CLARA_N" "$DORA_N"; do run guichet-99001 enrol "$family"; done
    until_is 20 true coordination '.state == "AWAITING_KEY_WORKER" or .state == "FOLLOWED"' visits "$ANNE_N"
    look coordination keyworker candidates "$ANNE_N"
    worker=$(chosen anne.worker candidate_of "$ANNE_N") || exit 1
    run coordination keyworker confirm "$ANNE_N" "$worker"
    run equipe-99001 visit confirm "$ANNE_N"
    look equipe-99001 visits "$ANNE_N"
    until_is 20 true guichet-99001 '.enrolment.key_worker != ""' family show "$ANNE_N"
    say "Ce qui est dit d'un danger est gardé à part : le dossier dit seulement qu'il y a une note." \
        "What is told of danger is kept apart: her file says only that there is a note."
    run equipe-99001 safety record "$ANNE_N" --text "Ne pas appeler quand son frère est là." --told-by "elle-même"
    look equipe-99001 safety show "$ANNE_N"
    refused equipe-99001 protection show "$ANNE_N" # nobody reads a report without saying why
}

# The first services that meet a need near a place: "service organisation", not the organisation $3.
service_for() {
    ask guichet-99001 "[.hits[] | select((.stale // false) == false and .organization_id != \"${3:-}\")][0] | \"\(.service_id) \(.organization_id)\"" \
        directory search --need "$1" --near "$2" --limit 20
}

partner_join() { # NAME ORGANISATION
    actor_make "$1" PARTNER "$2"
    run exploitation keys allow "$FOLDER/actors/$1/$1.pub"
}

act_referral() {
    local service organization notice
    act 7 "Un organisme, avec son accord" "An organisation, with her consent"
    look guichet-99001 directory search --need FOOD_AID --near H2C --limit 5
    read -r service organization <<<"$(chosen service-1 service_for FOOD_AID H2C)"
    [ -n "$organization" ] || exit 1
    say "L'organisme fait sa clé chez lui; l'exploitation l'admet." "The organisation makes its key at its own place; operations allow it."
    partner_join partenaire-1 "$organization"
    say "Sans consentement, rien ne part :" "Without consent nothing leaves:"
    refused guichet-99001 refer "$ANNE_N" "$service" --need FOOD_AID
    run guichet-99001 consent record "$ANNE_N" --to "$organization" --text-version 2026-1
    run guichet-99001 refer "$ANNE_N" "$service" --need FOOD_AID
    until_is 20 true partenaire-1 '.notices | length >= 1' notices list --all
    look partenaire-1 notices watch --once
    notice=$(chosen notice-1 ask partenaire-1 '.notices[0].notice_id' notices list --all) || exit 1
    run partenaire-1 notices ack "$notice"
    run partenaire-1 notices accept "$notice"
    run partenaire-1 notices first-contact "$notice" --on "$(today)"
    until_is 20 FIRST_CONTACT guichet-99001 '.referrals[0].state' family show "$ANNE_N"
    say "Le guichet voit que la boucle est fermée :" "The desk sees that the loop is closed:"
    look guichet-99001 family show "$ANNE_N"
}

notice_of() { ask partenaire-2 "[.notices[] | select(.service_id == \"$1\")][$2].notice_id // empty" notices list --all; }

act_other_answers() {
    local service organization notice
    act 8 "Un refus, et un consentement retiré" "A refusal, and a consent withdrawn"
    read -r service organization <<<"$(chosen service-1 false)"
    read -r service organization <<<"$(chosen service-2 service_for BABY_EQUIPMENT H2C "$organization")"
    [ -n "$organization" ] || exit 1
    partner_join partenaire-2 "$organization"
    run guichet-99001 consent record "$BEA_N" --to "$organization" --text-version 2026-1
    run guichet-99001 refer "$BEA_N" "$service" --need BABY_EQUIPMENT
    until_is 20 true partenaire-2 '.notices | length >= 1' notices list --all
    notice=$(chosen notice-2 notice_of "$service" 0) || exit 1
    run partenaire-2 notices decline "$notice" --reason FULL --note "Trois semaines d'attente"
    until_is 20 DECLINED guichet-99001 '.referrals[0].state' family show "$BEA_N"
    say "Le refus revient sur la liste du guichet : quelqu'un doit chercher une autre porte." \
        "The refusal comes back to the desk's list: somebody must look for another door."
    until_is 20 true guichet-99001 'any(.items[]; .kind == "REFERRAL_DECLINED")' worklist --limit 200

    run guichet-99001 consent record "$CLARA_N" --to "$organization" --text-version 2026-1
    run guichet-99001 refer "$CLARA_N" "$service" --need BABY_EQUIPMENT
    until_is 20 true partenaire-2 '.notices | length >= 2' notices list --all
    run guichet-99001 consent withdraw "$CLARA_N" --reason "Elle a changé d'idée"
    until_is 20 true partenaire-2 'any(.notices[]; .state == "WITHDRAWN")' notices list --all
    say "Ce qui est retiré l'est aussi chez l'organisme : plus un nom, plus un téléphone." \
        "What is withdrawn is withdrawn at the organisation's too: no name and no telephone left."
    look partenaire-2 notices watch --once
    look partenaire-2 notices list --all
    until_is 20 null partenaire-2 '[.notices[] | select(.state == "WITHDRAWN")][0].content.phone' notices list --all
}

# How many records of a type are in a daemon's journal: counted from the journal itself.
records_of() { # DAEMON TYPE
    local from=1 page last total=0
    while :; do
        page=$(as_actor coordination journal tail "$1" --from "$from" --lines 200 --json 2>>"$FOLDER/log/story.log") || return 1
        last=$(jq -s 'map(.seq) | max // 0' <<<"$page")
        [ "$last" -ge "$from" ] || break
        total=$((total + $(jq -s "map(select(.type == \"$2\")) | length" <<<"$page")))
        from=$((last + 1))
    done
    echo "$total"
}

# Held for a moment, so that the push is surely under way; then let go, and killed a few commits later.
push_through_a_crash() { # FILE ANSWER
    local pid pusher status
    pid=$(node_pid intake) || stop "intake ne tourne pas." "intake does not run."
    show_line guichet-99002 screening push "$1"
    kill -STOP "$pid"
    as_actor guichet-99002 screening push "$1" >"$2" 2>&1 &
    pusher=$!
    sleep 1.5
    kill -CONT "$pid"
    sleep 0.02
    kill -9 "$pid"
    echo "  ${BOLD}# kill -9 $pid${PLAIN}   (intake)"
    sleep 0.5
    node_pid intake >/dev/null && stop "intake vit encore." "intake is still alive."
    kill -0 "$pusher" 2>/dev/null || stop "L'envoi s'est terminé avant la panne." "The push ended before the crash."
    node_start intake
    say "intake est relancé; l'envoi continue de lui-même." "intake is started again; the push goes on by itself."
    wait "$pusher"
    status=$?
    show_answer "$2"
    [ "$status" = 0 ] || broken "$status" screening push
}

# A story that broke off in the middle of it has had its crash: what waits on the station is sent.
act_crash() {
    local before after sent push=$FOLDER/run/push file=$FOLDER/files/deuxieme-jour-99002.csv
    act 9 "kill -9 en plein envoi" "kill -9 in the middle of a push"
    families "$((SEED + 1000))" 1500 deuxieme-jour F
    if [ -f "$FOLDER/done/crash" ]; then
        before=$(cat "$FOLDER/done/choice.before-crash")
    elif [ -s "$FOLDER/done/choice.before-crash" ]; then
        before=$(cat "$FOLDER/done/choice.before-crash")
        run guichet-99002 screening push "$file"
        touch "$FOLDER/done/crash"
    else
        before=$(chosen before-crash records_of intake sippe.intake.ScreeningSubmitted) || exit 1
        push_through_a_crash "$file" "$push"
        touch "$FOLDER/done/crash"
    fi
    sent=$(($(wc -l <"$file") - 1))
    after=$(records_of intake sippe.intake.ScreeningSubmitted)
    say "Dépistages au journal d'intake : $before avant, $after après; envoyés entre les deux : $sent." \
        "Screenings in intake's journal: $before before, $after after; sent in between: $sent."
    [ "$((after - before))" = "$sent" ] || stop "Il en manque, ou il y en a de trop." "Some are missing, or there are too many."
    say "Aucun perdu, aucun en double." "None lost, none twice."
}

# No name, telephone or address in what an operator may read.
logs_are_silent() {
    local names=$FOLDER/run/names found
    jq -r '.[].identity | .name.family, .name.given, .address.street | select(. != null and (length > 4))' \
        "$FOLDER/files/appels.json" | sort -u >"$names"
    found=$(grep -hFw -f "$names" "$FOLDER"/log/*.log | head -n 1)
    [ -z "$found" ] || stop "Un nom dans un journal technique : $found" "A name in a log: $found"
    say "$(wc -l <"$names") noms et adresses cherchés dans les journaux techniques : aucun n'y est." \
        "$(wc -l <"$names") names and addresses looked for in the logs: none is there."
    rm -f "$names"
}

act_last() {
    cd "$ROOT" || exit 1
    act 11 "Où l'on en est" "Where things stand"
    say "La liste de travail du guichet (elle avait $(cat "$FOLDER/done/choice.worklist-before") lignes) :" \
        "The desk's worklist (it had $(cat "$FOLDER/done/choice.worklist-before") lines):"
    look guichet-99001 worklist --limit 8
    say "Une sauvegarde des quatre, en une coupe, pendant qu'ils servent :" "A backup of all four, as one cut, while they serve:"
    run exploitation backup --cut demonstration
    look exploitation status
    say "Compté dans les journaux des démons :" "Counted in the daemons' journals:"
    local kind n
    for kind in "intake ScreeningSubmitted|dépistages reçus|screenings received" "intake RouteDecided|décisions|decisions" \
        "intake FamilyEnrolled|familles inscrites|families enrolled" "intake ConsentRecorded|consentements|consents" \
        "intake ReferralSent|références envoyées|referrals sent" "notifications NoticeAnswered|réponses d'organismes|partners' answers" \
        "scheduling VisitBooked|visites proposées|visits proposed"; do
        set -- ${kind%%|*}
        n=$(records_of "$1" "sippe.$1.$2") && [ "$n" -gt 0 ] ||
            stop "Le journal de $1 ne montre aucun $2." "The journal of $1 shows no $2."
        kind=${kind#*|}
        say "$(printf '%6d  %s' "$n" "${kind%%|*}")" "$(printf '%6d  %s' "$n" "${kind#*|}")"
    done
    logs_are_silent
    [ "$(ask exploitation '[.. | objects | .parked? // empty | numbers] | add // 0' status)" = 0 ] ||
        stop "Quelque chose est mis de côté (sippe parked list)." "Something is parked (sippe parked list)."
}
