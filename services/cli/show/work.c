#include "cli/show/work.h"

#include <string.h>
#include "cli/reach/calls_show.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static const char *due_text(struct cli *c, const sippe__work_item *w) {
    bool by_hour = w->kind == WORK_KIND_URGENT_NEED && w->due_at;
    return arena_printf(&c->arena, "%s%s",
                        by_hour     ? show_brief(c, w->due_at)
                        : w->due_on ? show_brief_date(c, w->due_on)
                                    : "–",
                        w->overdue   ? pick(c, ", en retard", ", overdue")
                        : w->not_yet ? pick(c, ", à venir", ", not yet")
                                     : "");
}

/* What is the same in every line is left out: a desk knows its own code. */
static bool all_same_role(sippe__work_item *const *items, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (items[i]->role != items[0]->role) return false;
    return true;
}

static bool all_same_clsc(sippe__work_item *const *items, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (strcmp(items[i]->clsc_code, items[0]->clsc_code) != 0) return false;
    return true;
}

/* Beside the words "call the organisation" the family's number would be dialled: she has just taken back what she
 * said; and whose erasure is proposed is not called either. */
static bool is_familys_call(const sippe__work_item *w) {
    return w->kind != WORK_KIND_TELL_HOLDER && w->kind != WORK_KIND_CONFIRM_ERASURE;
}

/* Which need it is says what to do. */
static const char *kind_text(struct cli *c, const sippe__work_item *w) {
    if (!w->urgent) return WORD(c, sippe__work_kind, w->kind);
    return arena_printf(&c->arena, "%s (urgent)", WORD(c, sippe__urgency, w->urgent)); /* the same in both languages */
}

static bool is_told(const sippe__work_item *before, const sippe__work_item *w) {
    return before && before->next_day && strcmp(before->family_number, w->family_number) == 0;
}

/* What of several needs is the same is said once. */
static void notes_say(struct cli *c, const sippe__work_item *w, const sippe__work_item *before) {
    if (w->kind == WORK_KIND_FILE_OPENED)
        say(c, "  %s : ouvert par %s. Motif : %s", "  %s: opened by %s. Reason: %s", w->family_number, w->opened_by,
            w->opened_reason);
    if (w->next_day && !is_told(before, w))
        say(c, "  %s : dit après la fermeture de l'accueil, reporté au jour ouvrable suivant.",
            "  %s: told after the desk had closed, moved to the next working day.", w->family_number);
}

/* How it went last time, of whom is to be called; and that it has been tried often enough. */
static void last_call_say(struct cli *c, const sippe__work_item *w) {
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

/* Colour and words say the same: late, not yet. Nothing is told by colour alone. */
void work_show(struct cli *c, sippe__work_item *const *items, size_t n) {
    struct table *t = table_new(c, "Échéance|P|~À faire|Famille|~Nom|Téléphone|Qui|CLSC|Sur",
                                "Due|P|~To do|Family|~Name|Phone|Who|CLSC|About");
    bool one_role = all_same_role(items, n), one_clsc = all_same_clsc(items, n);
    for (size_t i = 0; i < n; i++) {
        const sippe__work_item *w = items[i];
        table_paint(t, w->overdue ? COLOUR_RED : w->not_yet ? COLOUR_DIM : COLOUR_NONE, due_text(c, w));
        table_cell(t, w->priority ? arena_printf(&c->arena, "P%d", w->priority) : "");
        table_cell(t, kind_text(c, w));
        table_paint(t, COLOUR_BOLD, w->family_number);
        table_cell(t, w->name ? show_name(c, w->name) : "");
        const char *phone = show_phone_of(c, w->phone, w->phone_extension);
        table_cell(t, is_familys_call(w) ? show_phone_safe(c, phone, w->safe_to_leave_message) : "");
        table_cell(t, one_role ? "" : WORD(c, sippe__role, w->role));
        table_cell(t, one_clsc ? "" : w->clsc_code);
        table_paint(t, COLOUR_DIM, show_short(c, w->thing));
    }
    table_end(t);
    for (size_t i = 0; i < n; i++) {
        last_call_say(c, items[i]);
        notes_say(c, items[i], i ? items[i - 1] : NULL);
    }
}

/* ---- behind it ---- */

static const char *urgent_state(struct cli *c, const intake__urgent_need *u) {
    if (u->settled_at)
        return phrase(c, "fait le %s par %s : %s", "done on %s by %s: %s", show_instant(c, u->settled_at),
                      show_who(u->settled_by), u->settled_note);
    const char *role = WORD(c, sippe__role, u->role), *until = show_instant(c, u->due_at);
    const char *late = u->overdue ? pick(c, ", en retard", ", overdue") : "";
    return phrase(c, "à faire d'ici le %s (%s)%s : sippe work settle %s --note CE-QUI-EST-FAIT",
                  "to be done by %s (%s)%s: sippe work settle %s --note WHAT-WAS-DONE", until, role, late,
                  show_short(c, u->urgent_id));
}

void urgents_show(struct cli *c, intake__urgent_need *const *list, size_t n) {
    if (n) heading(c, "Besoins urgents", "Urgent needs");
    for (size_t i = 0; i < n; i++) {
        const char *need = WORD(c, sippe__urgency, list[i]->need);
        enum colour colour = list[i]->settled_at ? COLOUR_NONE : COLOUR_RED;
        paragraph(c, paint(c, colour, phrase(c, "%s : %s", "%s: %s", need, urgent_state(c, list[i]))), 2,
                  output_width(c));
    }
}

void clocks_show(struct cli *c, intake__access_clock *const *list, size_t n) {
    if (n) heading(c, "Délai d'accès", "Delay of access");
    for (size_t i = 0; i < n; i++) {
        const intake__access_clock *k = list[i];
        const char *asked = show_date(c, k->first_asked_on), *due = show_instant(c, k->due_at);
        const char *end =
            k->end ? phrase(c, "%s le %s", "%s on %s", WORD(c, intake__access_end, k->end), show_date(c, k->stopped_on))
                   : phrase(c, "à rencontrer d'ici le %s", "to be met by %s", due);
        const char *late = k->overdue ? pick(c, ", en retard", ", late") : "";
        paragraph(c,
                  phrase(c, "P%d, demandé le %s, décidé le %s : %s%s", "P%d, asked on %s, decided on %s: %s%s",
                         k->priority, asked, show_instant(c, k->opened_at), end, late),
                  2, output_width(c));
    }
}
