#include "cli/quarantine/known.h"

#include <string.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/show/changes.h"
#include "cli/show/output.h"

enum { CANDIDATES_MAX = 5 }; /* two CLSC may count alike; more are not looked at for it */

static const intake__get_screening_reply *screening_get(struct cli *c, struct arena *a, ProtobufCBinaryData id) {
    intake__get_screening_request *asked = NEW(a, intake__get_screening_request);
    asked->screening_id = id;
    struct bus_request request = {.method = "intake.GetScreening", .message = &asked->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &request);
    if (!reply || reply->status->code != CODE_OK) return NULL;
    return UNPACK(a, intake__get_screening_reply, span_pb(reply->body), MESSAGE_OPEN);
}

/* 6123 is 06123, as intake reads it. */
static bool is_of_clsc(const intake__screening *there, const intake__screening *answers) {
    const char *one = there && there->call ? there->call->clsc_code : "";
    const char *other = answers->call ? answers->call->clsc_code : "";
    return strcmp(one + strspn(one, "0"), other + strspn(other, "0")) == 0;
}

const intake__get_screening_reply *known_call(struct cli *c, struct arena *a, const intake__screening *answers) {
    intake__list_screenings_request *asked = NEW(a, intake__list_screenings_request);
    asked->local_reference = answers->local_reference;
    struct bus_request request = {.method = "intake.ListScreenings", .message = &asked->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &request);
    if (!reply || reply->status->code != CODE_OK) return NULL;
    intake__list_screenings_reply *list = UNPACK(a, intake__list_screenings_reply, span_pb(reply->body), MESSAGE_OPEN);
    for (size_t i = 0; list && i < list->n_screenings && i < CANDIDATES_MAX; i++) {
        const intake__get_screening_reply *one = screening_get(c, a, list->screenings[i]->screening_id);
        if (one && one->summary && one->screening && is_of_clsc(one->screening, answers)) return one;
    }
    return NULL;
}

/* As a shell reads it. */
static const char *quoted(struct cli *c, const char *text) {
    return strpbrk(text, " '\"$&;()<>|*?\\`") ? arena_printf(&c->arena, "\"%s\"", text) : text;
}

size_t known_say(struct cli *c, const struct known_row *row, const intake__get_screening_reply *call) {
    const char *line = row->line ? phrase(c, ", ligne %u", ", line %u", row->line) : "";
    const char *reference = row->answers->local_reference, *id = show_short(c, call->summary->screening_id);
    size_t n = changes_count(c, &call->screening->base, &row->answers->base);
    if (n == 0 || c->json) return n;
    sentence(
        c,
        "%s : l'appel %s est déjà au dossier (famille %s, évaluation %s) avec d'autres réponses. Au dossier → dans "
        "le fichier :",
        "%s: call %s is there already (family %s, screening %s) with other answers. There → in the file:",
        paint(c, COLOUR_RED, arena_printf(&c->arena, "%s%s", row->file, line)), reference, call->summary->family_number,
        id);
    changes_show(c, 4, &call->screening->base, &row->answers->base);
    /* Alone on its line, to be copied. */
    say(c, "  Pour le corriger (si c'est un autre appel, donnez-lui un autre numéro) :",
        "  To amend it (if it is another call, give it another number):");
    say(c, "    sippe screening amend %s %s --reference %s --reason MOTIF",
        "    sippe screening amend %s %s --reference %s --reason WHY", id, quoted(c, row->file), quoted(c, reference));
    return n;
}
