/* The territory's rules: checked by intake, which alone knows how, adopted, shown. A fault in the file is told by its
 * line, whoever found it. */
#include <string.h>
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/input.h"
#include "proto/intake.h"
#include "cli/show/joined.h"
#include "cli/show/words.h"
#include "cli/show/output.h"
#include "cli/call/zone.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/territory_diff.h"

static intake__check_territory_reply *territory_check(struct cli *c, sippe__territory *t) {
    intake__check_territory_request *r = NEW(&c->arena, intake__check_territory_request);
    r->territory = t;
    return CALL(c, r, intake__check_territory_reply);
}

static void territory_say(struct cli *c, const sippe__territory *t, const char *digest) {
    say(c, "%s (%s), règles « %s », en vigueur dès le %s", "%s (%s), rules \"%s\", in force from %s", t->name,
        t->territory, t->label, show_date(c, t->valid_from));
    field(c, "Empreinte", "Digest", digest);
    field(c, "CLSC", "CLSCs", arena_printf(&c->arena, "%zu", t->n_clscs));
    field(c, "Source", "Source", t->source);
}

/* Good for another territory is not good here: an exit code says so to who checks in a script. */
static int check_run(struct cli *c) {
    struct input in;
    sippe__territory *t = input_territory(c, operand(c, 0), &in);
    intake__check_territory_reply *checked = t ? territory_check(c, t) : NULL;
    if (!checked) return c->exit;
    if (checked->n_violations) return fail_input(c, &in, "territory.", checked->violations, checked->n_violations);
    bool good = !checked->other_territory;
    if (c->json) return print_json(c, &checked->base), good ? CLI_DONE : CLI_REFUSED;
    territory_say(c, t, checked->digest);
    if (!good)
        say(c, "Ce fichier est pour un autre territoire que celui de ces démons.",
            "This file is for another territory than these daemons'.");
    else if (checked->in_force)
        say(c, "Ce sont les règles d'aujourd'hui.", "These are the rules of today.");
    else
        say(c, "Le fichier est bon; ces règles ne sont pas celles d'aujourd'hui.",
            "The file is good; these are not the rules of today.");
    return good ? CLI_DONE : CLI_REFUSED;
}

/* Before they are adopted: what would be replaced, and a day that has passed, are a person's to say. 0, or the exit
 * code, said. Faults of the file are found by the adoption itself. */
static int adoption_ask(struct cli *c, const intake__adopt_territory_request *r) {
    intake__check_territory_reply *checked = territory_check(c, r->territory);
    if (!checked) return c->exit;
    bool replaces = checked->label_taken && !r->replace;
    if (!replaces && !(checked->retroactive && !checked->label_taken && !arg_flag(c, "retroactive"))) return 0;
    intake__get_territory_request *old = NEW(&c->arena, intake__get_territory_request);
    old->on = r->territory->valid_from;
    intake__get_territory_reply *before = CALL(c, old, intake__get_territory_reply);
    if (before && before->territory && !c->json) {
        say(c, "Ce qui changerait :", "What would change:");
        territory_diff(c, before->territory, r->territory);
    }
    if (replaces)
        return stop(
            c, CLI_REFUSED,
            "D'autres règles « %s » valables dès le %s sont déjà adoptées. Donnez une autre étiquette (label) ou un "
            "autre jour (valid_from); ou, si elles étaient fautives : --replace.",
            "Other rules \"%s\" in force from %s are adopted already. Give another label or another valid_from; or, "
            "if those were wrong: --replace.",
            r->territory->label, show_date(c, r->territory->valid_from));
    return stop(
        c, CLI_REFUSED,
        "Le %s est passé : ce qui a été décidé depuis l'a été avec d'autres règles, et le reste. Mettez un jour à "
        "venir, ou confirmez : --retroactive.",
        "%s has passed: what was decided since rests on other rules, and stays so. Give a day to come, or confirm: "
        "--retroactive.",
        show_date(c, r->territory->valid_from));
}

/* Today's they are only when no later day has rules of its own. */
static void adopted_say(struct cli *c, const intake__adopt_territory_request *r, const char *digest) {
    territory_say(c, r->territory, digest);
    intake__check_territory_reply *now = territory_check(c, r->territory);
    if (!now || now->in_force)
        say(c, "Adoptées; les quatre démons les suivent.", "Adopted; the four daemons follow them.");
    else
        say(c, "Adoptées; ce ne sont pas les règles d'aujourd'hui, voir : sippe territory list",
            "Adopted; they are not the rules of today, see: sippe territory list");
}

/* --dry-run is check. What the rules say of the clock is remembered from here on (call/zone.h). */
static int adopt_run(struct cli *c) {
    if (arg_flag(c, "dry-run")) return check_run(c);
    intake__adopt_territory_request *r = NEW(&c->arena, intake__adopt_territory_request);
    struct input in;
    r->territory = input_territory(c, operand(c, 0), &in);
    if (!r->territory) return c->exit;
    int rc = request_fill(c, &r->base);
    if (rc == 0) rc = adoption_ask(c, r);
    if (rc) return rc;
    intake__adopt_territory_reply *done =
        input_call(c, &in, "territory.", &r->base, &intake__adopt_territory_reply__descriptor);
    if (!done) return c->exit;
    if (r->territory->zone)
        zone_learn(c, (struct zone){(int16_t)r->territory->zone->standard_utc_offset_minutes,
                                    r->territory->zone->daylight_saving});
    if (c->json) return print_json(c, &done->base);
    adopted_say(c, r, done->digest);
    return CLI_DONE;
}

/* The income table as the rules have it: by the number of persons, in whole dollars. */
static void thresholds_show(struct cli *c, const sippe__income_thresholds *i) {
    if (!i) return;
    heading(c, "Seuils de revenu", "Income thresholds");
    field(c, "Mesure", "Measure", arena_printf(&c->arena, "%s, %d", i->measure, i->year));
    for (size_t n = 0; n < i->n_dollars; n++) {
        const char *name = counted(c, n + 1, "personne", "person");
        field(c, name, name, show_dollars(c, i->dollars[n]));
    }
    field(c, "Par personne de plus", "Each one more", show_dollars(c, i->each_more));
    field(c, "Source", "Source", i->source);
}

/* A consent names one of these; the last is the usual one. */
static void texts_show(struct cli *c, const sippe__territory *t) {
    const char *all = "";
    for (size_t i = 0; i < t->n_consent_texts; i++)
        all = arena_printf(&c->arena, "%s%s%s", all, i ? ", " : "", t->consent_texts[i]->version);
    if (*all) field(c, "Textes du consentement", "Words of the consent", all);
}

/* The codes that sippe erase propose --rule takes. */
static void erasure_show(struct cli *c, const sippe__erasure *e) {
    for (size_t i = 0; e && i < e->n_rules; i++) {
        const sippe__erasure_rule *r = e->rules[i];
        const char *words = pick(c, r->fr, *r->en ? r->en : r->fr);
        const char *when = r->after_months ? phrase(c, " (après %s)", " (after %s)",
                                                    counted(c, (uint64_t)r->after_months, "mois/mois", "month"))
                                           : "";
        field(c, "Destruction", "Erasure", phrase(c, "%s : %s%s", "%s: %s%s", r->code, words, when));
    }
}

/* What cannot wait, whose it is and until when; then how soon a family is met, and what speaks for it. */
static void urgent_show(struct cli *c, const sippe__urgent_rules *u) {
    for (size_t i = 0; u && i < u->n_needs; i++) {
        const sippe__urgent_rule *r = u->needs[i];
        const char *until = r->within_hours ? counted(c, (uint64_t)r->within_hours, "heure", "hour")
                                            : pick(c, "le jour même", "the same day");
        field(c, i ? "" : "Urgent", i ? "" : "Urgent",
              phrase(c, "%s : %s, %s", "%s: %s, %s", WORD(c, sippe__urgency, r->need), WORD(c, sippe__role, r->role),
                     until));
    }
}

static void priorities_show(struct cli *c, const sippe__territory *t) {
    for (size_t i = 0; i < t->n_priorities; i++) {
        const sippe__priority_rule *r = t->priorities[i];
        struct joined why = joined_new(c, ", ");
        for (size_t k = 0; k < r->n_reasons; k++) joined_add(&why, WORD(c, sippe__priority_reason, r->reasons[k]));
        const char *reasons = r->n_reasons ? joined_text(&why) : pick(c, "les autres familles", "all other families");
        const char *name = arena_printf(&c->arena, "P%d", r->priority);
        field(c, name, name,
              phrase(c, "%d %s : %s", "%d %s: %s", r->days, WORD(c, sippe__days_counted, r->counted), reasons));
    }
}

static int show_run(struct cli *c) {
    intake__get_territory_request *r = NEW(&c->arena, intake__get_territory_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__get_territory_reply *g = CALL(c, r, intake__get_territory_reply);
    if (!g || !g->territory) return fail_hollow(c, g);
    const sippe__territory *t = g->territory;
    if (t->zone) zone_learn(c, (struct zone){(int16_t)t->zone->standard_utc_offset_minutes, t->zone->daylight_saving});
    if (c->json) return print_json(c, &g->base);
    territory_say(c, t, g->digest);
    field(c, "Adoptées", "Adopted",
          arena_printf(&c->arena, "%s, %s", show_instant(c, g->adopted_at), show_who(g->adopted_by)));
    heading(c, "CLSC", "CLSCs");
    for (size_t i = 0; i < t->n_clscs; i++)
        field(c, t->clscs[i]->code, t->clscs[i]->code,
              arena_printf(&c->arena, "%s, %s", t->clscs[i]->name, show_phone(c, t->clscs[i]->phone)));
    if (t->admission) {
        field(c, "Semaine de début", "Start week", arena_printf(&c->arena, "%d", t->admission->start_week));
        thresholds_show(c, t->admission->income);
    }
    if (t->partners)
        field(c, "Références", "Referrals", t->partners->referrals ? pick(c, "oui", "yes") : pick(c, "non", "no"));
    urgent_show(c, t->urgent);
    priorities_show(c, t);
    erasure_show(c, t->erasure);
    texts_show(c, t);
    say(c, "\nTout le fichier : --json", "\nThe whole file: --json");
    return CLI_DONE;
}

static const char *adopted_state(struct cli *c, const intake__adopted *a) {
    if (a->in_force) return pick(c, "en vigueur", "in force");
    if (a->withdrawn_at)
        return phrase(c, "retirées le %s par %s : %s", "withdrawn %s by %s: %s", show_instant(c, a->withdrawn_at),
                      show_who(a->withdrawn_by), a->withdrawn_reason);
    return a->replaced ? pick(c, "remplacées", "replaced") : "";
}

static int list_run(struct cli *c) {
    intake__list_territories_reply *l =
        CALL(c, NEW(&c->arena, intake__list_territories_request), intake__list_territories_reply);
    if (!l) return c->exit;
    if (c->json) return print_json(c, &l->base);
    struct table *t = table_new(c, "Dès le|Étiquette|Empreinte|Adoptées|Par|", "From|Label|Digest|Adopted|By|");
    for (size_t i = 0; i < l->n_adopted; i++) {
        const intake__adopted *a = l->adopted[i];
        table_cell(t, show_date(c, a->valid_from));
        table_cell(t, a->label);
        table_cell(t, arena_printf(&c->arena, "%.8s", a->digest));
        table_cell(t, show_instant(c, a->adopted_at));
        table_cell(t, show_who(a->adopted_by));
        table_cell(t, adopted_state(c, a));
    }
    table_end(t);
    return CLI_DONE;
}

/* ---- taken back ---- */

static bool is_named(const intake__adopted *a, const char *text) {
    size_t len = strlen(text);
    return strcmp(a->label, text) == 0 || (len >= 6 && strncmp(a->digest, text, len) == 0);
}

/* By their label, or the digits of the digest where one label stood for two. Of the same ones that were withdrawn and
 * adopted again the last ones are meant, which stand. NULL after saying why. */
static const intake__adopted *adopted_named(struct cli *c, const intake__list_territories_reply *l, const char *text) {
    const intake__adopted *found = NULL, *gone = NULL;
    for (size_t i = 0; i < l->n_adopted; i++) {
        const intake__adopted *a = l->adopted[i];
        if (!is_named(a, text)) continue;
        if (a->withdrawn_at) {
            gone = a;
            continue;
        }
        if (found && strcmp(found->digest, a->digest) != 0) {
            stop(c, CLI_REFUSED,
                 "Plusieurs règles répondent à « %s » : donnez les premiers chiffres de l'empreinte (sippe territory "
                 "list).",
                 "Several rules answer to \"%s\": give the first digits of the digest (sippe territory list).", text);
            return NULL;
        }
        found = a;
    }
    if (!found && !gone)
        stop(c, CLI_REFUSED, "Aucunes règles adoptées ne s'appellent « %s » : voir sippe territory list.",
             "No adopted rules are called \"%s\": see sippe territory list.", text);
    return found ? found : gone;
}

static int withdraw_run(struct cli *c) {
    intake__withdraw_territory_request *r = NEW(&c->arena, intake__withdraw_territory_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__list_territories_reply *l =
        CALL(c, NEW(&c->arena, intake__list_territories_request), intake__list_territories_reply);
    const intake__adopted *a = l ? adopted_named(c, l, operand(c, 0)) : NULL;
    if (!a) return c->exit;
    if (arg_flag(c, "dry-run")) {
        if (c->json) return print_json(c, &a->base);
        say(c, "Rien n'est changé : les règles « %s » (%.8s), valables dès le %s, seraient retirées.",
            "Nothing is changed: the rules \"%s\" (%.8s), in force from %s, would be withdrawn.", a->label, a->digest,
            show_date(c, a->valid_from));
        return CLI_DONE;
    }
    r->version = a->version;
    intake__withdraw_territory_reply *done = CALL(c, r, intake__withdraw_territory_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Règles « %s » (%.8s) retirées : le %s et après, ce sera comme si elles n'avaient jamais été adoptées.",
        "Rules \"%s\" (%.8s) withdrawn: on %s and after it will be as if they had never been adopted.", a->label,
        a->digest, show_date(c, a->valid_from));
    say(c, "Ensuite : sippe territory list", "Next: sippe territory list");
    return CLI_DONE;
}

static const struct option withdraw_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why"},
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL, "montrer les règles, ne rien changer",
     "show the rules, change nothing"},
};
static const struct option adopt_options[] = {
    {"replace", OPTION_FLAG, 0, "replace", NULL, NULL, "à la place d'autres de cette étiquette et de ce jour",
     "in place of others of this label and day"},
    {"retroactive", OPTION_FLAG, 0, NULL, NULL, NULL, "dès un jour passé, sachant que rien n'est décidé de nouveau",
     "from a day that has passed, knowing that nothing is decided anew"},
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL, "vérifier seulement", "only check"},
};
static const struct option show_options[] = {
    {"on", OPTION_DATE, 0, "on", NULL, NULL, "les règles de ce jour (sinon d'aujourd'hui)",
     "the rules of this day (else today's)"},
};

const struct command territory_commands[] = {
    {.noun = "territory",
     .verb = "check",
     .fr = "vérifier un fichier de règles",
     .en = "check a file of rules",
     .operands = {{.kind = OPERAND_FILE, .fr = "FICHIER.yaml", .en = "FILE.yaml"}},
     .run = check_run},
    {.noun = "territory",
     .verb = "adopt",
     .fr = "adopter des règles, pour les quatre démons",
     .en = "adopt rules, for the four daemons",
     .operands = {{.kind = OPERAND_FILE, .fr = "FICHIER.yaml", .en = "FILE.yaml"}},
     OPTIONS(adopt_options),
     .run = adopt_run},
    {.noun = "territory",
     .verb = "withdraw",
     .fr = "retirer des règles qui ne sont pas encore en vigueur",
     .en = "take back rules that are not in force yet",
     .more_fr = "Celles qui sont en vigueur, ou l'ont été, ne se retirent pas : adoptez plutôt les bonnes.",
     .more_en = "Those that are in force, or were, cannot be withdrawn: adopt the right ones instead.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ÉTIQUETTE|EMPREINTE", .en = "LABEL|DIGEST"}},
     OPTIONS(withdraw_options),
     .run = withdraw_run},
    {.noun = "territory",
     .verb = "show",
     .fr = "les règles en vigueur",
     .en = "the rules in force",
     OPTIONS(show_options),
     .run = show_run},
    {.noun = "territory",
     .verb = "list",
     .fr = "toutes les règles adoptées",
     .en = "all rules that were adopted",
     .run = list_run},
};
COMMANDS_END(territory);
