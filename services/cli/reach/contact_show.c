#include "cli/reach/contact_show.h"

#include <string.h>
#include "base/message.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

const intake__contact_details *contact_or_none(struct cli *c, const intake__contact_details *contact) {
    return contact ? contact : NEW(&c->arena, intake__contact_details);
}

const char *contact_phone(struct cli *c, const intake__contact_details *contact) {
    if (!contact || !contact->n_numbers) return "";
    return show_phone_of(c, contact->numbers[0]->number, contact->numbers[0]->extension);
}

sippe__voice_mail contact_voice_mail(const intake__contact_details *contact) {
    if (!contact) return VOICE_MAIL_UNSPECIFIED;
    bool own = contact->n_numbers && contact->numbers[0]->safe_to_leave_message;
    return own ? contact->numbers[0]->safe_to_leave_message : contact->safe_to_leave_message;
}

bool contact_is_unwanted(const intake__contact_details *contact, intake__contact_channel channel) {
    if (!contact) return false;
    for (size_t i = 0; i < contact->n_channels; i++)
        if (contact->channels[i] == channel) return false;
    return contact->n_channels > 0;
}

/* "514 555-0142, poste 22 (sa sœur Rose) : non – NE LAISSEZ PAS DE MESSAGE". */
static const char *number_text(struct cli *c, const intake__contact_number *n) {
    const char *phone = show_phone_of(c, n->number, n->extension);
    const char *whose = *n->whose ? phrase(c, " (%s)", " (%s)", n->whose) : "";
    if (!n->safe_to_leave_message) return phrase(c, "%s%s", "%s%s", phone, whose);
    return phrase(c, "%s%s : message, %s", "%s%s: message, %s", phone, whose,
                  show_safe_message(c, n->safe_to_leave_message));
}

static const char *numbers_text(struct cli *c, const intake__contact_details *contact) {
    struct joined all = joined_new(c, "; ");
    for (size_t i = 0; i < contact->n_numbers; i++) joined_add(&all, number_text(c, contact->numbers[i]));
    return joined_text(&all);
}

static const char *interpreter_text(struct cli *c, const intake__contact_details *contact) {
    if (contact->interpreter_needed != YES_NO_YES) return show_yes_no(c, contact->interpreter_needed);
    return contact->interpreter_language ? show_language(c, contact->interpreter_language) : pick(c, "oui", "yes");
}

/* ---- as fields ---- */

struct part {
    const char *fr, *en;
    const char *(*text)(struct cli *c, const intake__contact_details *contact);
};

static const char *address_text(struct cli *c, const intake__contact_details *k) {
    const char *fixed = k->no_fixed_address == YES_NO_YES ? pick(c, "sans adresse fixe", "no fixed address") : "";
    return *fixed && !k->address ? fixed : show_address(c, k->address);
}
static const char *email_text(struct cli *c, const intake__contact_details *k) {
    return arena_text(&c->arena, k->email);
}
static const char *message_text(struct cli *c, const intake__contact_details *k) {
    return show_safe_message(c, k->safe_to_leave_message);
}
static const char *hours_text(struct cli *c, const intake__contact_details *k) {
    return arena_text(&c->arena, k->safe_contact_hours);
}
static const char *ways_text(struct cli *c, const intake__contact_details *k) {
    return show_channels(c, k->channels, k->n_channels);
}
static const char *language_text(struct cli *c, const intake__contact_details *k) {
    return show_language(c, k->language);
}

static const struct part parts[] = {
    {"Téléphone", "Phone", numbers_text},       {"Adresse", "Address", address_text},
    {"Courriel", "E-mail", email_text},         {"Message possible", "May leave a message", message_text},
    {"Heures sûres", "Safe hours", hours_text}, {"Moyens de la joindre", "Ways to reach her", ways_text},
    {"Langue", "Language", language_text},      {"Interprète", "Interpreter", interpreter_text},
};
enum { PARTS = sizeof parts / sizeof *parts };

void contact_show(struct cli *c, const intake__contact_details *contact) {
    const intake__contact_details *k = contact_or_none(c, contact);
    for (size_t i = 0; i < PARTS; i++) {
        bool asked = parts[i].text == interpreter_text;
        const char *text = asked && k->interpreter_needed != YES_NO_YES ? "" : parts[i].text(c, k);
        field(c, parts[i].fr, parts[i].en, asked && *text ? paint(c, COLOUR_YELLOW, text) : text);
    }
}

void contact_changes_show(struct cli *c, const intake__contact_details *before, const intake__contact_details *after) {
    const intake__contact_details *was = contact_or_none(c, before), *is = contact_or_none(c, after);
    for (size_t i = 0; i < PARTS; i++) {
        const char *old = parts[i].text(c, was), *new = parts[i].text(c, is);
        if (strcmp(old, new) == 0) continue;
        say(c, "    %s : %s → %s", "    %s: %s → %s", pick(c, parts[i].fr, parts[i].en), *old ? old : "–",
            *new ? new : "–");
    }
}
