/* A family's people and pregnancies shown; births, dates, losses, and what was recorded in error. */
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/kin/kin_show.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static int show_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    if (c->json) return print_json(c, f->kin ? &f->kin->base : &NEW(&c->arena, intake__kin)->base);
    say(c, "Famille %s : %s", "Family %s: %s", f->number, show_name(c, f->name));
    if (!f->kin) say(c, "Rien n'en est connu.", "Nothing is known of it.");
    kin_show(c, f->kin);
    return CLI_DONE;
}

/* What became of it, as the file has it now. */
static void now_show(struct cli *c, const intake__get_family_reply *before) {
    const intake__get_family_reply *f = lookup_family(c, before->number);
    if (f) kin_changes_show(c, before->kin, f->kin);
}

static int birth_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__record_birth_request *r = NEW(&c->arena, intake__record_birth_request);
    int rc = request_fill(c, &r->base);
    if (rc == 0) rc = request_set(c, &r->base, "birth_date", operand(c, 1), "DATE");
    if (rc) return rc;
    r->family_id = f->family_id;
    for (size_t i = 2; operand(c, i); i++) {
        intake__born_child *born = NEW(&c->arena, intake__born_child);
        born->given_name = operand(c, i);
        APPEND(&c->arena, r, born, born);
    }
    if (r->home_on && !r->home) r->home = CHILD_HOME_SINCE;
    intake__record_birth_reply *done = CALL(c, r, intake__record_birth_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Naissance notée pour la famille %s : le %s. La cadence des visites suit.",
        "Birth recorded for family %s: on %s. The visits' cadence follows.", f->number, show_date(c, r->birth_date));
    return CLI_DONE;
}

static int date_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__date_pregnancy_request *r = NEW(&c->arena, intake__date_pregnancy_request);
    int rc = request_fill(c, &r->base);
    if (rc == 0) rc = request_set(c, &r->base, "due_date", operand(c, 1), "DATE");
    if (rc) return rc;
    r->family_id = f->family_id;
    r->version = version_of(c, f->kin_version);
    if (!arg_flag(c, "another")) {
        const intake__family_pregnancy *p = kin_pregnancy(c, f->kin, arg_text(c, "pregnancy"));
        if (!p) return c->exit;
        r->pregnancy_id = p->pregnancy_id;
    }
    intake__date_pregnancy_reply *done = CALL(c, r, intake__date_pregnancy_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Noté, famille %s :", "Recorded, family %s:", f->number);
    now_show(c, f);
    return CLI_DONE;
}

/* What was said before stays, so that the file is asked and not the request. */
static bool is_unspoken(struct cli *c, const intake__get_family_reply *before) {
    const intake__get_family_reply *f = lookup_family(c, before->number);
    for (size_t i = 0; f && f->kin && i < f->kin->n_pregnancies; i++) {
        const intake__family_pregnancy *p = f->kin->pregnancies[i];
        if (p->state == PREGNANCY_STATE_ENDED && p->spoken_to != YES_NO_YES) return true;
    }
    return false;
}

static int loss_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__record_loss_request *r = NEW(&c->arena, intake__record_loss_request);
    int rc = request_fill(c, &r->base);
    if (rc == 0) rc = request_set(c, &r->base, "on", operand(c, 1), "DATE");
    if (rc) return rc;
    r->family_id = f->family_id;
    r->version = version_of(c, f->kin_version);
    const char *which = arg_text(c, "pregnancy");
    const intake__family_pregnancy *p = which ? kin_pregnancy(c, f->kin, which) : NULL;
    if (which && !p) return c->exit;
    if (p) r->pregnancy_id = p->pregnancy_id;
    intake__record_loss_reply *done = CALL(c, r, intake__record_loss_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Noté, famille %s. Comment elle s'est terminée est gardé à part (sippe pregnancy losses %s).",
        "Recorded, family %s. How it ended is kept apart (sippe pregnancy losses %s).", f->number, f->number);
    if (is_unspoken(c, f))
        say(c,
            "À faire aujourd'hui : lui parler, avant toute autre chose. Ensuite : la même commande, --spoken-to oui.",
            "To be done today: speak with her, before anything else. Then: the same command, --spoken-to yes.");
    return CLI_DONE;
}

static int losses_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__get_losses_request *r = NEW(&c->arena, intake__get_losses_request);
    r->family_id = f->family_id;
    intake__get_losses_reply *list = CALL(c, r, intake__get_losses_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    if (!list->n_losses) say(c, "Rien de tel au dossier.", "Nothing of the kind in the file.");
    for (size_t i = 0; i < list->n_losses; i++) {
        const intake__loss *l = list->losses[i];
        say(c, "%s   %s, %s%s%s", "%s   %s, %s%s%s", show_short(c, l->pregnancy_id), show_instant(c, l->written_at),
            show_who(l->by), l->kind ? pick(c, " : ", ": ") : "", WORD(c, intake__loss_kind, l->kind));
        if (l->in_error) say(c, "    inscrite par erreur", "    recorded in error");
        say(c, "    dit par %s", "    told by %s", l->told_by);
        if (*l->note) paragraph(c, l->note, 4, output_width(c));
    }
    return CLI_DONE;
}

static int reopen_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    const intake__family_pregnancy *p = f ? kin_pregnancy(c, f->kin, operand(c, 1)) : NULL;
    if (!p) return c->exit;
    intake__reopen_pregnancy_request *r = NEW(&c->arena, intake__reopen_pregnancy_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    r->family_id = f->family_id;
    r->version = version_of(c, f->kin_version);
    r->pregnancy_id = p->pregnancy_id;
    intake__reopen_pregnancy_reply *done = CALL(c, r, intake__reopen_pregnancy_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Noté, famille %s :", "Recorded, family %s:", f->number);
    now_show(c, f);
    return CLI_DONE;
}

static const struct option birth_options[] = {
    {"children", OPTION_NUMBER, 0, "children", NULL, NULL, "combien d'enfants (2 pour des jumeaux), sans les nommer",
     "how many children (2 for twins), without naming them"},
    {"where", OPTION_CHOICE, 0, "home", NULL, &intake__child_home__descriptor, "où est l'enfant", "where the child is"},
    {"home-on", OPTION_DATE, 0, "home_on", NULL, NULL, "à la maison depuis ce jour", "home since this day"},
    {"sure", OPTION_FLAG, 0, "sure", NULL, NULL, "loin de la date prévue, et c'est bien cela",
     "far from the due date, and it is so"},
};
static const struct option date_options[] = {
    {"source", OPTION_CHOICE, OPTION_REQUIRED, "source", NULL, &intake__due_source__descriptor, "d'où vient cette date",
     "where the date comes from"},
    {"expected", OPTION_NUMBER, 0, "expected", NULL, NULL, "combien d'enfants", "how many children"},
    {"another", OPTION_FLAG, 0, NULL, NULL, NULL, "une grossesse de plus, qui n'est pas au dossier",
     "one more pregnancy, which is not in the file"},
    {"pregnancy", OPTION_TEXT, 0, NULL, NULL, NULL, "laquelle; sinon celle qui est en cours",
     "which one; else the one that goes on"},
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi, ou qui l'a dit", "why, or who said so"},
    OPTION_VERSION,
};
static const struct option loss_options[] = {
    {"told-by", OPTION_TEXT, OPTION_REQUIRED, "told_by", NULL, NULL, "qui l'a dit : elle-même, l'hôpital …",
     "who told it: herself, the hospital ..."},
    {"spoken-to", OPTION_CHOICE, 0, "spoken_to", NULL, &sippe__yes_no__descriptor, "lui avons-nous parlé",
     "have we spoken with her"},
    {"wish", OPTION_CHOICE, 0, "wish", NULL, &intake__loss_wish__descriptor, "ce qu'elle souhaite", "what she wishes"},
    {"kind", OPTION_CHOICE, 0, "kind", NULL, &intake__loss_kind__descriptor, "comment, gardé à part",
     "how, kept apart"},
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "gardé à part aussi", "kept apart too"},
    {"pregnancy", OPTION_TEXT, 0, NULL, NULL, NULL, "laquelle; sinon celle qui est en cours",
     "which one; else the one that goes on"},
    OPTION_VERSION,
};
static const struct option reopen_options[] = {
    {"in-error", OPTION_FLAG, 0, "in_error", NULL, NULL, "il n'y a pas eu de grossesse", "there was no pregnancy"},
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why"},
    OPTION_VERSION,
};

#define FAMILY                                                                                                         \
    { .kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY" }

const struct command kin_commands[] = {
    {.noun = "kin",
     .verb = "show",
     .fr = "les personnes et les grossesses d'une famille",
     .en = "the people and pregnancies of a family",
     .operands = {FAMILY},
     .run = show_run},
    {.noun = "birth",
     .fr = "noter la naissance",
     .en = "record the birth",
     .more_fr = "Une date erronée se corrige (sippe person change); une naissance d'une autre famille s'enlève (sippe "
                "pregnancy reopen).",
     .more_en = "A wrong date is corrected (sippe person change); a birth of another family is taken away (sippe "
                "pregnancy reopen).",
     .operands = {FAMILY,
                  {.kind = OPERAND_TEXT, .fr = "DATE", .en = "DATE"},
                  {.kind = OPERAND_TEXT, .fr = "PRÉNOM", .en = "NAME", .optional = true, .many = true}},
     OPTIONS(birth_options),
     .run = birth_run},
    {.noun = "pregnancy",
     .verb = "date",
     .fr = "dater une grossesse, ou en ajouter une",
     .en = "date a pregnancy, or add one",
     .operands = {FAMILY, {.kind = OPERAND_TEXT, .fr = "DATE", .en = "DATE"}},
     OPTIONS(date_options),
     .run = date_run},
    {.noun = "pregnancy",
     .verb = "loss",
     .fr = "une grossesse s'est terminée sans naissance vivante",
     .en = "a pregnancy ended without a live birth",
     .more_fr =
         "Redite, elle corrige le jour, ou note qu'on lui a parlé et ce qu'elle souhaite; ce qui n'est pas redit "
         "reste. Le décès d'un enfant né vivant : sippe person change … --left décédé.",
     .more_en =
         "Said again, it corrects the day, or notes that she was spoken to and what she wishes; what is not said "
         "again stays. The death of a child that was born alive: sippe person change ... --left DIED.",
     .operands = {FAMILY, {.kind = OPERAND_TEXT, .fr = "DATE", .en = "DATE"}},
     OPTIONS(loss_options),
     .run = loss_run},
    {.noun = "pregnancy",
     .verb = "losses",
     .fr = "comment elles se sont terminées; gardé à part, et chaque lecture est notée",
     .en = "how they ended; kept apart, and each look is noted",
     .operands = {FAMILY},
     .run = losses_run},
    {.noun = "pregnancy",
     .verb = "reopen",
     .fr = "sa fin a été inscrite par erreur : elle est en cours",
     .en = "its end was recorded in error: it goes on",
     .operands = {FAMILY, {.kind = OPERAND_TEXT, .fr = "GROSSESSE", .en = "PREGNANCY"}},
     OPTIONS(reopen_options),
     .run = reopen_run},
};
COMMANDS_END(kin);
