#include "cli/show/work.h"

#include <string.h>
#include "cli/reach/calls_show.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static const char *due_text(struct cli *c, const intake__worklist_item *w) {
    return arena_printf(&c->arena, "%s%s", w->due_on ? show_brief_date(c, w->due_on) : "–",
                        w->overdue   ? pick(c, ", en retard", ", overdue")
                        : w->not_yet ? pick(c, ", à venir", ", not yet")
                                     : "");
}

/* What is the same in every line is left out: a desk knows its own code. */
static bool all_same_role(intake__worklist_item *const *items, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (items[i]->role != items[0]->role) return false;
    return true;
}

static bool all_same_clsc(intake__worklist_item *const *items, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (strcmp(items[i]->clsc_code, items[0]->clsc_code) != 0) return false;
    return true;
}

/* Beside the words "call the organisation" the family's number would be dialled: she has just taken back what she
 * said; and whose erasure is proposed is not called either. */
static bool is_familys_call(const intake__worklist_item *w) {
    return w->kind != WORK_KIND_TELL_HOLDER && w->kind != WORK_KIND_CONFIRM_ERASURE;
}

/* How it went last time, of whom is to be called; and that it has been tried often enough. */
static void last_call_say(struct cli *c, const intake__worklist_item *w) {
    if (!w->last_call) return;
    say(c, "  %s : %s", "  %s: %s", w->family_number, call_line(c, w->last_call));
    if (w->propose_unreachable)
        say(c,
            w->by_letter ? "  %s : %d appels sans la joindre; proposé : injoignable, après une lettre"
                         : "  %s : %d appels sans la joindre; proposé : injoignable",
            w->by_letter ? "  %s: %d calls without reaching her; proposed: unreachable, after a letter"
                         : "  %s: %d calls without reaching her; proposed: unreachable",
            w->family_number, w->unanswered);
}

/* Two things may be about one call. */
static bool is_said(intake__worklist_item *const *items, size_t at) {
    for (size_t i = 0; i < at && items[at]->last_call; i++)
        if (items[i]->last_call &&
            span_equal(span_pb(items[i]->last_call->call_id), span_pb(items[at]->last_call->call_id)))
            return true;
    return false;
}

/* Colour and words say the same: late, not yet. Nothing is told by colour alone. */
void work_show(struct cli *c, intake__worklist_item *const *items, size_t n) {
    struct table *t = table_new(c, "Échéance|P|~À faire|Famille|~Nom|Téléphone|Qui|CLSC|Sur",
                                "Due|P|~To do|Family|~Name|Phone|Who|CLSC|About");
    bool one_role = all_same_role(items, n), one_clsc = all_same_clsc(items, n);
    for (size_t i = 0; i < n; i++) {
        const intake__worklist_item *w = items[i];
        table_paint(t, w->overdue ? COLOUR_RED : w->not_yet ? COLOUR_DIM : COLOUR_NONE, due_text(c, w));
        table_cell(t, w->priority ? arena_printf(&c->arena, "P%d", w->priority) : "");
        table_cell(t, WORD(c, intake__work_kind, w->kind));
        table_paint(t, COLOUR_BOLD, w->family_number);
        table_cell(t, w->name ? show_name(c, w->name) : "");
        table_cell(t, is_familys_call(w) ? show_phone_safe(c, w->phone, w->safe_to_leave_message) : "");
        table_cell(t, one_role ? "" : WORD(c, sippe__role, w->role));
        table_cell(t, one_clsc ? "" : w->clsc_code);
        table_paint(t, COLOUR_DIM, show_short(c, w->thing));
    }
    table_end(t);
    for (size_t i = 0; i < n; i++)
        if (!is_said(items, i)) last_call_say(c, items[i]);
    for (size_t i = 0; i < n; i++)
        if (items[i]->kind == WORK_KIND_FILE_OPENED)
            say(c, "  %s : ouvert par %s. Motif : %s", "  %s: opened by %s. Reason: %s", items[i]->family_number,
                items[i]->opened_by, items[i]->opened_reason);
}
