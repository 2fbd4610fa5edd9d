#include "cli/show/work.h"

#include <string.h>
#include "cli/reach/calls_show.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static const char *due_text(struct cli *c, const sippe__work_item *w) {
    if (w->kind == WORK_KIND_URGENT_NEED && w->due_at) return show_brief(c, w->due_at);
    return w->due_on ? show_brief_date(c, w->due_on) : "–";
}

/* Said below the line, so that what is to be done keeps its room. */
static const char *late_text(struct cli *c, const sippe__work_item *w) {
    if (w->not_yet) return pick(c, "rien à faire avant ce jour", "nothing to do before that day");
    if (!w->overdue) return NULL;
    if (!w->days_late) return pick(c, "en retard", "overdue");
    return phrase(c, "en retard de %s", "%s overdue", counted(c, (uint64_t)w->days_late, "jour", "day"));
}

/* How it went last time, of whom is to be called; and that it has been tried often enough. */
static void call_join(struct cli *c, struct joined *all, const sippe__work_item *w) {
    if (!w->last_call) return;
    joined_add(all, call_line(c, w->last_call));
    if (!w->propose_unreachable) return;
    joined_add(all, unanswered_text(c, w->unanswered, w->unanswered_letters));
    joined_add(all, phrase(c, "proposé : injoignable%s", "proposed: unreachable%s",
                           w->by_letter ? pick(c, ", après une lettre", ", after a letter") : ""));
}

/* Two things may be about one call. */
static bool is_said(sippe__work_item *const *items, size_t at) {
    for (size_t i = 0; i < at && items[at]->last_call; i++)
        if (items[i]->last_call &&
            span_equal(span_pb(items[i]->last_call->call_id), span_pb(items[at]->last_call->call_id)))
            return true;
    return false;
}

/* What is the same in every line is left out: a desk knows its own code. */
static bool roles_differ(sippe__work_item *const *items, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (items[i]->role != items[0]->role) return true;
    return false;
}

static bool clscs_differ(sippe__work_item *const *items, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (strcmp(items[i]->clsc_code, items[0]->clsc_code) != 0) return true;
    return false;
}

/* Whose it is, where that is not the same in all of the list. On a narrow screen it stands below the line: what is to
 * be done and for whom would have no room beside it. */
struct whose {
    bool role, clsc, below;
};

static void whose_join(struct cli *c, struct joined *all, const struct whose *shown, const sippe__work_item *w) {
    struct joined whose = joined_new(c, ", ");
    if (shown->role) joined_add(&whose, WORD(c, sippe__role, w->role));
    if (shown->clsc) joined_add(&whose, phrase(c, "CLSC %s", "CLSC %s", w->clsc_code));
    const char *text = joined_text(&whose);
    if (*text) joined_add(all, phrase(c, "qui : %s", "who: %s", text));
}

/* What no column holds, and a person must know before she calls: below the line, whole. */
static const char *notes_text(struct cli *c, sippe__work_item *const *items, size_t at, const struct whose *shown) {
    const sippe__work_item *w = items[at];
    struct joined all = joined_new(c, "; ");
    if (shown->below) whose_join(c, &all, shown, w);
    if (late_text(c, w)) joined_add(&all, late_text(c, w));
    if (*w->taken_by)
        joined_add(&all, phrase(c, "prise par %s jusqu'au %s", "taken by %s until %s",
                                w->yours ? pick(c, "vous", "you") : w->taken_by, show_brief(c, w->taken_until)));
    if (*w->safe_contact_hours) joined_add(&all, phrase(c, "joindre : %s", "to be reached: %s", w->safe_contact_hours));
    if (w->interpreter)
        joined_add(&all, phrase(c, "interprète : %s", "interpreter: %s", show_language(c, w->language)));
    if (*w->key_worker) joined_add(&all, phrase(c, "suivie par %s", "followed by %s", w->key_worker));
    if (w->unstaffed)
        joined_add(&all, phrase(c, "personne n'est là pour « %s » : à la coordination",
                                "nobody is there as %s: the coordinators'", WORD(c, sippe__role, w->role)));
    else if (w->climbed)
        joined_add(&all, pick(c, "aussi à la coordination, depuis son retard", "the coordinators' too, so late is it"));
    if (w->kind == WORK_KIND_FILE_OPENED)
        joined_add(&all,
                   phrase(c, "ouvert par %s. Motif : %s", "opened by %s. Reason: %s", w->opened_by, w->opened_reason));
    if (w->agreement)
        joined_add(&all, phrase(c, "elle ne participe pas (%s) : en parler avec elle, ou terminer le suivi",
                                "she does not take part (%s): speak with her, or end the follow-up",
                                WORD(c, intake__agreement_answer, w->agreement)));
    if (w->outdated)
        joined_add(&all, phrase(c, "depuis, %s : dire ce qui a été fait", "since then, %s: say what was done",
                                WORD(c, intake__outdated_because, w->outdated)));
    if (w->ask_consent)
        joined_add(&all, phrase(c, "motif : %s", "because: %s", WORD(c, intake__consent_ask, w->ask_consent)));
    if (w->next_day)
        joined_add(&all, pick(c, "dit après la fermeture de l'accueil, reporté au jour ouvrable suivant",
                              "told after the desk had closed, moved to the next working day"));
    if (!is_said(items, at)) call_join(c, &all, w);
    return joined_text(&all);
}

/* Beside the words "call the organisation" the family's number would be dialled: she has just taken back what she
 * said; and whose erasure is proposed, or who has said what she can, is not called either. */
static bool is_familys_call(const sippe__work_item *w) {
    return w->kind != WORK_KIND_TELL_HOLDER && w->kind != WORK_KIND_CONFIRM_ERASURE &&
           w->kind != WORK_KIND_PLACE_UNKNOWN;
}

/* Which need it is says what to do. */
static const char *kind_text(struct cli *c, const sippe__work_item *w) {
    if (!w->urgent) return WORD(c, sippe__work_kind, w->kind);
    return arena_printf(&c->arena, "%s (urgent)", WORD(c, sippe__urgency, w->urgent)); /* the same in both languages */
}

/* Colour and words say the same: late, not yet. Nothing is told by colour alone. */
void work_show(struct cli *c, sippe__work_item *const *items, size_t n) {
    struct table *t = table_new(c, "Échéance|P|^À faire|Famille|^Nom|Téléphone|Qui|CLSC|Sur",
                                "Due|P|^To do|Family|^Name|Phone|Who|CLSC|About");
    const struct whose shown = {roles_differ(items, n), clscs_differ(items, n), output_width(c) < OUTPUT_WIDTH};
    for (size_t i = 0; i < n; i++) {
        const sippe__work_item *w = items[i];
        table_paint(t, w->overdue ? COLOUR_RED : w->not_yet ? COLOUR_DIM : COLOUR_NONE, due_text(c, w));
        table_cell(t, w->priority ? arena_printf(&c->arena, "P%d", w->priority) : "");
        table_cell(t, kind_text(c, w));
        table_paint(t, COLOUR_BOLD, w->family_number);
        table_cell(t, w->name ? show_name(c, w->name) : "");
        const char *phone = show_phone_of(c, w->phone, w->phone_extension);
        table_cell(t, is_familys_call(w) ? show_phone_safe(c, phone, w->safe_to_leave_message) : "");
        table_cell(t, shown.role && !shown.below ? WORD(c, sippe__role, w->role) : "");
        table_cell(t, shown.clsc && !shown.below ? w->clsc_code : "");
        table_paint(t, COLOUR_DIM, show_short(c, w->thing));
        const char *notes = notes_text(c, items, i, &shown);
        if (*notes) table_note(t, notes);
    }
    table_end(t);
}
