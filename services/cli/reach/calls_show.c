#include "cli/reach/calls_show.h"

#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

/* A letter says which one, until when she is asked to reply. */
static const char *outcome_text(struct cli *c, const intake__call_summary *call) {
    if (call->in_error) return pick(c, "noté par erreur", "recorded in error");
    const char *outcome = WORD(c, intake__call_outcome, call->outcome);
    if (call->letter)
        return phrase(c, "lettre %s, réponse d'ici le %s", "letter %s, reply by %s", call->letter->kind,
                      show_date(c, call->letter->reply_by));
    return call->whom == CALL_WHOM_OTHER ? phrase(c, "%s (à quelqu'un d'autre)", "%s (to somebody else)", outcome)
                                         : outcome;
}

static const char *again_text(struct cli *c, const intake__call_summary *call) {
    if (call->in_error || call->letter) return "";
    if (call->call_back_at) return show_brief(c, call->call_back_at);
    return call->call_back_on ? show_brief_date(c, call->call_back_on) : "";
}

void calls_show(struct cli *c, intake__call_summary *const *calls, size_t n) {
    struct table *t =
        table_new(c, "Id|Quand|Sens|Moyen|~Résultat|Rappeler|Par", "Id|When|Way|By|~Outcome|Call back|Who");
    for (size_t i = 0; i < n; i++) {
        const intake__call_summary *call = calls[i];
        table_paint(t, COLOUR_DIM, show_short(c, call->call_id));
        table_cell(t, call->at ? show_brief(c, call->at) : "");
        table_cell(t, WORD(c, intake__call_direction, call->direction));
        table_cell(t, WORD(c, intake__call_way, call->way));
        table_paint(t, call->in_error ? COLOUR_DIM : COLOUR_NONE, outcome_text(c, call));
        table_cell(t, again_text(c, call));
        table_cell(t, show_who(call->by));
    }
    table_end(t);
}

const char *unanswered_text(struct cli *c, int32_t n, int32_t letters) {
    struct joined all = joined_new(c, pick(c, " et ", " and "));
    if (n > letters) joined_add(&all, counted(c, (uint64_t)(n - letters), "appel", "call"));
    if (letters > 0) joined_add(&all, counted(c, (uint64_t)letters, "lettre", "letter"));
    return phrase(c, "%s sans la joindre", "%s without reaching her", joined_text(&all));
}

const char *call_line(struct cli *c, const intake__call_summary *call) {
    const char *when = call->at ? show_brief(c, call->at) : "?";
    if (call->direction == CALL_DIRECTION_INCOMING)
        return phrase(c, "elle a appelé le %s (%s), noté par %s", "she called on %s (%s), recorded by %s", when,
                      outcome_text(c, call), show_who(call->by));
    return phrase(c, "%s, %s : %s", "%s, %s: %s", when, show_who(call->by), outcome_text(c, call));
}
