/* Somebody of a family is added, corrected, has left, or was never there. */
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/kin/kin_show.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static int send(struct cli *c, const intake__get_family_reply *f, intake__change_person_request *r) {
    r->family_id = f->family_id;
    r->version = version_of(c, f->kin_version);
    intake__change_person_reply *done = CALL(c, r, intake__change_person_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    const intake__get_family_reply *now = lookup_family(c, f->number);
    say(c, "Noté, famille %s :", "Recorded, family %s:", f->number);
    if (now) kin_changes_show(c, f->kin, now->kin);
    if (!r->in_error && r->who->left == PERSON_LEFT_DIED && r->who->spoken_to != YES_NO_YES)
        say(c,
            "À faire aujourd'hui : en parler à la famille, avant toute autre chose. Ensuite : sippe person change … "
            "--spoken-to oui.",
            "To be done today: speak of it with the family, before anything else. Then: sippe person change ... "
            "--spoken-to yes.");
    return CLI_DONE;
}

static int add_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__change_person_request *r = NEW(&c->arena, intake__change_person_request);
    r->who = NEW(&c->arena, intake__person);
    r->who->name = NEW(&c->arena, sippe__person_name);
    r->who->name->given = operand(c, 1);
    r->who->kind = PERSON_KIND_CHILD;
    int rc = request_fill(c, &r->base);
    return rc ? rc : send(c, f, r);
}

/* A day by which she is home, or has left, says that she is, and has. */
static int change_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    const intake__person *p = f ? kin_person(c, f->kin, operand(c, 1)) : NULL;
    if (!p) return c->exit;
    intake__change_person_request *r = NEW(&c->arena, intake__change_person_request);
    r->who = message_copy(&c->arena, &p->base);
    if (arg_text(c, "where")) r->who->home_on = NULL;
    if (arg_flag(c, "there")) {
        r->who->left = PERSON_LEFT_UNSPECIFIED;
        r->who->left_on = NULL;
    }
    if (arg_flag(c, "there") || arg_text(c, "left")) {
        r->who->spoken_to = YES_NO_UNSPECIFIED;
        r->who->wish = LOSS_WISH_UNSPECIFIED;
    }
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (arg_text(c, "home-on") && !arg_text(c, "where")) r->who->home = CHILD_HOME_SINCE;
    return send(c, f, r);
}

static int remove_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    const intake__person *p = f ? kin_person(c, f->kin, operand(c, 1)) : NULL;
    if (!p) return c->exit;
    intake__change_person_request *r = NEW(&c->arena, intake__change_person_request);
    r->who = NEW(&c->arena, intake__person);
    r->who->person_id = p->person_id;
    r->in_error = true;
    int rc = request_fill(c, &r->base);
    return rc ? rc : send(c, f, r);
}

#define OF_A_PERSON                                                                                                    \
    {"family-name", OPTION_TEXT, 0, "who.name.family", NULL, NULL, "nom de famille", "family name"},                   \
        {"born", OPTION_DATE, 0, "who.birth_date", NULL, NULL, "date de naissance", "birth date"},                     \
        {"gender", OPTION_CHOICE, 0, "who.gender", NULL, &intake__gender__descriptor, "genre", "gender"},              \
        {"relation",                                                                                                   \
         OPTION_TEXT,                                                                                                  \
         0,                                                                                                            \
         "who.relation",                                                                                               \
         NULL,                                                                                                         \
         NULL,                                                                                                         \
         "lien : mère, grand-père …",                                                                                  \
         "relation: mother, grandfather ..."},                                                                         \
        {"where",           OPTION_CHOICE,       0, "who.home", NULL, &intake__child_home__descriptor,                 \
         "où est l'enfant", "where the child is"},                                                                     \
        {"home-on", OPTION_DATE, 0, "who.home_on", NULL, NULL, "à la maison depuis ce jour", "home since this day"}, { \
        "holder", OPTION_FLAG, 0, "holder", NULL, NULL, "le dossier est à son nom", "the file is in her name"          \
    }

static const struct option add_options[] = {
    {"kind", OPTION_CHOICE, 0, "who.kind", NULL, &intake__person_kind__descriptor, "adulte; sinon enfant",
     "adult; else a child"},
    OF_A_PERSON,
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "qui l'a dit", "who said so"},
    OPTION_VERSION,
};
static const struct option change_options[] = {
    {"given-name", OPTION_TEXT, 0, "who.name.given", NULL, NULL, "prénom", "given name"},
    OF_A_PERSON,
    {"left", OPTION_CHOICE, 0, "who.left", NULL, &intake__person_left__descriptor, "n'est plus là : pourquoi",
     "is there no more: why"},
    {"left-on", OPTION_DATE, 0, "who.left_on", NULL, NULL, "depuis ce jour", "since this day"},
    {"there", OPTION_FLAG, 0, NULL, NULL, NULL, "est là : le départ ou le décès a été inscrit par erreur",
     "is there: that it had left or died was recorded in error"},
    {"spoken-to", OPTION_CHOICE, 0, "who.spoken_to", NULL, &sippe__yes_no__descriptor,
     "d'un décès : en avons-nous parlé à la famille", "of a death: have we spoken of it with the family"},
    {"wish", OPTION_CHOICE, 0, "who.wish", NULL, &intake__loss_wish__descriptor, "ce que la famille souhaite",
     "what the family wishes"},
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi, ou qui l'a dit", "why, or who said so"},
    OPTION_VERSION,
};
static const struct option remove_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why"},
    OPTION_VERSION,
};

#define FAMILY                                                                                                         \
    { .kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY" }
#define PERSON                                                                                                         \
    { .kind = OPERAND_TEXT, .fr = "PERSONNE", .en = "PERSON" }

const struct command person_commands[] = {
    {.noun = "person",
     .verb = "add",
     .fr = "ajouter un enfant ou un adulte à une famille",
     .en = "add a child or an adult to a family",
     .operands = {FAMILY, {.kind = OPERAND_TEXT, .fr = "PRÉNOM", .en = "NAME"}},
     OPTIONS(add_options),
     .run = add_run},
    {.noun = "person",
     .verb = "change",
     .fr = "corriger ce qu'on sait d'une personne; ce qui n'est pas nommé reste",
     .en = "correct what is known of somebody; what is not named stays",
     .operands = {FAMILY, PERSON},
     OPTIONS(change_options),
     .run = change_run},
    {.noun = "person",
     .verb = "remove",
     .fr = "enlever une personne inscrite par erreur",
     .en = "take away somebody who was recorded in error",
     .operands = {FAMILY, PERSON},
     OPTIONS(remove_options),
     .run = remove_run},
};
COMMANDS_END(person);
