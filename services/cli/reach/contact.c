/* How a family is reached: shown with what stood there before, and changed. */
#include <string.h>
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/reach/contact_show.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static int show_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__list_contact_details_request *r = NEW(&c->arena, intake__list_contact_details_request);
    r->family_id = f->family_id;
    intake__list_contact_details_reply *list = CALL(c, r, intake__list_contact_details_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    say(c, "Famille %s : %s", "Family %s: %s", f->number, show_name(c, f->name));
    if (!list->n_said) say(c, "Aucune coordonnée.", "Nothing is known.");
    if (list->n_said) contact_show(c, list->said[0]->contact);
    for (size_t i = 0; i + 1 < list->n_said; i++) {
        const intake__contact_said *s = list->said[i];
        if (i == 0) heading(c, "Changements", "Changes");
        say(c, "%s, %s%s%s", "%s, %s%s%s", show_instant(c, s->written_at), show_who(s->by),
            *s->reason ? pick(c, " : ", ": ") : pick(c, " : dit dans un appel", ": told in a call"), s->reason);
        contact_changes_show(c, list->said[i + 1]->contact, s->contact);
    }
    return CLI_DONE;
}

/* ---- changed ---- */

static bool is_hers(const intake__contact_number *n) { return !*n->whose; }

static void number_remove(intake__contact_details *k, size_t at) {
    k->n_numbers--;
    for (size_t i = at; i < k->n_numbers; i++) k->numbers[i] = k->numbers[i + 1];
}

/* By its digits: a person types a number as she reads it. */
static const char *digits_of(struct cli *c, const char *text) {
    char *out = arena_alloc(&c->arena, strlen(text) + 1), *to = out;
    for (; *text; text++)
        if (*text >= '0' && *text <= '9') *to++ = *text;
    *to = '\0';
    return *out == '1' && strlen(out) == 11 ? out + 1 : out;
}

/* So that what is told of the change is what the file says of it; one that is no number of here is the daemon's to
 * judge. */
static const char *as_kept(struct cli *c, const char *text) {
    const char *digits = digits_of(c, text);
    return strlen(digits) == 10 && !strchr(text, '+') ? digits : text;
}

static size_t number_at(struct cli *c, const intake__contact_details *k, const char *text) {
    size_t i = 0;
    while (i < k->n_numbers && strcmp(digits_of(c, k->numbers[i]->number), digits_of(c, text)) != 0) i++;
    return i;
}

/* In the place of her own number, which is tried first; where she had none, before the others. */
static void phone_set(struct cli *c, intake__contact_details *k, const char *phone) {
    size_t at = 0;
    while (at < k->n_numbers && !is_hers(k->numbers[at])) at++;
    if (at < k->n_numbers) number_remove(k, at);
    intake__contact_number *n = NEW(&c->arena, intake__contact_number);
    n->number = as_kept(c, phone);
    APPEND(&c->arena, k, numbers, n);
    for (size_t i = k->n_numbers - 1; i > 0; i--) k->numbers[i] = k->numbers[i - 1];
    k->numbers[0] = n;
}

static int numbers_change(struct cli *c, intake__contact_details *k) {
    const char *phone = arg_text(c, "phone"), *also = arg_text(c, "also"), *whose = arg_text(c, "whose");
    const char *gone = arg_text(c, "without");
    sippe__voice_mail message = (sippe__voice_mail)arg_choice(c, "its-message");
    if ((whose || message) && !also)
        return stop(c, CLI_USAGE, "--whose et --its-message sont du numéro que --also ajoute.",
                    "--whose and --its-message are of the number that --also adds.");
    if (gone) {
        size_t at = number_at(c, k, gone);
        if (at == k->n_numbers)
            return stop(c, CLI_USAGE, "%s n'est pas parmi ses numéros (sippe contact show %s).",
                        "%s is not among her numbers (sippe contact show %s).", gone, operand(c, 0));
        number_remove(k, at);
    }
    if (phone) phone_set(c, k, phone);
    if (!also) return 0;
    intake__contact_number *n = NEW(&c->arena, intake__contact_number);
    n->number = as_kept(c, also);
    if (whose) n->whose = whose;
    n->safe_to_leave_message = message;
    APPEND(&c->arena, k, numbers, n);
    return 0;
}

static int change_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__change_contact_request *r = NEW(&c->arena, intake__change_contact_request);
    r->contact = message_copy(&c->arena, &contact_or_none(c, f->contact)->base);
    if (arg_text(c, "way")) r->contact->n_channels = 0; /* all of them are said anew */
    int rc = numbers_change(c, r->contact);
    if (rc == 0) rc = request_fill(c, &r->base);
    if (rc) return rc;
    r->family_id = f->family_id;
    r->version = version_of(c, f->contact_version);
    if (arg_text(c, "street") || arg_text(c, "town") || arg_text(c, "postal-code"))
        r->contact->no_fixed_address = YES_NO_UNSPECIFIED;
    if (arg_flag(c, "no-fixed-address")) {
        r->contact->no_fixed_address = YES_NO_YES;
        r->contact->address = NULL;
    }
    intake__change_contact_reply *done = CALL(c, r, intake__change_contact_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Noté, famille %s :", "Recorded, family %s:", f->number);
    contact_changes_show(c, f->contact, r->contact);
    return CLI_DONE;
}

static const struct option change_options[] = {
    {"phone", OPTION_TEXT, 0, NULL, NULL, NULL,
     "son numéro à elle, essayé en premier, à la place de celui qu'elle avait",
     "her own number, tried first, in place of the one that she had"},
    {"also", OPTION_TEXT, 0, NULL, NULL, NULL, "un numéro de plus", "one more number"},
    {"whose", OPTION_TEXT, 0, NULL, NULL, NULL, "à qui est ce numéro de plus : « sa sœur Rose », « le refuge »",
     "whose that one is: \"her sister Rose\", \"the shelter\""},
    {"its-message", OPTION_CHOICE, 0, NULL, NULL, &sippe__voice_mail__descriptor,
     "peut-on laisser un message à ce numéro de plus", "may a message be left at that one"},
    {"without", OPTION_TEXT, 0, NULL, NULL, NULL, "un numéro qui n'est plus le sien", "a number that is hers no more"},
    {"street", OPTION_TEXT, 0, "contact.address.street", NULL, NULL, "numéro, rue, appartement",
     "number, street, apartment"},
    {"town", OPTION_TEXT, 0, "contact.address.municipality", NULL, NULL, "ville", "town"},
    {"postal-code", OPTION_TEXT, 0, "contact.address.postal_code.code", NULL, NULL, "code postal", "postal code"},
    {"no-fixed-address", OPTION_FLAG, 0, NULL, NULL, NULL, "sans adresse fixe", "no fixed address"},
    {"email", OPTION_TEXT, 0, "contact.email", NULL, NULL, "courriel; \"\" l'enlève", "e-mail; \"\" takes it away"},
    {"way", OPTION_CHOICE, OPTION_MANY, "contact.channels", NULL, &intake__contact_channel__descriptor,
     "les moyens qu'elle permet, tous ensemble", "the ways that she allows, all of them"},
    {"message", OPTION_CHOICE, 0, "contact.safe_to_leave_message", NULL, &sippe__voice_mail__descriptor,
     "peut-on laisser un message", "may a message be left"},
    {"hours", OPTION_TEXT, 0, "contact.safe_contact_hours", NULL, NULL, "heures sûres", "safe hours"},
    {"language", OPTION_TEXT, 0, "contact.language.code", NULL, NULL, "langue (fr, en, es …)",
     "language (fr, en, es ...)"},
    {"interpreter", OPTION_CHOICE, 0, "contact.interpreter_needed", NULL, &sippe__yes_no__descriptor,
     "faut-il une interprète", "is an interpreter needed"},
    {"interpreter-language", OPTION_TEXT, 0, "contact.interpreter_language.code", NULL, NULL, "dans quelle langue",
     "in which language"},
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi, ou qui l'a dit", "why, or who said so"},
    OPTION_VERSION,
};

const struct command contact_commands[] = {
    {.noun = "contact",
     .verb = "show",
     .fr = "comment joindre une famille, et ce qui a changé",
     .en = "how a family is reached, and what has changed",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     .run = show_run},
    {.noun = "contact",
     .verb = "change",
     .fr = "changer comment la joindre : ce qui n'est pas nommé reste",
     .en = "change how she is reached: what is not named stays",
     .more_fr =
         "Ce qu'il y avait avant reste lisible (sippe contact show). Une visite, un avis ou une lettre déjà faits ne "
         "changent pas.",
     .more_en =
         "What stood there before stays readable (sippe contact show). A visit, a notice or a letter that was made "
         "does not change.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(change_options),
     .run = change_run},
};
COMMANDS_END(contact);
