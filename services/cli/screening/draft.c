/* Calls that were interrupted: kept, found again, taken up, discarded. To take one up is to submit its call. */
#include <string.h>
#include "base/message.h"
#include "cli/call/input.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/joined.h"
#include "cli/show/label.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

enum { LOOK_MAX = 200 };

/* By its first digits among those of the caller's CLSC, which are few. NULL after saying why. */
static const intake__draft *lookup_draft(struct cli *c, const char *text) {
    intake__list_drafts_request *r = NEW(&c->arena, intake__list_drafts_request);
    const intake__draft *found = NULL;
    if (!prefix_is(text)) {
        stop(c, CLI_USAGE, "« %s » n'est pas le début d'un numéro d'appel interrompu (sippe draft list).",
             "\"%s\" is not the beginning of an interrupted call's id (sippe draft list).", text);
        return NULL;
    }
    r->limit = LOOK_MAX;
    do {
        intake__list_drafts_reply *list = CALL(c, r, intake__list_drafts_reply);
        if (!list) return NULL;
        for (size_t i = 0; i < list->n_drafts; i++) {
            if (!prefix_fits(text, list->drafts[i]->draft_id)) continue;
            if (found) {
                stop(c, CLI_USAGE, "Plusieurs appels interrompus commencent par « %s ». Donnez plus de chiffres.",
                     "Several interrupted calls begin with \"%s\". Give more digits.", text);
                return NULL;
            }
            found = list->drafts[i];
        }
        r->after = list->next;
    } while (r->after.len);
    if (!found)
        stop(c, CLI_REFUSED, "Aucun appel interrompu ne commence par « %s » (sippe draft list).",
             "No interrupted call begins with \"%s\" (sippe draft list).", text);
    return found;
}

static const char *gap_text(struct cli *c, const char *gap) {
    return *gap ? label_of(c, gap) : pick(c, "aucune : l'appel est complet", "none: the call is complete");
}

static const char *who_text(struct cli *c, const intake__draft *d) {
    if (d->anonymous) return pick(c, "(avis non lu)", "(notice not read)");
    return d->name ? show_name(c, d->name) : "";
}

/* ---- saving ---- */

/* A note on safety is kept apart, of a family that there is not yet. */
static int refuse_note(struct cli *c) {
    return stop(
        c, CLI_USAGE,
        "Une note de sécurité n'est pas gardée avec un appel interrompu : ôtez-la du fichier, et donnez-la quand "
        "l'appel est terminé (sippe draft resume).",
        "A safety note is not kept with an interrupted call: take it out of the file, and give it when the call "
        "is finished (sippe draft resume).");
}

/* A file has none: those that are kept stay, unless others are given. False: nothing came. */
static bool keep_notes(struct cli *c, intake__save_draft_request *r) {
    const char *given = arg_text(c, "notes");
    if (given || !r->draft_id.len) {
        r->notes = given ? given : "";
        return true;
    }
    intake__get_draft_request *get = NEW(&c->arena, intake__get_draft_request);
    get->draft_id = r->draft_id;
    intake__get_draft_reply *g = CALL(c, get, intake__get_draft_reply);
    if (g) r->notes = g->notes;
    return g != NULL;
}

static int save_run(struct cli *c) {
    intake__save_draft_request *r = NEW(&c->arena, intake__save_draft_request);
    const char *of = arg_text(c, "draft");
    struct input in;
    r->screening = input_screening(c, operand(c, 0), &in);
    if (!r->screening) return c->exit;
    if (*in.note) return refuse_note(c);
    if (of) {
        const intake__draft *known = lookup_draft(c, of);
        if (!known) return c->exit;
        r->draft_id = known->draft_id;
        r->version = version_of(c, known->version);
    }
    if (!keep_notes(c, r)) return c->exit;
    intake__save_draft_reply *done = input_call(c, &in, "screening.", &r->base, &intake__save_draft_reply__descriptor);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Appel interrompu %s gardé jusqu'au %s. À poser d'abord : %s.",
        "Interrupted call %s kept until %s. To be asked first: %s.", show_short(c, done->draft_id),
        show_date(c, done->kept_until), gap_text(c, done->first_gap));
    struct joined left = joined_new(c, ", ");
    for (size_t i = 0; i < done->n_left_out; i++) joined_add(&left, label_of(c, done->left_out[i]));
    if (done->n_left_out)
        say(c,
            "L'avis n'a pas été lu, elle ne veut pas que ses réponses soient gardées, ou quelqu'un d'autre appelle "
            "pour elle. N'est pas gardé : %s.",
            "The notice was not read, she does not agree that her answers are kept, or somebody else calls for her. "
            "Not kept: %s.",
            joined_text(&left));
    return CLI_DONE;
}

/* ---- looking ---- */

static int list_run(struct cli *c) {
    intake__list_drafts_request *r = NEW(&c->arena, intake__list_drafts_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__list_drafts_reply *list = PAGES(c, r, intake__list_drafts_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    struct table *t = table_new(c, "Appel|Gardé|Par|~Qui|Téléphone|~À poser d'abord|Échéance|Jusqu'au",
                                "Call|Kept|By|~Who|Phone|~Ask first|Due|Until");
    for (size_t i = 0; i < list->n_drafts; i++) {
        const intake__draft *d = list->drafts[i];
        table_cell(t, show_short(c, d->draft_id));
        table_cell(t, show_brief(c, d->saved_at));
        table_cell(t, show_who(d->saved_by));
        table_cell(t, who_text(c, d));
        table_cell(t, show_phone(c, d->phone));
        table_cell(t, *d->first_gap ? label_of(c, d->first_gap) : "");
        table_cell(t, show_brief_date(c, d->act_by));
        table_cell(t, show_brief_date(c, d->kept_until));
    }
    table_end(t);
    say(c, "%s.", "%s.", counted(c, list->n_drafts, "appel interrompu", "interrupted call"));
    pages_more(c, list->next);
    return CLI_DONE;
}

static int show_run(struct cli *c) {
    intake__get_draft_request *r = NEW(&c->arena, intake__get_draft_request);
    const intake__draft *known = lookup_draft(c, operand(c, 0));
    if (!known) return c->exit;
    r->draft_id = known->draft_id;
    intake__get_draft_reply *g = CALL(c, r, intake__get_draft_reply);
    if (!g) return c->exit;
    if (!g->draft || !g->screening) return fail_hollow(c, NULL);
    if (arg_flag(c, "answers")) return print_json(c, &g->screening->base);
    if (c->json) return print_json(c, &g->base);
    const intake__draft *d = g->draft;
    say(c, "Appel interrompu %s", "Interrupted call %s", show_hex(c, d->draft_id));
    field(c, "Qui", "Who", who_text(c, d));
    field(c, "Téléphone", "Phone", show_phone(c, d->phone));
    field(c, "Gardé", "Kept", phrase(c, "%s, %s", "%s, %s", show_instant(c, d->saved_at), show_who(d->saved_by)));
    field(c, "À reprendre", "To take up", phrase(c, "au plus tard le %s", "by %s", show_date(c, d->act_by)));
    field(c, "Effacé après", "Erased after", show_date(c, d->kept_until));
    field(c, "À poser d'abord", "Ask first", gap_text(c, d->first_gap));
    if (*g->notes) field(c, "Notes", "Notes", g->notes);
    say(c,
        "  Les réponses : sippe draft show %s --answers > FICHIER.json; complétez, puis sippe draft resume %s "
        "FICHIER.json",
        "  The answers: sippe draft show %s --answers > FILE.json; complete them, then sippe draft resume %s FILE.json",
        show_short(c, d->draft_id), show_short(c, d->draft_id));
    return CLI_DONE;
}

/* ---- its end ---- */

/* The call stands once it is submitted; the note after it can be given again. */
static int note_send(struct cli *c, ProtobufCBinaryData screening, const char *family, const char *note) {
    intake__record_safety_note_request *r = NEW(&c->arena, intake__record_safety_note_request);
    r->screening_id = screening;
    r->words = NEW(&c->arena, intake__note_words);
    r->words->text = note;
    if (CALL(c, r, intake__record_safety_note_reply)) return CLI_DONE;
    return stop(c, c->exit, "La note de sécurité n'est pas notée (sippe safety record %s).",
                "The safety note is not recorded (sippe safety record %s).", family);
}

static int resume_run(struct cli *c) {
    intake__submit_screening_request *r = NEW(&c->arena, intake__submit_screening_request);
    const intake__draft *known = lookup_draft(c, operand(c, 0));
    struct input in;
    if (!known) return c->exit;
    r->screening = input_screening(c, operand(c, 1), &in);
    if (!r->screening) return c->exit;
    r->draft_id = known->draft_id;
    intake__submit_screening_reply *done =
        input_call(c, &in, "screening.", &r->base, &intake__submit_screening_reply__descriptor);
    if (!done) return c->exit;
    int rc = *in.note ? note_send(c, done->screening_id, done->family_number, in.note) : CLI_DONE;
    if (c->json) return print_json(c, &done->base), rc;
    say(c, "Appel terminé : famille %s, évaluation %s. Orientation proposée : %s.",
        "Call finished: family %s, screening %s. Proposed route: %s.", done->family_number,
        show_short(c, done->screening_id), WORD(c, intake__route, done->proposed_route));
    say(c, "Ce qui avait été gardé de l'appel interrompu est effacé; ses notes sont au dossier.",
        "What had been kept of the interrupted call is erased; its notes are in the file.");
    return rc;
}

static int discard_run(struct cli *c) {
    intake__discard_draft_request *r = NEW(&c->arena, intake__discard_draft_request);
    const intake__draft *known = lookup_draft(c, operand(c, 0));
    if (!known) return c->exit;
    r->draft_id = known->draft_id;
    r->version = version_of(c, known->version);
    intake__discard_draft_reply *done = CALL(c, r, intake__discard_draft_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Appel interrompu %s abandonné : ce qui en était gardé est effacé.",
        "Interrupted call %s discarded: what was kept of it is erased.", show_short(c, r->draft_id));
    return CLI_DONE;
}

static const struct option save_options[] = {
    {"draft", OPTION_HEX, 0, NULL, NULL, NULL, "compléter cet appel interrompu (premiers chiffres)",
     "more of this interrupted call (first digits)"},
    {"notes", OPTION_TEXT, 0, NULL, NULL, NULL, "ce qu'elle a dit, dans ses mots", "what she said, in her own words"},
    OPTION_VERSION,
};
static const struct option list_options[] = {OPTION_LIMIT, OPTION_AFTER};
static const struct option show_options[] = {
    {"answers", OPTION_FLAG, 0, NULL, NULL, NULL, "toutes les réponses et rien d'autre, en JSON",
     "all answers and nothing else, as JSON"},
};
static const struct option discard_options[] = {OPTION_VERSION};

const struct command draft_commands[] = {
    {.noun = "draft",
     .verb = "save",
     .fr = "garder quelques jours un appel interrompu",
     .en = "keep an interrupted call for some days",
     .more_fr =
         "FICHIER : ce qui a été dit jusque-là (JSON, ou CSV d'une ligne). Tant que l'avis n'a pas été lu, rien n'est "
         "gardé qui dise qui elle est.",
     .more_en =
         "FILE: what was told so far (JSON, or a CSV of one row). Until the notice was read nothing is kept that "
         "tells who she is.",
     .operands = {{.kind = OPERAND_FILE, .fr = "FICHIER", .en = "FILE"}},
     OPTIONS(save_options),
     .run = save_run},
    {.noun = "draft",
     .verb = "list",
     .fr = "les appels interrompus de l'accueil",
     .en = "the desk's interrupted calls",
     OPTIONS(list_options),
     .run = list_run},
    {.noun = "draft",
     .verb = "show",
     .fr = "un appel interrompu, et la première question qui attend",
     .en = "an interrupted call, and the first question that waits",
     .operands = {{.kind = OPERAND_TEXT, .fr = "APPEL", .en = "CALL"}},
     OPTIONS(show_options),
     .run = show_run},
    {.noun = "draft",
     .verb = "resume",
     .fr = "terminer un appel interrompu : envoyer l'évaluation complète",
     .en = "finish an interrupted call: submit the whole screening",
     .operands = {{.kind = OPERAND_TEXT, .fr = "APPEL", .en = "CALL"},
                  {.kind = OPERAND_FILE, .fr = "FICHIER", .en = "FILE"}},
     .run = resume_run},
    {.noun = "draft",
     .verb = "discard",
     .fr = "abandonner un appel interrompu et effacer ce qui en est gardé",
     .en = "discard an interrupted call and erase what is kept of it",
     .operands = {{.kind = OPERAND_TEXT, .fr = "APPEL", .en = "CALL"}},
     OPTIONS(discard_options),
     .run = discard_run},
};
COMMANDS_END(draft);
