#include "cli/takeover/told.h"

#include <string.h>
#include "base/reason.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

const char *takeover_counts_text(struct cli *c, const struct takeover_counts *n) {
    struct joined all = joined_new(c, ", ");
    joined_add(&all, counted(c, n->taken, "reprise/reprises", "taken over/taken over"));
    if (n->known) joined_add(&all, counted(c, n->known, "déjà reprise/déjà reprises", "there already/there already"));
    if (n->refused) joined_add(&all, counted(c, n->refused, "refusée/refusées", "refused/refused"));
    if (n->unreadable) joined_add(&all, counted(c, n->unreadable, "illisible/illisibles", "unreadable/unreadable"));
    return joined_text(&all);
}

int takeover_counts_exit(const struct takeover_counts *n) {
    size_t bad = n->refused + n->unreadable, good = n->taken + n->known;
    if (bad == 0) return CLI_DONE;
    return good ? CLI_PARTIAL : n->refused ? CLI_REFUSED : CLI_USAGE;
}

const char *takeover_children_text(struct cli *c, intake__child *const *list, size_t n) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < n; i++)
        joined_add(&all, phrase(c, "%s (%s)", "%s (%s)",
                                *list[i]->given_name ? list[i]->given_name : pick(c, "sans prénom", "no given name"),
                                show_date(c, list[i]->birth_date)));
    return joined_text(&all);
}

const char *takeover_agreed_text(struct cli *c, intake__consent_giver by, const sippe__date *on) {
    return phrase(c, "%s, le %s", "%s, on %s", WORD(c, intake__consent_giver, by), show_date(c, on));
}

const char *takeover_row_text(struct cli *c, const intake__taken_over_family *f) {
    struct joined all = joined_new(c, "; ");
    if (f->n_children)
        joined_add(&all,
                   phrase(c, "enfants : %s", "children: %s", takeover_children_text(c, f->children, f->n_children)));
    if (f->due_date) joined_add(&all, phrase(c, "date prévue : %s", "due on %s", show_date(c, f->due_date)));
    if (f->followed_since)
        joined_add(&all, phrase(c, "suivie depuis le %s", "followed since %s", show_date(c, f->followed_since)));
    if (f->agreed_by)
        joined_add(&all,
                   phrase(c, "accord : %s", "agreement: %s", takeover_agreed_text(c, f->agreed_by, f->agreed_on)));
    return joined_text(&all);
}

/* Where what is told goes to. */
struct telling {
    struct cli *c;
    const struct sheet *s;
    const struct sheet_row *row;
    struct text_errors *errors;
};

static void add(const struct telling *to, const char *path, const char *fr, const char *en) {
    struct sheet_place at = sheet_place(to->c, to->s, to->row, path);
    text_errors_add(&to->c->arena, to->errors, (struct text_place){to->row->line, at.column},
                    *at.header ? at.header : path, fr, en);
}

/* Of two columns one is wanted, and a fault stands at one place. */
static bool is_nobody_awaited(const sippe__violation *v) {
    return v->reason == REASON_FIELD_REQUIRED && strcmp(v->path, "family.due_date") == 0;
}

void takeover_told_violations(struct cli *c, const struct sheet *s, const struct sheet_row *row,
                              sippe__violation *const *list, size_t n, struct text_errors *errors) {
    for (size_t i = 0; i < n; i++) {
        if (is_nobody_awaited(list[i])) {
            add(&(struct telling){c, s, row, errors}, list[i]->path,
                "une date prévue ou la naissance d'un enfant est attendue",
                "a due date or a child's birth date is expected");
            continue;
        }
        const struct reason_info *info = reason_info((int)list[i]->reason);
        add(&(struct telling){c, s, row, errors}, list[i]->path, *list[i]->message_fr ? list[i]->message_fr : info->fr,
            *list[i]->message_en ? list[i]->message_en : info->en);
    }
}

void takeover_told_refused(struct cli *c, const struct sheet *s, const struct sheet_row *row, const sippe__status *st,
                           struct text_errors *errors) {
    takeover_told_violations(c, s, row, st->violations, st->n_violations, errors);
    if (st->n_violations == 0)
        add(&(struct telling){c, s, row, errors}, "family.reference", st->message_fr, st->message_en);
}

/* "1042-9 (même téléphone)" */
static const char *known_text(struct cli *c, const intake__preview_take_over_reply *p, enum language language) {
    enum language was = c->language;
    c->language = language;
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < p->n_matches; i++) {
        const intake__match *m = p->matches[i];
        struct joined reasons = joined_new(c, ", ");
        for (size_t k = 0; k < m->n_reasons; k++) joined_add(&reasons, WORD(c, intake__match_reason, m->reasons[k]));
        joined_add(&all, arena_printf(&c->arena, "%s (%s)", m->family_number, joined_text(&reasons)));
    }
    const char *text = joined_text(&all);
    c->language = was;
    return text;
}

void takeover_told_matches(struct cli *c, const struct sheet *s, const struct sheet_row *row,
                           const intake__preview_take_over_reply *p, struct text_errors *errors) {
    const struct reason_info *info = reason_info((int)p->refused);
    if (p->n_matches)
        add(&(struct telling){c, s, row, errors}, "family.reference",
            arena_printf(&c->arena, "peut-être déjà connue : %s", known_text(c, p, FRENCH)),
            arena_printf(&c->arena, "may be known already: %s", known_text(c, p, ENGLISH)));
    if (p->refused && p->n_violations == 0)
        add(&(struct telling){c, s, row, errors}, "family.reference", info->fr, info->en);
}

static bool works(const scheduling__list_workers_reply *all, const char *code) {
    for (size_t i = 0; i < all->n_workers; i++) {
        const scheduling__worker *w = all->workers[i]->worker;
        if (w && strcmp(w->code, code) == 0) return !w->inactive && w->n_hours > 0;
    }
    return false;
}

void takeover_told_worker(struct cli *c, const struct sheet *s, const struct sheet_row *row,
                          const scheduling__list_workers_reply *workers, struct text_errors *errors) {
    const char *code = row->family->key_worker;
    if (*code && works(workers, code)) return;
    add(&(struct telling){c, s, row, errors}, "family.key_worker",
        *code ? "intervenante inconnue ou inactive (sippe workers list) : il restera à en confirmer une"
              : "aucune intervenante : il restera à en confirmer une",
        *code ? "unknown or inactive worker (sippe workers list): one will have to be confirmed"
              : "no key worker: one will have to be confirmed");
}
