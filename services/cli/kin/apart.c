/* Children who live with somebody else get a file of their own; one comes back. */
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/kin/kin_show.h"
#include "cli/line/commands.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "cli/show/work.h"

/* ---- separated ---- */

/* Nobody is lost between the two files: what the new one waits for is said at once. */
static void made_show(struct cli *c, const intake__get_family_reply *was, const intake__get_family_reply *own) {
    say(c, "Dossier %s ouvert, au nom de %s; le dossier %s n'en montre rien, ni l'inverse.",
        "File %s opened, in the name of %s; file %s shows nothing of it, nor the other way round.", own->number,
        show_name(c, own->name), was->number);
    if (own->child_file && own->child_file->followed)
        say(c, "Pour continuer le suivi, convenez-en avec qui s'en occupe : sippe enrol %s",
            "To go on with the follow-up, agree on it with who looks after her: sippe enrol %s", own->number);
    work_show(c, own->next, own->n_next);
}

static int separate_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__separate_child_request *r = NEW(&c->arena, intake__separate_child_request);
    for (size_t i = 1; operand(c, i); i++) {
        const intake__person *child = kin_person(c, f->kin, operand(c, i));
        if (!child) return c->exit;
        APPEND(&c->arena, r, children, child->person_id);
    }
    r->family_id = f->family_id;
    r->version = version_of(c, f->kin_version);
    r->none_of_known = arg_flag(c, "distinct") ? YES_NO_YES : YES_NO_UNSPECIFIED;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__separate_child_reply *done = CALL(c, r, intake__separate_child_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    const intake__get_family_reply *now = lookup_family(c, f->number);
    const intake__get_family_reply *own = lookup_family(c, show_hex(c, done->child_family_id));
    if (now) kin_changes_show(c, f->kin, now->kin);
    if (own) made_show(c, f, own);
    return CLI_DONE;
}

/* ---- back ---- */

static int return_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    const intake__person *p = f ? kin_person(c, f->kin, operand(c, 1)) : NULL;
    if (!p) return c->exit;
    intake__return_child_request *r = NEW(&c->arena, intake__return_child_request);
    r->family_id = f->family_id;
    r->version = version_of(c, f->kin_version);
    r->person_id = p->person_id;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!r->on && !r->in_error)
        return stop(c, CLI_USAGE,
                    "Dites depuis quel jour l'enfant est revenu (--on), ou que c'était une erreur (--error).",
                    "Say since which day the child is back (--on), or that it was an error (--error).");
    intake__return_child_reply *done = CALL(c, r, intake__return_child_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    const intake__get_family_reply *now = lookup_family(c, f->number);
    say(c, "Noté, famille %s :", "Recorded, family %s:", f->number);
    if (now) kin_changes_show(c, f->kin, now->kin);
    if (r->in_error)
        say(c, "Le dossier ouvert par erreur est fermé.", "The file that was opened in error is closed.");
    else
        say(c,
            "Son propre dossier dit qu'il l'a quitté : s'il y est suivi, mettez fin à ce suivi (sippe person files "
            "%s).",
            "The file of her own says that she has left it: where she is followed there, end that (sippe person files "
            "%s).",
            f->number);
    return CLI_DONE;
}

/* ---- where ---- */

static const char *children_text(struct cli *c, const intake__kin *kin, const intake__separation *s) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; kin && i < kin->n_people; i++)
        for (size_t k = 0; k < s->n_children; k++)
            if (span_equal(span_pb(kin->people[i]->person_id), span_pb(s->children[k])))
                joined_add(&all,
                           kin->people[i]->name ? show_name(c, kin->people[i]->name) : pick(c, "sans nom", "no name"));
    return joined_text(&all);
}

static void separation_show(struct cli *c, const intake__kin *kin, const intake__separation *s) {
    const char *other = *s->other_number
                            ? s->other_number
                            : pick(c, "un dossier qui ne vous est pas ouvert", "a file that is not open to you");
    say(c, "  %s  %s, depuis le %s : %s %s", "  %s  %s, since %s: %s %s", show_short(c, s->separation_id),
        children_text(c, kin, s), show_date(c, s->since), s->came ? "←" : "→", other);
    say(c, "    %s, %s", "    %s, %s", show_instant(c, s->at), show_who(s->by));
    if (*s->reason) paragraph(c, s->reason, 4, output_width(c));
    if (!s->ended_at) return;
    say(c, "    %s le %s, %s", "    %s on %s, %s",
        s->in_error ? pick(c, "annulé comme une erreur", "taken back as an error") : pick(c, "revenu", "back"),
        show_instant(c, s->ended_at), show_who(s->ended_by));
    if (*s->ended_reason) paragraph(c, s->ended_reason, 4, output_width(c));
}

static int files_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__list_separations_request *r = NEW(&c->arena, intake__list_separations_request);
    r->family_id = f->family_id;
    intake__list_separations_reply *list = CALL(c, r, intake__list_separations_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    if (!list->n_separations)
        say(c, "Aucun enfant de la famille %s n'a de dossier à lui.", "No child of family %s has a file of her own.",
            f->number);
    for (size_t i = 0; i < list->n_separations; i++) separation_show(c, f->kin, list->separations[i]);
    return CLI_DONE;
}

/* ---- tables ---- */

static const struct option separate_options[] = {
    {"since", OPTION_DATE, OPTION_REQUIRED, "since", NULL, NULL, "y vit depuis ce jour", "lives there since this day"},
    {"given-name", OPTION_TEXT, 0, "holder.name.given", NULL, NULL, "prénom de qui s'en occupe",
     "given name of who looks after them"},
    {"family-name", OPTION_TEXT, 0, "holder.name.family", NULL, NULL, "et son nom de famille", "and her family name"},
    {"relation", OPTION_TEXT, 0, "relation", NULL, NULL, "son lien : grand-mère, père …",
     "her relation: grandmother, father ..."},
    {"born", OPTION_DATE, 0, "holder.birth_date", NULL, NULL, "sa date de naissance", "her birth date"},
    {"decides", OPTION_CHOICE, 0, "decides", NULL, &intake__consent_giver__descriptor,
     "si elle décide pour l'enfant : à quel titre", "if she decides for the child: as what"},
    {"phone", OPTION_TEXT, 0, "holder.phone", NULL, NULL, "son numéro de téléphone", "her telephone number"},
    {"message", OPTION_CHOICE, 0, "safe_to_leave_message", NULL, &sippe__voice_mail__descriptor,
     "peut-on laisser un message", "may a message be left"},
    {"hours", OPTION_TEXT, 0, "safe_contact_hours", NULL, NULL, "heures sûres", "safe hours"},
    {"way", OPTION_CHOICE, OPTION_MANY, "channels", NULL, &intake__contact_channel__descriptor,
     "moyens acceptés de la joindre", "ways to reach her that she agreed to"},
    {"email", OPTION_TEXT, 0, "holder.email", NULL, NULL, "courriel", "e-mail"},
    {"street", OPTION_TEXT, 0, "holder.address.street", NULL, NULL, "numéro, rue, appartement",
     "number, street, apartment"},
    {"town", OPTION_TEXT, 0, "holder.address.municipality", NULL, NULL, "ville", "town"},
    {"postal-code", OPTION_TEXT, 0, "holder.address.postal_code.code", NULL, NULL, "code postal", "postal code"},
    {"language", OPTION_TEXT, 0, "language.code", NULL, NULL, "langue (fr, en, es …)", "language (fr, en, es ...)"},
    {"interpreter", OPTION_CHOICE, 0, "interpreter_needed", NULL, &sippe__yes_no__descriptor, "interprète requis",
     "interpreter needed"},
    {"interpreter-language", OPTION_TEXT, 0, "interpreter_language.code", NULL, NULL, "dans quelle langue",
     "in which language"},
    {"distinct", OPTION_FLAG, 0, NULL, NULL, NULL, "vérifié : elle n'est aucune des familles connues",
     "looked at: she is none of the known families"},
    {"last", OPTION_FLAG, 0, "last", NULL, NULL, "oui, il ne reste ici aucun enfant suivi",
     "yes, no child who is followed is left here"},
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi; reste dans le dossier quitté",
     "why; stays in the file that is left"},
    OPTION_VERSION,
};
static const struct option return_options[] = {
    {"on", OPTION_DATE, 0, "on", NULL, NULL, "revenu depuis ce jour", "back since this day"},
    {"error", OPTION_FLAG, 0, "in_error", NULL, NULL, "n'aurait pas dû partir : l'autre dossier est fermé",
     "ought not to have gone: the other file is closed"},
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi, ou qui l'a dit", "why, or who said so"},
    OPTION_VERSION,
};

#define FAMILY                                                                                                         \
    { .kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY" }

const struct command person_apart_commands[] = {
    {.noun = "person",
     .verb = "separate",
     .fr = "ouvrir à un enfant placé, ou qui vit ailleurs, un dossier à lui",
     .en = "open a file of her own to a child who is placed or lives elsewhere",
     .more_fr = "Chez sa grand-mère, son père, en famille d'accueil : le nouveau dossier est au nom de qui\n"
                "s'occupe de l'enfant. Il ne montre rien du dossier quitté, ni l'inverse; ce qui est déjà\n"
                "écrit reste où c'est. Nommez ensemble les enfants qui vont au même endroit. Le motif reste\n"
                "dans le dossier quitté; les restrictions d'accès valent aussi pour le nouveau.",
     .more_en = "With her grandmother, her father, in a foster home: the new file is in the name of who\n"
                "looks after the child. It shows nothing of the file that is left, nor the other way round;\n"
                "what is written already stays where it is. Name together the children who go to one place.\n"
                "The reason stays in the file that is left; its access restrictions hold for the new one too.",
     .operands = {FAMILY, {.kind = OPERAND_TEXT, .fr = "ENFANT", .en = "CHILD", .many = true}},
     OPTIONS(separate_options),
     .run = separate_run},
    {.noun = "person",
     .verb = "return",
     .fr = "noter qu'un enfant qui a son propre dossier est revenu, ou n'aurait pas dû partir",
     .en = "record that a child who has a file of her own is back, or ought not to have gone",
     .more_fr = "FAMILLE est le dossier que l'enfant avait quitté. Revenu (--on) : il y est de nouveau suivi,\n"
                "et son propre dossier reste, quitté ce jour-là. Par erreur (--error) : son dossier est fermé\n"
                "avec tous ceux qui y étaient allés, tant que rien d'autre n'y a été inscrit.",
     .more_en = "FAMILY is the file that the child had left. Back (--on): she is followed there again, and\n"
                "the file of her own stays, left on that day. In error (--error): that file is closed, with\n"
                "all who had gone to it, as long as nothing else was recorded in it.",
     .operands = {FAMILY, {.kind = OPERAND_TEXT, .fr = "ENFANT", .en = "CHILD"}},
     OPTIONS(return_options),
     .run = return_run},
    {.noun = "person",
     .verb = "files",
     .fr = "lister les dossiers propres d'enfants : vers où, ou d'où, ils sont allés",
     .en = "list children's own files: where they went, or came from",
     .operands = {FAMILY},
     .run = files_run},
};
COMMANDS_END(person_apart);
