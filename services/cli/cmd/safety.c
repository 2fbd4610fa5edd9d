/* What is kept apart from a family's file: notes on safety, reports to youth protection. The same commands for both;
 * who may, intake says. */
#include <string.h>
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/reach/notes_show.h"
#include "cli/show/output.h"

struct notes {
    intake__get_family_reply *family;
    intake__note **notes;
    size_t n_notes;
};

/* ---- read ---- */

static void page_add(struct cli *c, struct notes *all, intake__note *const *notes, size_t n) {
    for (size_t i = 0; i < n; i++) APPEND(&c->arena, all, notes, notes[i]);
}

static bool safety_read(struct cli *c, struct notes *all) {
    intake__get_safety_notes_request *r = NEW(&c->arena, intake__get_safety_notes_request);
    r->family_id = all->family->family_id;
    do {
        intake__get_safety_notes_reply *page = CALL(c, r, intake__get_safety_notes_reply);
        if (!page) return false;
        page_add(c, all, page->notes, page->n_notes);
        r->after = page->next;
    } while (r->after.len);
    return true;
}

static bool protection_read(struct cli *c, struct notes *all) {
    intake__get_protection_reports_request *r = NEW(&c->arena, intake__get_protection_reports_request);
    r->family_id = all->family->family_id;
    do {
        intake__get_protection_reports_reply *page = CALL(c, r, intake__get_protection_reports_reply);
        if (!page) return false;
        page_add(c, all, page->notes, page->n_notes);
        r->after = page->next;
    } while (r->after.len);
    return true;
}

static bool is_safety(const struct cli *c) { return strcmp(c->command->noun, "safety") == 0; }

/* All notes of the noun of the first operand's family; false after saying why. */
static bool notes_read(struct cli *c, struct notes *all) {
    *all = (struct notes){.family = lookup_family(c, operand(c, 0))};
    return all->family && (is_safety(c) ? safety_read(c, all) : protection_read(c, all));
}

static int show_run(struct cli *c) {
    struct notes all;
    if (!notes_read(c, &all)) return c->exit;
    if (c->json) {
        intake__get_safety_notes_reply *whole = NEW(&c->arena, intake__get_safety_notes_reply);
        whole->notes = all.notes;
        whole->n_notes = all.n_notes;
        return print_json(c, &whole->base);
    }
    if (!all.n_notes)
        say(c, "Rien n'est gardé à part pour la famille %s.", "Nothing is kept apart for family %s.",
            all.family->number);
    for (size_t i = 0; i < all.n_notes; i++) note_show(c, all.notes[i]);
    return CLI_DONE;
}

/* ---- recorded ---- */

static int recorded_say(struct cli *c, const ProtobufCMessage *done, const intake__get_family_reply *f,
                        ProtobufCBinaryData note_id) {
    if (c->json) return print_json(c, done);
    say(c, "Noté à part, famille %s (%s). Pour relire : sippe %s show %s",
        "Kept apart, family %s (%s). To read it: sippe %s show %s", f->number, show_short(c, note_id), c->command->noun,
        f->number);
    return CLI_DONE;
}

static int safety_record_run(struct cli *c) {
    intake__record_safety_note_request *r = NEW(&c->arena, intake__record_safety_note_request);
    int rc = request_fill(c, &r->base);
    intake__get_family_reply *f = rc ? NULL : lookup_family(c, operand(c, 0));
    if (!f) return rc ? rc : c->exit;
    r->family_id = f->family_id;
    intake__record_safety_note_reply *done = CALL(c, r, intake__record_safety_note_reply);
    return done ? recorded_say(c, &done->base, f, done->note_id) : c->exit;
}

static int protection_record_run(struct cli *c) {
    intake__record_protection_report_request *r = NEW(&c->arena, intake__record_protection_report_request);
    int rc = request_fill(c, &r->base);
    intake__get_family_reply *f = rc ? NULL : lookup_family(c, operand(c, 0));
    if (!f) return rc ? rc : c->exit;
    r->family_id = f->family_id;
    intake__record_protection_report_reply *done = CALL(c, r, intake__record_protection_report_reply);
    return done ? recorded_say(c, &done->base, f, done->note_id) : c->exit;
}

/* ---- corrected ---- */

/* By the first digits of its id, among those of this family; NULL after saying why. */
/* What the command line says of both kinds; false: it contradicts itself, said. */
static bool correction_whole(struct cli *c) {
    if (!arg_text(c, "text") == arg_flag(c, "withdraw")) return true;
    c->exit = stop(c, CLI_USAGE, "Dites --text, les mots qui remplacent, ou --withdraw pour la retirer.",
                   "Say --text, the words in its place, or --withdraw to take it back.");
    return false;
}

static int safety_correct_run(struct cli *c) {
    struct notes all;
    intake__correct_safety_note_request *r = NEW(&c->arena, intake__correct_safety_note_request);
    int rc = correction_whole(c) ? request_fill(c, &r->base) : c->exit;
    const intake__note *n =
        !rc && notes_read(c, &all)
            ? note_find(c, all.notes, all.n_notes,
                        phrase(c, "sippe %s show %s", "sippe %s show %s", c->command->noun, operand(c, 0)))
            : NULL;
    if (!n) return rc ? rc : c->exit;
    r->family_id = all.family->family_id;
    r->note_id = n->note_id;
    r->version = version_of(c, n->version);
    intake__correct_safety_note_reply *done = CALL(c, r, intake__correct_safety_note_reply);
    return done ? note_corrected_say(c, &done->base, n, r->withdraw) : c->exit;
}

static int protection_correct_run(struct cli *c) {
    struct notes all;
    intake__correct_protection_report_request *r = NEW(&c->arena, intake__correct_protection_report_request);
    int rc = correction_whole(c) ? request_fill(c, &r->base) : c->exit;
    const intake__note *n =
        !rc && notes_read(c, &all)
            ? note_find(c, all.notes, all.n_notes,
                        phrase(c, "sippe %s show %s", "sippe %s show %s", c->command->noun, operand(c, 0)))
            : NULL;
    if (!n) return rc ? rc : c->exit;
    r->family_id = all.family->family_id;
    r->note_id = n->note_id;
    r->version = version_of(c, n->version);
    intake__correct_protection_report_reply *done = CALL(c, r, intake__correct_protection_report_reply);
    return done ? note_corrected_say(c, &done->base, n, r->withdraw) : c->exit;
}

#define NOTE_OPTIONS                                                                                                   \
    {"told-by", OPTION_TEXT, 0, "words.told_by", NULL, NULL, "qui l'a dit", "who told it"}, {                          \
        "told-at", OPTION_TIME, 0, "words.told_at", NULL, NULL, "quand (sinon maintenant)", "when (else now)"          \
    }

static const struct option record_options[] = {
    {"text", OPTION_TEXT, OPTION_REQUIRED, "words.text", NULL, NULL, "ce qui est noté", "what is recorded"},
    NOTE_OPTIONS,
};
static const struct option correct_options[] = {
    {"text", OPTION_TEXT, 0, "words.text", NULL, NULL, "les mots qui remplacent", "the words in its place"},
    NOTE_OPTIONS,
    {"withdraw", OPTION_FLAG, 0, "withdraw", NULL, NULL, "la retirer", "take it back"},
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why"},
    OPTION_VERSION,
};

#define FAMILY_OPERAND                                                                                                 \
    { .kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY" }
#define NOTE_OPERAND                                                                                                   \
    { .kind = OPERAND_TEXT, .fr = "NOTE", .en = "NOTE" }

const struct command safety_commands[] = {
    {.noun = "safety",
     .verb = "record",
     .fr = "noter à part ce qui a été dit d'un danger ou de violence",
     .en = "record apart what was told of danger or violence",
     .more_fr = "Ne paraît ni au dossier, ni dans les réponses, ni dans les listes; se lit par sippe safety show.",
     .more_en = "Stands neither in the file, nor in the answers, nor in lists; is read by sippe safety show.",
     .operands = {FAMILY_OPERAND},
     OPTIONS(record_options),
     .run = safety_record_run},
    {.noun = "safety",
     .verb = "show",
     .fr = "les notes de sécurité d'une famille, et ce qu'elles disaient avant",
     .en = "a family's safety notes, and what they said before",
     .operands = {FAMILY_OPERAND},
     .run = show_run},
    {.noun = "safety",
     .verb = "correct",
     .fr = "corriger ou retirer une note de sécurité",
     .en = "correct or withdraw a safety note",
     .operands = {FAMILY_OPERAND, NOTE_OPERAND},
     OPTIONS(correct_options),
     .run = safety_correct_run},
    {.noun = "protection",
     .verb = "record",
     .fr = "noter à part qu'un signalement a été fait à la DPJ",
     .en = "record apart that a report was made to youth protection",
     .more_fr = "Le signalement lui-même se fait par téléphone, jamais par ce programme.",
     .more_en = "The report itself is made by telephone, never by this program.",
     .operands = {FAMILY_OPERAND},
     OPTIONS(record_options),
     .run = protection_record_run},
    {.noun = "protection",
     .verb = "show",
     .fr = "les signalements notés; dites pourquoi : --why",
     .en = "the reports recorded; say why: --why",
     .operands = {FAMILY_OPERAND},
     .run = show_run},
    {.noun = "protection",
     .verb = "correct",
     .fr = "corriger ou retirer ce qui est noté d'un signalement; dites pourquoi : --why",
     .en = "correct or withdraw what is recorded of a report; say why: --why",
     .operands = {FAMILY_OPERAND, NOTE_OPERAND},
     OPTIONS(correct_options),
     .run = protection_correct_run},
};
COMMANDS_END(safety);
