/* The access journals of all four daemons, for the person responsible for personal information: are they whole, who saw
 * a family, what did one person look at, and how much was looked at in a month. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "base/reason.h"
#include "cli/audit/looks.h"
#include "cli/audit/verify.h"
#include "cli/call/lookup.h"
#include "cli/call/session.h"
#include "cli/call/zone.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "proto/intake.h"

/* ---- shown ---- */

static void looks_json(struct cli *c, const struct looks *l) {
    fputs("[", c->out);
    for (size_t i = 0; i < l->n; i++)
        fprintf(c->out, "%s{\"daemon\": \"%s\", \"look\": %s}", i ? ", " : "", daemon_names[l->rows[i].at],
                json_shown(c, &l->rows[i].entry->base, false));
    fputs("]", c->out);
}

static const char *number(struct cli *c, uint64_t n) { return arena_printf(&c->arena, "%" PRIu64, n); }

static const char *outcome_text(struct cli *c, const node__access_shown *e) {
    const char *what = look_what(c, e->method);
    if (*e->purpose) what = phrase(c, "%s (« %s »)", "%s (\"%s\")", what, e->purpose);
    if (!e->outcome) return what;
    const struct reason_info *why = reason_info((int)e->outcome);
    return phrase(c, "REFUSÉ : %s : %s", "REFUSED: %s: %s", e->method, pick(c, why->fr, why->en));
}

static void looks_table(struct cli *c, const struct looks *l) {
    struct table *t = table_new(c, "Quand|Quoi|~Qui|~Rôle|~Organisme|Fois", "When|What|~Who|~Role|~Organisation|Times");
    for (size_t i = 0; i < l->n; i++) {
        const node__access_shown *e = l->rows[i].entry;
        table_cell(t, show_ms(c, e->at_ms));
        table_paint(t, e->outcome ? COLOUR_RED : COLOUR_NONE, outcome_text(c, e));
        table_cell(t, look_who(c, e));
        table_cell(t, WORD(c, sippe__role, e->role));
        table_cell(t, e->organization);
        table_cell(t, e->times > 1 ? number(c, e->times) : "");
    }
    table_end(t);
}

/* What is missing above, and why. */
static void missing_say(struct cli *c, const struct looks *l) {
    looks_ended_say(c, l);
    for (int i = 0; i < DAEMONS; i++)
        if (l->silent[i])
            say(c, "%s n'a pas répondu : ses accès manquent ci-dessus.",
                "%s did not answer: its looks are missing above.", daemon_names[i]);
}

/* ---- of a family ---- */

static intake__identify_family_reply *identified(struct cli *c, const char *text) {
    intake__identify_family_request *r = NEW(&c->arena, intake__identify_family_request);
    if (!whole_id(c, text, &r->family_id)) {
        if (!family_number_check(c, text)) return NULL;
        r->number = text;
    }
    return CALL(c, r, intake__identify_family_reply);
}

/* Whoever answers a family leaves an entry at each daemon and for each of her ids: they are counted, not listed. */
static size_t audits_take_out(struct looks *l) {
    size_t kept = 0, n = l->n;
    for (size_t i = 0; i < n; i++)
        if (strcmp(l->rows[i].entry->method, "node.ListAccess") != 0) l->rows[kept++] = l->rows[i];
    l->n = kept;
    return n - kept;
}

static void family_say(struct cli *c, const intake__identify_family_reply *f, struct looks *l) {
    size_t audits = audits_take_out(l);
    say(c, "Qui a vu les données de la famille %s", "Who saw the data of family %s", f->number);
    looks_table(c, l);
    say(c, "%s. De chaque personne, une ligne par jour et par façon de regarder.",
        "%s. Of each person, one line a day and way of looking.", counted(c, l->n, "ligne", "line"));
    if (audits)
        say(c, "Ces journaux eux-mêmes ont été consultés à son sujet : %s.",
            "These journals themselves were read about her: %s.", counted(c, audits, "fois/fois", "time"));
    missing_say(c, l);
}

static int family_run(struct cli *c) {
    struct looks l = {0};
    intake__identify_family_reply *f = identified(c, operand(c, 0));
    if (!f) return c->exit;
    for (size_t i = 0; i < f->n_ids; i++) {
        node__list_access_request *in = NEW(&c->arena, node__list_access_request);
        in->subject = f->ids[i];
        int rc = looks_add(c, &l, in);
        if (rc) return rc;
    }
    looks_sort(&l);
    if (c->json) {
        fprintf(c->out, "{\"family\": %s, \"looks\": ", json_shown(c, &f->base, false));
        looks_json(c, &l);
        fputs("}\n", c->out);
        looks_ended_say(c, &l);
        return l.exit;
    }
    family_say(c, f, &l);
    return l.exit;
}

/* ---- of a person, in a time ---- */

static bool day_option(struct cli *c, const char *name, int more, int64_t *ms) {
    const char *text = arg_text(c, name);
    if (text) *ms = day_start_ms(zone_of(c), day_parse(text) + more);
    return text != NULL;
}

/* By the id of her membership; by her name the daemons cannot look, as a name may be another's later. */
static bool is_person(const node__access_shown *e, const char *name) {
    return e->actor && strcmp(e->actor->name, name) == 0;
}

static int person_run(struct cli *c) {
    struct looks l = {0};
    node__list_access_request *in = NEW(&c->arena, node__list_access_request);
    bool by_id = whole_id(c, operand(c, 0), &in->member);
    if (!session_key(c)) return c->exit;
    day_option(c, "from", 0, &in->from_ms);
    day_option(c, "until", 1, &in->until_ms);
    int rc = looks_add(c, &l, in);
    if (rc) return rc;
    size_t kept = 0;
    for (size_t i = 0; i < l.n; i++)
        if (by_id || is_person(l.rows[i].entry, operand(c, 0))) l.rows[kept++] = l.rows[i];
    l.n = kept;
    looks_sort(&l);
    if (c->json) return looks_json(c, &l), fputs("\n", c->out), looks_ended_say(c, &l), l.exit;
    looks_table(c, &l);
    say(c, "%s.", "%s.", counted(c, l.n, "écriture", "entry/entries"));
    missing_say(c, &l);
    return l.exit;
}

/* ---- of a month ---- */

struct tally {
    const node__access_shown *one;
    uint64_t looks, things, refused;
};
struct tallies {
    struct tally *rows;
    size_t n;
};

static bool is_of(const struct tally *t, const node__access_shown *e) {
    return e->actor && t->one->actor && strcmp(t->one->method, e->method) == 0 &&
           span_equal(span_pb(t->one->actor->member), span_pb(e->actor->member));
}

static void tally_add(struct cli *c, struct tallies *all, const node__access_shown *e) {
    size_t i = 0;
    while (i < all->n && !is_of(&all->rows[i], e)) i++;
    if (i == all->n)
        *(struct tally *)message_grow(&c->arena, (void **)&all->rows, &all->n, sizeof *all->rows) =
            (struct tally){.one = e};
    struct tally *t = &all->rows[i];
    if (e->outcome)
        t->refused += e->times;
    else
        t->looks += e->times, t->things += e->shown;
}

static int by_looks(const void *a, const void *b) {
    const struct tally *x = a, *y = b;
    uint64_t m = x->looks + x->refused, n = y->looks + y->refused;
    return m == n ? strcmp(x->one->method, y->one->method) : m < n ? 1 : -1;
}

static void month_row(struct cli *c, struct table *t, const struct tally *k, size_t i) {
    if (c->json)
        fprintf(c->out,
                "%s{\"member\": %s, \"method\": %s, \"looks\": %" PRIu64 ", \"shown\": %" PRIu64
                ", \"refused\": %" PRIu64 "}",
                i ? ", " : "", json_text(&c->arena, look_who(c, k->one)), json_text(&c->arena, k->one->method),
                k->looks, k->things, k->refused);
    table_cell(t, look_who(c, k->one));
    table_cell(t, look_what(c, k->one->method));
    table_cell(t, number(c, k->looks));
    table_cell(t, number(c, k->things));
    table_paint(t, k->refused ? COLOUR_RED : COLOUR_NONE, number(c, k->refused));
}

static int month_run(struct cli *c) {
    struct looks l = {0};
    struct tallies all = {0};
    node__list_access_request *in = NEW(&c->arena, node__list_access_request);
    day first = day_parse(arena_printf(&c->arena, "%s-01", operand(c, 0)));
    if (first == DAY_NONE)
        return stop(c, CLI_USAGE, "« %s » n'est pas un mois; par exemple : sippe audit month 2026-11",
                    "\"%s\" is not a month; for example: sippe audit month 2026-11", operand(c, 0));
    if (!session_key(c)) return c->exit;
    in->from_ms = day_start_ms(zone_of(c), first);
    in->until_ms = day_start_ms(zone_of(c), day_add_months(first, 1));
    int rc = looks_add(c, &l, in);
    if (rc) return rc;
    for (size_t i = 0; i < l.n; i++) tally_add(c, &all, l.rows[i].entry);
    if (all.n) qsort(all.rows, all.n, sizeof *all.rows, by_looks);
    if (c->json) fputs("[", c->out);
    struct table *t = table_new(c, "~Qui|~Quoi|Regards|Montrées|Refus", "~Who|~What|Looks|Shown|Refused");
    for (size_t i = 0; i < all.n; i++) month_row(c, t, &all.rows[i], i);
    if (c->json) return fputs("]\n", c->out), looks_ended_say(c, &l), l.exit;
    table_end(t);
    if (!all.n && !l.n_ended)
        say(c, "Personne n'a rien regardé ce mois-là.", "Nobody looked at anything in that month.");
    missing_say(c, &l);
    return l.exit;
}

/* ---- the commands ---- */

static const struct option person_options[] = {
    {"from", OPTION_DATE, 0, NULL, NULL, NULL, "à partir de ce jour", "from this day on"},
    {"until", OPTION_DATE, 0, NULL, NULL, NULL, "jusqu'à ce jour compris", "up to and with this day"},
};

const struct command audit_commands[] = {
    {.noun = "audit",
     .verb = "verify",
     .fr = "les journaux des accès sont-ils tels qu'ils ont été écrits ?",
     .en = "are the access journals as they were written?",
     .more_fr = "Sortie 0 : tous intacts; 1 : une écriture n'est pas bonne; 5 : un démon n'a pas répondu.",
     .more_en = "Exit 0: all whole; 1: an entry is wrong; 5: a daemon did not answer.",
     .run = audit_verify},
    {.noun = "audit",
     .verb = "family",
     .fr = "qui a vu les données d'une famille",
     .en = "who saw a family's data",
     .more_fr = "Chez les quatre démons, aussi sous les noms qu'elle avait avant une fusion. Cette question reste "
                "elle-même au journal.",
     .more_en =
         "At all four daemons, also under what she was before a merge. This question stays in the journal itself.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     .run = family_run},
    {.noun = "audit",
     .verb = "person",
     .fr = "ce qu'une personne a regardé",
     .en = "what a person looked at",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NOM", .en = "NAME"}},
     OPTIONS(person_options),
     .run = person_run},
    {.noun = "audit",
     .verb = "month",
     .fr = "qui a regardé combien, dans un mois",
     .en = "who looked at how much, in a month",
     .operands = {{.kind = OPERAND_TEXT, .fr = "MOIS", .en = "MONTH"}},
     .run = month_run},
};
COMMANDS_END(audit);
