/* Answers corrected: what changes is shown, and a person says yes before a file takes the place of another. A file of
 * the wrong woman looks like any other file: that name and birth date both change is said by itself. */
#include "cli/cmd/amend.h"

#include <string.h>
#include <unistd.h>
#include "base/message.h"
#include "cli/call/input.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/changes.h"
#include "cli/show/output.h"
#include "cli/show/proposal.h"
#include "cli/show/words.h"

/* "o", "oui", "y", "yes". End of the input is no. */
static bool said_yes(struct cli *c) {
    char line[16];
    fflush(c->out);
    fputs(pick(c, "Corriger ? [o/N] ", "Correct? [y/N] "), c->err);
    if (!fgets(line, sizeof line, stdin)) return false;
    return strchr("oOyY", line[0]) && line[0];
}

static bool differs(struct cli *c, const ProtobufCMessage *a, const ProtobufCMessage *b, const char *name) {
    const ProtobufCMessage *some = a ? a : b;
    if (!some) return false;
    const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(some->descriptor, name);
    return strcmp(field_text(c, a, f), field_text(c, b, f)) != 0;
}

/* Her family or given name and her birth date: most likely another woman. */
static bool is_somebody_else(struct cli *c, const intake__screening *before, const intake__screening *after) {
    const intake__identity *a = before ? before->identity : NULL, *b = after->identity;
    if (!a || !b || !a->name || !b->name) return false;
    bool name =
        differs(c, &a->name->base, &b->name->base, "family") || differs(c, &a->name->base, &b->name->base, "given");
    return name && differs(c, &a->base, &b->base, "birth_date");
}

/* 0: go on. A dry run ends here, and so does who is not asked: no script replaces answers by the way. */
static int confirmed(struct cli *c, const intake__get_screening_reply *seen, const intake__screening *after) {
    if (is_somebody_else(c, seen->screening, after))
        remark(c, "Attention : le nom et la date de naissance changent tous les deux. Est-ce bien la même personne ?",
               "Careful: name and birth date both change. Is this the same person?");
    if (arg_flag(c, "dry-run")) {
        say(c, "Rien n'est changé.", "Nothing is changed.");
        return CLI_DONE;
    }
    if (arg_flag(c, "yes") || (!c->json && isatty(STDIN_FILENO) && said_yes(c))) return 0;
    return stop(c, CLI_USAGE, "Rien n'est changé. Relisez, puis dites oui : --yes (--dry-run montre seulement).",
                "Nothing is changed. Read it again, then say yes: --yes (--dry-run only shows).");
}

static int send(struct cli *c, const struct input *in, const intake__amend_screening_request *r) {
    intake__amend_screening_reply *done =
        input_call(c, in, "screening.", &r->base, &intake__amend_screening_reply__descriptor);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Réponses corrigées. Orientation proposée : %s; état : %s.",
        "Answers corrected. Proposed route: %s; state: %s.", WORD(c, intake__route, done->proposed_route),
        WORD(c, intake__screening_state, done->state));
    left_out_say(c, done->n_left_out);
    return CLI_DONE;
}

/* By itself, so that it can be sent again where the answers were already corrected: of one call the same words are one
 * note. */
static int note_send(struct cli *c, const struct input *in, const intake__amend_screening_request *amended,
                     bool alone) {
    intake__record_safety_note_request *r = NEW(&c->arena, intake__record_safety_note_request);
    r->screening_id = amended->screening_id;
    r->words = NEW(&c->arena, intake__note_words);
    r->words->text = in->note;
    intake__record_safety_note_reply *done = CALL(c, r, intake__record_safety_note_reply);
    if (!done)
        return stop(c, c->exit,
                    "La note de sécurité n'est pas notée. Recommencez la même commande : rien n'est fait deux fois.",
                    "The safety note is not recorded. Run the same command again: nothing is done twice.");
    if (c->json) return alone ? print_json(c, &done->base) : CLI_DONE;
    if (done->known)
        say(c, "Cette note de sécurité y était déjà.", "This safety note was there already.");
    else
        say(c, "Note de sécurité notée à part.", "Safety note recorded apart.");
    return CLI_DONE;
}

int amend_run(struct cli *c) {
    intake__get_screening_reply *seen = lookup_screening(c, operand(c, 0));
    if (!seen || !seen->summary) return fail_hollow(c, seen);
    intake__amend_screening_request *r = NEW(&c->arena, intake__amend_screening_request);
    struct input in;
    r->screening_id = seen->summary->screening_id;
    r->version = version_of(c, seen->summary->version);
    r->screening = input_screening(c, operand(c, 1), &in);
    if (!r->screening) return c->exit;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    say(c, "Évaluation %s, famille %s :", "Screening %s, family %s:", show_short(c, r->screening_id),
        seen->summary->family_number);
    const ProtobufCMessage *before = seen->screening ? &seen->screening->base : NULL;
    size_t changed = changes_show(c, 2, before, &r->screening->base);
    if (*in.note) say(c, "  + une note de sécurité, notée à part", "  + a safety note, recorded apart");
    if (changed == 0 && !*in.note)
        return stop(c, CLI_USAGE, "Ces réponses sont déjà celles du dossier : il n'y a rien à corriger.",
                    "These are the answers of the file already: there is nothing to correct.");
    rc = confirmed(c, seen, r->screening);
    if (rc || arg_flag(c, "dry-run")) return rc;
    if (changed) rc = send(c, &in, r);
    return rc || !*in.note ? rc : note_send(c, &in, r, !changed);
}
