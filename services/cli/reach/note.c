/* Notes of a family's file. What was told of danger is kept apart (cmd/safety.c): --safety says which of the two. */
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/reach/notes_show.h"
#include "cli/show/output.h"

/* ---- recorded ---- */

static int added_say(struct cli *c, const ProtobufCMessage *done, const char *number, ProtobufCBinaryData id,
                     const char *list) {
    if (c->json) return print_json(c, done);
    say(c, "Notée, famille %s (%s). Pour relire : sippe %s %s", "Recorded, family %s (%s). To read it: sippe %s %s",
        number, show_short(c, id), list, number);
    return CLI_DONE;
}

static int safety_add(struct cli *c, const intake__record_note_request *note, const char *number) {
    intake__record_safety_note_request *r = NEW(&c->arena, intake__record_safety_note_request);
    r->family_id = note->family_id;
    r->words = note->words;
    intake__record_safety_note_reply *done = CALL(c, r, intake__record_safety_note_reply);
    return done ? added_say(c, &done->base, number, done->note_id, "safety show") : c->exit;
}

static int add_run(struct cli *c) {
    const char *about = arg_text(c, "screening");
    intake__record_note_request *r = NEW(&c->arena, intake__record_note_request);
    int rc = request_fill(c, &r->base);
    intake__get_family_reply *f = rc ? NULL : lookup_family(c, operand(c, 0));
    if (!f) return rc ? rc : c->exit;
    r->family_id = f->family_id;
    if (arg_flag(c, "safety")) return safety_add(c, r, f->number);
    if (about) {
        intake__get_screening_reply *seen = lookup_screening(c, about);
        if (!seen || !seen->summary) return fail_hollow(c, seen);
        r->screening_id = seen->summary->screening_id;
    }
    intake__record_note_reply *done = CALL(c, r, intake__record_note_reply);
    return done ? added_say(c, &done->base, f->number, done->note_id, "note list") : c->exit;
}

/* ---- read ---- */

static intake__list_notes_reply *notes_of(struct cli *c, const intake__get_family_reply *f) {
    intake__list_notes_reply *all = NEW(&c->arena, intake__list_notes_reply);
    intake__list_notes_request *r = NEW(&c->arena, intake__list_notes_request);
    r->family_id = f->family_id;
    do {
        intake__list_notes_reply *page = CALL(c, r, intake__list_notes_reply);
        if (!page) return NULL;
        for (size_t i = 0; i < page->n_notes; i++) APPEND(&c->arena, all, notes, page->notes[i]);
        r->after = page->next;
    } while (r->after.len);
    return all;
}

static int list_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    const intake__list_notes_reply *all = f ? notes_of(c, f) : NULL;
    if (!all) return c->exit;
    if (c->json) return print_json(c, &all->base);
    if (!all->n_notes)
        say(c, "Aucune note au dossier de la famille %s.", "No note in the file of family %s.", f->number);
    for (size_t i = 0; i < all->n_notes; i++) note_show(c, all->notes[i]);
    return CLI_DONE;
}

/* ---- corrected ---- */

static const intake__note *find(struct cli *c, const intake__get_family_reply *f) {
    const intake__list_notes_reply *all = notes_of(c, f);
    if (!all) return NULL;
    return note_find(c, all->notes, all->n_notes, phrase(c, "sippe note list %s", "sippe note list %s", f->number));
}

static int correct_run(struct cli *c) {
    intake__correct_note_request *r = NEW(&c->arena, intake__correct_note_request);
    int rc = request_fill(c, &r->base);
    intake__get_family_reply *f = rc ? NULL : lookup_family(c, operand(c, 0));
    const intake__note *n = f ? find(c, f) : NULL;
    if (!f || !n) return rc ? rc : c->exit;
    r->family_id = f->family_id;
    r->note_id = n->note_id;
    r->version = version_of(c, n->version);
    intake__correct_note_reply *done = CALL(c, r, intake__correct_note_reply);
    return done ? note_corrected_say(c, &done->base, n, false) : c->exit;
}

static int withdraw_run(struct cli *c) {
    intake__withdraw_note_request *r = NEW(&c->arena, intake__withdraw_note_request);
    int rc = request_fill(c, &r->base);
    intake__get_family_reply *f = rc ? NULL : lookup_family(c, operand(c, 0));
    const intake__note *n = f ? find(c, f) : NULL;
    if (!f || !n) return rc ? rc : c->exit;
    r->family_id = f->family_id;
    r->note_id = n->note_id;
    r->version = version_of(c, n->version);
    intake__withdraw_note_reply *done = CALL(c, r, intake__withdraw_note_reply);
    return done ? note_corrected_say(c, &done->base, n, true) : c->exit;
}

#define WORDS_OPTIONS                                                                                                  \
    {"text", OPTION_TEXT, OPTION_REQUIRED, "words.text", NULL, NULL, "ce qui est noté", "what is recorded"},           \
        {"told-by", OPTION_TEXT, 0, "words.told_by", NULL, NULL, "qui l'a dit", "who told it"}, {                      \
        "told-at", OPTION_TIME, 0, "words.told_at", NULL, NULL, "quand (sinon maintenant)", "when (else now)"          \
    }
#define REASON_OPTION                                                                                                  \
    { "reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why" }

static const struct option add_options[] = {
    WORDS_OPTIONS,
    {"screening", OPTION_TEXT, 0, NULL, NULL, NULL, "à propos de quelle évaluation", "about which screening"},
    {"safety", OPTION_FLAG, 0, NULL, NULL, NULL, "à part : ce qui a été dit d'un danger (comme sippe safety record)",
     "apart: what was told of danger (as sippe safety record)"},
};
static const struct option correct_options[] = {WORDS_OPTIONS, REASON_OPTION, OPTION_VERSION};
static const struct option withdraw_options[] = {REASON_OPTION, OPTION_VERSION};

#define FAMILY_OPERAND                                                                                                 \
    { .kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY" }
#define NOTE_OPERAND                                                                                                   \
    { .kind = OPERAND_TEXT, .fr = "NOTE", .en = "NOTE" }

const struct command note_commands[] = {
    {.noun = "note",
     .verb = "add",
     .fr = "ajouter une note au dossier d'une famille",
     .en = "add a note to a family's file",
     .more_fr = "Pour toutes les personnes qui la suivent. Ce qui touche un danger ou de la violence : --safety.",
     .more_en = "For all who follow her. What is about danger or violence: --safety.",
     .operands = {FAMILY_OPERAND},
     OPTIONS(add_options),
     .run = add_run},
    {.noun = "note",
     .verb = "list",
     .fr = "les notes du dossier d'une famille, et ce qu'elles disaient avant",
     .en = "the notes of a family's file, and what they said before",
     .operands = {FAMILY_OPERAND},
     .run = list_run},
    {.noun = "note",
     .verb = "correct",
     .fr = "corriger une note du dossier",
     .en = "correct a note of the file",
     .operands = {FAMILY_OPERAND, NOTE_OPERAND},
     OPTIONS(correct_options),
     .run = correct_run},
    {.noun = "note",
     .verb = "withdraw",
     .fr = "retirer une note du dossier; ce qu'elle disait reste lisible",
     .en = "withdraw a note of the file; what it said stays readable",
     .operands = {FAMILY_OPERAND, NOTE_OPERAND},
     OPTIONS(withdraw_options),
     .run = withdraw_run},
};
COMMANDS_END(note);
