/* How intensely families are visited: the official figure beside the fair one, of one family or of many. */
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "cli/call/clsc.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

/* "0,36" */
static const char *hundredths_text(struct cli *c, int32_t hundredths) {
    return arena_printf(&c->arena, "%d%s%02d", hundredths / 100, pick(c, ",", "."), hundredths % 100);
}

static const char *count_text(struct cli *c, int32_t n) { return n ? arena_printf(&c->arena, "%d", n) : ""; }

static const char *percent_text(struct cli *c, int32_t percent) {
    return percent < 0 ? "–" : phrase(c, "%d %%", "%d%%", percent);
}

static enum colour official_colour(const scheduling__official_intensity *o) {
    if (o->goes_on) return COLOUR_NONE;
    return o->per_week_hundredths < o->prescribed_hundredths ? COLOUR_YELLOW : COLOUR_GREEN;
}

/* ---- one family ---- */

static void official_show(struct cli *c, const scheduling__family_intensity *f) {
    heading(c, "Chiffre officiel : visites à domicile de la grossesse, par semaine",
            "Official figure: home visits of the pregnancy, by week");
    struct table *t = table_new(c, "Du|Au|À domicile|Semaines|Par semaine|Prescrit|Ailleurs|Autres contacts",
                                "From|To|At home|Weeks|By week|Prescribed|Elsewhere|Other contacts");
    for (size_t i = 0; i < f->n_official; i++) {
        const scheduling__official_intensity *o = f->official[i];
        table_cell(t, show_date(c, o->from));
        table_cell(t, o->goes_on ? pick(c, "en cours", "goes on") : show_date(c, o->until));
        table_cell(t, arena_printf(&c->arena, "%d", o->home_visits));
        table_cell(t, arena_printf(&c->arena, "%d", o->weeks));
        table_paint(t, official_colour(o), hundredths_text(c, o->per_week_hundredths));
        table_cell(t, hundredths_text(c, o->prescribed_hundredths));
        table_cell(t, count_text(c, o->visits_elsewhere));
        table_cell(t, count_text(c, o->contacts));
    }
    table_end(t);
    if (!f->n_official) say(c, "  aucune grossesse ne compte durant ces jours", "  no pregnancy counts in these days");
}

static void fair_row(struct cli *c, struct table *t, const char *whose, const scheduling__fair_intensity *f) {
    table_cell(t, whose);
    table_cell(t, arena_printf(&c->arena, "%d", f->owed));
    table_cell(t, arena_printf(&c->arena, "%d", f->met));
    table_cell(t, count_text(c, f->made_late));
    table_paint(t, COLOUR_BOLD, percent_text(c, f->percent));
    table_cell(t, count_text(c, f->excused));
    table_paint(t, COLOUR_YELLOW, count_text(c, f->unrecorded));
}

static void fair_show(struct cli *c, const scheduling__family_intensity *f) {
    heading(c, "Visites faites sur les visites dues", "Visits made of those owed");
    struct table *t = table_new(c, "Pour|Dues|Faites|Faites à côté|Part|Excusées|À inscrire",
                                "For|Owed|Made|Made outside|Share|Excused|To be recorded");
    fair_row(c, t, pick(c, "la famille", "the family"), f->fair);
    for (size_t i = 0; i < f->n_anchors; i++)
        fair_row(c, t, WORD(c, scheduling__window_anchor, f->anchors[i]->anchor), f->anchors[i]);
    table_end(t);
}

static int family_run(struct cli *c) {
    if (arg_text(c, "clsc") || arg_text(c, "worker") || arg_text(c, "after") || arg_flag(c, "ended"))
        return stop(c, CLI_USAGE, "Donnez une famille, ou --clsc, --worker et --ended pour plusieurs.",
                    "Give a family, or --clsc, --worker and --ended for several.");
    scheduling__get_intensity_request *r = NEW(&c->arena, scheduling__get_intensity_request);
    if (!lookup_family_id(c, operand(c, 0), &r->family_id, NULL)) return c->exit;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    const scheduling__get_intensity_reply *got = CALL(c, r, scheduling__get_intensity_reply);
    if (!got || !got->intensity) return fail_hollow(c, got);
    if (c->json) return print_json(c, &got->base);
    const scheduling__family_intensity *f = got->intensity;
    say(c, "Famille %s, règles « %s »%s%s", "Family %s, rules \"%s\"%s%s", f->family_number, got->rules_label,
        *f->key_worker ? pick(c, ", intervenante privilégiée ", ", key worker ") : "", f->key_worker);
    if (!f->fair) {
        say(c, "Aucun chiffre : %s.", "No figure: %s.", WORD(c, scheduling__intensity_basis, f->basis));
        return CLI_DONE;
    }
    official_show(c, f);
    fair_show(c, f);
    return CLI_DONE;
}

/* ---- many ---- */

/* Of those that are shown. Of the official figure, pregnancies that are over alone: one that goes on has only some of
 * its visits and all of its weeks. */
struct sums {
    int32_t home_visits, weeks, pregnancies, owed, made, without;
};

static void sums_add(struct sums *s, const scheduling__family_intensity *f) {
    for (size_t i = 0; i < f->n_official; i++) {
        if (f->official[i]->goes_on) continue;
        s->pregnancies++;
        s->home_visits += f->official[i]->home_visits;
        s->weeks += f->official[i]->weeks;
    }
    if (!f->fair) s->without++;
    if (!f->fair) return;
    s->owed += f->fair->owed;
    s->made += f->fair->met + f->fair->made_late;
}

static void sums_show(struct cli *c, const struct sums *s) {
    if (s->weeks)
        field(c, "Officiel", "Official",
              phrase(c, "%s par semaine (%s)", "%s a week (%s)",
                     hundredths_text(c, (2 * 100 * s->home_visits + s->weeks) / (2 * s->weeks)),
                     counted(c, (uint64_t)s->pregnancies, "grossesse terminée", "pregnancy over/pregnancies over")));
    if (s->owed)
        field(c, "Visites faites", "Visits made",
              phrase(c, "%d sur %d dues (%s)", "%d of %d owed (%s)", s->made, s->owed,
                     percent_text(c, (2 * 100 * s->made + s->owed) / (2 * s->owed))));
    if (s->without)
        field(c, "Sans chiffre", "Without a figure", counted(c, (uint64_t)s->without, "famille", "family/families"));
}

static void many_row(struct cli *c, struct table *t, const scheduling__family_intensity *f) {
    const scheduling__official_intensity *o = f->n_official ? f->official[f->n_official - 1] : NULL;
    table_cell(t, f->family_number);
    table_cell(t, f->key_worker);
    table_paint(t, o ? official_colour(o) : COLOUR_NONE, o ? hundredths_text(c, o->per_week_hundredths) : "–");
    table_cell(t, o && o->goes_on ? pick(c, "en cours", "goes on") : "");
    table_cell(t, f->fair ? arena_printf(&c->arena, "%d", f->fair->owed) : "–");
    table_cell(t, f->fair ? arena_printf(&c->arena, "%d", f->fair->met + f->fair->made_late) : "–");
    table_paint(t, COLOUR_BOLD, f->fair ? percent_text(c, f->fair->percent) : "–");
    table_cell(t, f->fair ? count_text(c, f->fair->unrecorded) : WORD(c, scheduling__intensity_basis, f->basis));
}

/* As they were numbered: pages come in the order of ids, which says nothing to anybody. */
static int by_number(const void *a, const void *b) {
    const scheduling__family_intensity *x = *(scheduling__family_intensity *const *)a,
                                       *y = *(scheduling__family_intensity *const *)b;
    size_t n = strlen(x->family_number), m = strlen(y->family_number);
    return n == m ? strcmp(x->family_number, y->family_number) : n < m ? -1 : 1;
}

static int many_run(struct cli *c) {
    scheduling__list_intensity_request *r = NEW(&c->arena, scheduling__list_intensity_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!(r->clsc_code = clsc_read(c, r->clsc_code))) return c->exit;
    const scheduling__list_intensity_reply *list = PAGES(c, r, scheduling__list_intensity_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    if (list->n_families) qsort(list->families, list->n_families, sizeof *list->families, by_number);
    struct sums sums = {0};
    struct table *t = table_new(c, "Famille|Intervenante|Officiel|Grossesse|Dues|Faites|Part|~À inscrire",
                                "Family|Worker|Official|Pregnancy|Owed|Made|Share|~To be recorded");
    for (size_t i = 0; i < list->n_families; i++) {
        many_row(c, t, list->families[i]);
        sums_add(&sums, list->families[i]);
    }
    table_end(t);
    if (!list->n_families) say(c, "Aucune famille.", "No family.");
    sums_show(c, &sums);
    pages_more(c, list->next);
    return CLI_DONE;
}

static int intensity_run(struct cli *c) { return operand(c, 0) ? family_run(c) : many_run(c); }

/* Fields of both requests; those that only a list has are refused beside a family (family_run). */
static const struct option intensity_options[] = {
    {"from", OPTION_DATE, 0, "from", NULL, NULL, "visites dues à partir de ce jour (sinon depuis l'inscription)",
     "visits due from that day on (else since the enrolment)"},
    {"to", OPTION_DATE, 0, "until", NULL, NULL, "jusqu'à ce jour, inclus (sinon aujourd'hui)",
     "up to that day, included (else today)"},
    {"clsc", OPTION_TEXT, 0, "clsc_code", NULL, NULL, "les familles de ce CLSC", "families of this CLSC"},
    {"worker", OPTION_TEXT, 0, "worker", NULL, NULL, "les familles de cette intervenante", "families of this worker"},
    {"ended", OPTION_FLAG, 0, "with_ended", NULL, NULL, "aussi les suivis terminés", "follow-ups that have ended too"},
    OPTION_LIMIT,
    OPTION_ALL,
    OPTION_AFTER,
};

const struct command intensity_commands[] = {
    {.noun = "visit",
     .verb = "intensity",
     .fr = "combien les familles sont visitées : le chiffre officiel et les visites dues",
     .en = "how much families are visited: the official figure, and visits owed",
     .more_fr =
         "Officiel : visites à domicile de la 12e semaine à l'accouchement, par 29 semaines, quel que soit le jour "
         "d'inscription. Visites dues : ce qui a été fait de ce qui était dû depuis l'inscription. Une équipe a la "
         "liste de ses propres familles; la coordination, toutes.",
     .more_en = "Official: home visits from the 12th week to the birth, by 29 weeks, whenever she was enrolled. Visits "
                "owed: what was made of what was due since the enrolment. A team has the list of its own families; the "
                "coordination, all.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY", .optional = true}},
     OPTIONS(intensity_options),
     .run = intensity_run},
};
COMMANDS_END(intensity);
