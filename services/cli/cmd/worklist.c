/* Who must act, and by when: whom to call, at which number, the urgent first. */
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/clsc.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/call/work_pages.h"
#include "cli/reach/contact_show.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/words.h"
#include "cli/show/work.h"

/* What the whole list holds, and, of a list that was chosen from, how many were shown. */
static void counts_say(struct cli *c, const sippe__list_work_request *r, const sippe__list_work_reply *w) {
    bool some = r->mine || r->taken || r->kind || *r->clsc_code || *r->worker || r->family_id.len || *r->text ||
                r->due_by || r->overdue_only;
    if (w->n_items == 0)
        say(c, some ? "Rien de tel à faire." : "Rien à faire.", some ? "Nothing of that to do." : "Nothing to do.");
    else if (some)
        say(c, "%s.", "%s.", counted(c, w->n_items, "chose", "thing"));
    if (w->total && !some)
        say(c, "%s%s à faire, dont %u en retard.  !  : ne laissez pas de message",
            "%s%s to do, %u of them overdue.  !: do not leave a message",
            w->more_than ? pick(c, "Plus de ", "More than ") : "", counted(c, w->total, "chose", "thing"), w->overdue);
    pages_more(c, w->next);
}

/* As the contract numbers them. */
static bool is_schedulings(sippe__work_kind kind) { return kind >= WORK_KIND_VISIT_DUE && kind < WORK_KIND_INCIDENT; }

/* Scheduling knows no names: whom a line of its own is about, intake says, once a family, and notes that it was asked.
 * Without an answer the number stands alone. */
static void names_fill(struct cli *c, const sippe__list_work_reply *w) {
    const intake__get_family_reply *last = NULL;
    for (size_t i = 0; i < w->n_items && c->exit == CLI_DONE; i++) {
        sippe__work_item *item = w->items[i];
        if (!is_schedulings(item->kind) || !item->family_id.len) continue;
        if (!last || !span_equal(span_pb(last->family_id), span_pb(item->family_id)))
            last = lookup_seen(c, item->family_id);
        if (!last) continue;
        item->name = last->name;
        const intake__contact_details *k = contact_or_none(c, last->contact);
        if (k->n_numbers) item->phone = k->numbers[0]->number;
        item->safe_to_leave_message = contact_voice_mail(k);
        item->safe_contact_hours = k->safe_contact_hours;
    }
}

static int worklist_run(struct cli *c) {
    sippe__list_work_request *r = NEW(&c->arena, sippe__list_work_request);
    const char *family = arg_text(c, "family");
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (family && !lookup_family_id(c, family, &r->family_id, NULL)) return c->exit;
    if (!(r->clsc_code = clsc_read(c, r->clsc_code))) return c->exit;
    sippe__list_work_reply *w = work_pages(c, r);
    if (!w) return c->exit;
    names_fill(c, w);
    if (c->json && c->exit == CLI_DONE) return print_json(c, &w->base);
    if (c->json) return print_json(c, &w->base), c->exit;
    work_show(c, w->items, w->n_items);
    counts_say(c, r, w);
    return c->exit;
}

/* All that is to do about one thing, by the first digits of its id: a call may wait to be decided and to be matched. */
static intake__find_thing_reply *things_of(struct cli *c, const char *text) {
    const intake__thing *one = lookup_thing_any(c, THING_KIND_WORK, text, "liste de travail", "worklist");
    intake__find_thing_request *r = NEW(&c->arena, intake__find_thing_request);
    if (!one) return NULL;
    r->kind = THING_KIND_WORK;
    r->digits = show_hex(c, one->id);
    return CALL(c, r, intake__find_thing_reply);
}

/* One thing may be on the list for two reasons: the one that is named, or the only one. NULL after saying why. */
static const intake__thing *settled(struct cli *c) {
    int kind = arg_choice(c, "kind");
    const intake__find_thing_reply *things = things_of(c, operand(c, 0));
    if (!things) return NULL;
    if (!kind && things->n_things == 1) return things->things[0];
    for (size_t i = 0; i < things->n_things; i++)
        if ((int)things->things[i]->work == kind) return things->things[i];
    if (kind)
        stop(c, CLI_REFUSED, "Ce n'est pas à faire : %s.", "That is not to be done: %s.",
             WORD(c, sippe__work_kind, kind));
    else
        stop(c, CLI_USAGE, "Il y a là plusieurs choses à faire; dites laquelle est faite :",
             "There are several things to do there; say which one is done:");
    for (size_t i = 0; i < things->n_things && !c->json; i++)
        remark(c, "  --kind \"%s\"", "  --kind \"%s\"", WORD(c, sippe__work_kind, things->things[i]->work));
    return NULL;
}

/* The kind goes with the thing: only the one that was read is settled. */
static int settle_run(struct cli *c) {
    const intake__thing *w = settled(c);
    intake__settle_work_request *r = NEW(&c->arena, intake__settle_work_request);
    if (!w) return c->exit;
    r->kind = w->work;
    r->thing = w->id;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__settle_work_reply *done = CALL(c, r, intake__settle_work_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Fait, famille %s : %s.", "Done, family %s: %s.", w->family_number, WORD(c, sippe__work_kind, w->work));
    return CLI_DONE;
}

static int take_run(struct cli *c) {
    const intake__find_thing_reply *things = things_of(c, operand(c, 0));
    intake__take_work_reply *done = NULL;
    for (size_t i = 0; things && i < things->n_things; i++) {
        intake__take_work_request *r = NEW(&c->arena, intake__take_work_request);
        r->kind = things->things[i]->work;
        r->thing = things->things[i]->id;
        done = CALL(c, r, intake__take_work_reply);
        if (!done) return c->exit;
        if (!c->json)
            say(c, "Prise jusqu'au %s, famille %s : %s.", "Taken until %s, family %s: %s.", show_brief(c, done->until),
                things->things[i]->family_number, WORD(c, sippe__work_kind, r->kind));
    }
    if (!done) return c->exit;
    return c->json ? print_json(c, &done->base) : CLI_DONE;
}

static int give_back_run(struct cli *c) {
    const intake__find_thing_reply *things = things_of(c, operand(c, 0));
    intake__give_back_work_reply *done = NULL;
    for (size_t i = 0; things && i < things->n_things; i++) {
        intake__give_back_work_request *r = NEW(&c->arena, intake__give_back_work_request);
        r->kind = things->things[i]->work;
        r->thing = things->things[i]->id;
        done = CALL(c, r, intake__give_back_work_reply);
        if (!done) return c->exit;
        if (!c->json)
            say(c, "Rendue (elle était à %s), famille %s : %s.", "Given back (%s had it), family %s: %s.",
                done->was_taken_by, things->things[i]->family_number, WORD(c, sippe__work_kind, r->kind));
    }
    if (!done) return c->exit;
    return c->json ? print_json(c, &done->base) : CLI_DONE;
}

/* "14 sem. 3 j" */
static const char *weeks_text(struct cli *c, int days) {
    return phrase(c, "%d sem. %d j", "%d wk %d d", days / 7, days % 7);
}

static int radar_run(struct cli *c) {
    intake__list_radar_request *r = NEW(&c->arena, intake__list_radar_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__list_radar_reply *list = PAGES(c, r, intake__list_radar_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    struct table *t = table_new(c, "Reste|Grossesse|Famille|~Nom|Téléphone|~État|CLSC|Éval.",
                                "Left|Pregnant|Family|~Name|Phone|~State|CLSC|Screening");
    for (size_t i = 0; i < list->n_items; i++) {
        const intake__radar_item *one = list->items[i];
        bool decided = one->state == SCREENING_STATE_DECIDED;
        table_paint(t, one->days_left < 0 ? COLOUR_RED : COLOUR_NONE, phrase(c, "%d j", "%d d", one->days_left));
        table_cell(t, weeks_text(c, one->gestational_age_days));
        table_paint(t, COLOUR_BOLD, one->family_number);
        table_cell(t, one->name ? show_name(c, one->name) : "");
        table_cell(t, show_phone_safe(c, one->phone, one->safe_to_leave_message));
        table_cell(t,
                   decided ? WORD(c, intake__route, one->decided_route) : WORD(c, intake__screening_state, one->state));
        table_cell(t, one->clsc_code);
        table_paint(t, COLOUR_DIM, show_short(c, one->screening_id));
    }
    table_end(t);
    say(c, "%s : jours d'ici la semaine %d; l'inscription commence à la semaine %d.",
        "%s: days until week %d; enrolment begins at week %d.",
        counted(c, list->n_items, "grossesse", "pregnancy/pregnancies"), list->reach_by_week, list->start_week);
    pages_more(c, list->next);
    return CLI_DONE;
}

static const struct option radar_options[] = {
    {"days", OPTION_NUMBER, 0, "days", NULL, NULL, "au plus tant de jours (sinon 56)",
     "at most so many days left (else 56)"},
    {"clsc", OPTION_TEXT, 0, "clsc_code", NULL, NULL, "seulement ce CLSC, par son code", "only this CLSC, by its code"},
    OPTION_LIMIT,
    OPTION_ALL,
    OPTION_AFTER,
};
static const struct option settle_options[] = {
    {"kind", OPTION_CHOICE, 0, NULL, NULL, &sippe__work_kind__descriptor, "ceci, s'il y a plusieurs choses à faire",
     "this, where several things are to be done"},
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "ce qui a été fait", "what was done"},
};
static const struct option worklist_options[] = {
    {"role", OPTION_CHOICE, 0, "role", NULL, &sippe__role__descriptor, "ce que ce rôle doit faire",
     "what this role must do"},
    {"overdue", OPTION_FLAG, 0, "overdue_only", NULL, NULL, "seulement ce qui est en retard", "only what is overdue"},
    {"due-by", OPTION_DATE, 0, "due_by", NULL, NULL, "seulement ce qui est dû jusqu'à ce jour",
     "only what is due up to this day"},
    {"kind", OPTION_CHOICE, 0, "kind", NULL, &sippe__work_kind__descriptor, "seulement ceci", "only this"},
    {"clsc", OPTION_TEXT, 0, "clsc_code", NULL, NULL, "seulement ce CLSC, par son code", "only this CLSC, by its code"},
    {"worker", OPTION_TEXT, 0, "worker", NULL, NULL, "les familles de cette intervenante, par son code",
     "the families of this worker, by her code"},
    {"family", OPTION_TEXT, 0, NULL, NULL, NULL, "seulement cette famille", "only this family"},
    {"text", OPTION_TEXT, 0, "text", NULL, NULL, "un nom, son début, ou des chiffres du téléphone",
     "a name, its beginning, or digits of the phone"},
    {"mine", OPTION_FLAG, 0, "mine", NULL, NULL, "des familles que vous suivez, et ce que vous avez pris",
     "of families that you follow, and what you took"},
    {"taken", OPTION_CHOICE, 0, "taken", NULL, &sippe__work_taken__descriptor, "libre, ou déjà prise par quelqu'un",
     "free, or taken by somebody already"},
    OPTION_LIMIT,
    OPTION_ALL,
    OPTION_AFTER,
};

const struct command worklist_commands[] = {
    {.noun = "worklist",
     .fr = "qui doit agir, et pour quand",
     .en = "who must act, and by when",
     .more_fr = "Ce qui vient de l'accueil et de l'agenda, en une seule liste. Par échéance; d'un même jour, la plus "
                "pressante d'abord (P1 à P4; une inquiétude pour la sécurité "
                "attend en P1).",
     .more_en = "What comes from intake and from scheduling, as one list. By due date; of one day the most pressing "
                "first (P1 to P4; a concern for safety waits as P1).",
     OPTIONS(worklist_options),
     .run = worklist_run},
    {.noun = "radar",
     .fr = "les grossesses à ne pas laisser passer",
     .en = "pregnancies that must not pass by",
     .more_fr = "Datées, sans décision ou sans inscription, par jours qui restent.",
     .more_en = "Dated, not decided or not enrolled, by the days that are left.",
     OPTIONS(radar_options),
     .run = radar_run},
    {.noun = "work",
     .verb = "settle",
     .fr = "dire qu'une chose de la liste est réglée",
     .en = "say that a thing of the list is dealt with",
     .more_fr = "Pour ce que seule une personne peut clore : un besoin urgent (dites ce qui a été fait : --note), une "
                "autre porte "
                "trouvée, l'aide Olo mise en place, le partenaire prévenu. CHOSE : "
                "ses premiers chiffres, dans la colonne Sur de la liste.",
     .more_en =
         "For what only a person can end: an urgent need (say what was done: --note), another door found, the Olo "
         "support arranged, the partner told. THING: its first digits, in the "
         "list's column About.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "CHOSE", .en = "THING"}},
     OPTIONS(settle_options),
     .run = settle_run},
    {.noun = "work",
     .verb = "take",
     .fr = "prendre une chose de la liste",
     .en = "take a thing of the list",
     .more_fr = "Les autres la voient à votre nom, le temps que dit le territoire; chaque geste sur cette famille le "
                "prolonge. Une collègue qui l'a déjà prise : la liste dit qui.",
     .more_en = "The others see it under your name for as long as the territory says; whatever you do for that family "
                "prolongs it. Where a colleague has it already, the list says who.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "CHOSE", .en = "THING"}},
     .run = take_run},
    {.noun = "work",
     .verb = "give-back",
     .fr = "rendre une chose que l'on a prise",
     .en = "give back a thing that was taken",
     .more_fr = "La coordination rend aussi ce qu'une autre a pris.",
     .more_en = "A coordinator gives back what anybody took.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "CHOSE", .en = "THING"}},
     .run = give_back_run},
};
COMMANDS_END(worklist);
