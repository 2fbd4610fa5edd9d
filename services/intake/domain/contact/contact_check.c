#include <string.h>
#include "base/character.h"
#include "base/message.h"
#include "intake/domain/contact/contact.h"
#include "intake/domain/screening/normal.h"
#include "proto/status.h"

/* The limits of the same texts of a call. */
enum { TEXT_CHARS = 200, CHANNELS_MAX = 4 };

/* ---- the normal form ---- */

static const char *or_as_written(const char *normal, const char *written) { return normal ? normal : written; }

static void normal_language(struct arena *a, sippe__language *l) {
    if (l) l->code = or_as_written(intake_language_normal(a, l->code), l->code);
}

static intake__contact_number *normal_number(struct arena *a, const intake__contact_number *told) {
    intake__contact_number *n = message_copy(a, &told->base);
    intake_phone_split(a, &n->number, &n->extension);
    return n;
}

intake__contact_details *intake_contact_normal(struct arena *a, const intake__contact_details *c) {
    intake__contact_details *out = message_copy(a, &c->base);
    out->n_numbers = 0;
    out->numbers = NULL;
    for (size_t i = 0; i < c->n_numbers; i++)
        if (!text_is_blank(c->numbers[i]->number)) APPEND(a, out, numbers, normal_number(a, c->numbers[i]));
    out->email = intake_text_trimmed(a, out->email);
    sippe__postal_code *p = out->address ? out->address->postal_code : NULL;
    if (p) p->code = or_as_written(intake_postal_normal(a, p->code), p->code);
    normal_language(a, out->language);
    normal_language(a, out->interpreter_language);
    return out;
}

/* ---- the check ---- */

static void check_length(struct findings *wrong, const char *text, const char *path) {
    if (text_characters(text) > TEXT_CHARS) finding_add(wrong, REASON_TEXT_TOO_LONG, path);
}

static void check_language(struct findings *wrong, const sippe__language *l, const char *path) {
    if (l && *l->code && !intake_language_normal(wrong->arena, l->code))
        finding_add(wrong, REASON_LANGUAGE_INVALID, path);
}

static void check_number(struct findings *wrong, const intake__contact_details *c, size_t i) {
    const intake__contact_number *n = c->numbers[i];
    int reason = intake_phone_check(wrong->arena, n->number);
    if (reason) FINDING(wrong, reason, "numbers[%zu].number", i);
    if (!intake_extension_is_valid(n->extension)) FINDING(wrong, REASON_PHONE_EXTENSION, "numbers[%zu].extension", i);
    if (text_characters(n->whose) > TEXT_CHARS) FINDING(wrong, REASON_TEXT_TOO_LONG, "numbers[%zu].whose", i);
    for (size_t k = 0; k < i; k++)
        if (strcmp(c->numbers[k]->number, n->number) == 0 && strcmp(c->numbers[k]->extension, n->extension) == 0) {
            FINDING(wrong, REASON_CONTRADICTION, "numbers[%zu].number", i);
            return;
        }
}

static void check_address(struct findings *wrong, const sippe__address *address) {
    if (!address) return;
    check_length(wrong, address->street, "address.street");
    check_length(wrong, address->municipality, "address.municipality");
    const sippe__postal_code *p = address->postal_code;
    if (p && *p->code && !intake_postal_normal(wrong->arena, p->code))
        finding_add(wrong, REASON_POSTAL_CODE_INVALID, "address.postal_code");
}

void intake_contact_check(const intake__contact_details *c, struct findings *wrong) {
    if (c->n_numbers > CONTACT_NUMBERS_MAX) finding_add(wrong, REASON_TOO_MANY, "numbers");
    for (size_t i = 0; i < c->n_numbers && i < CONTACT_NUMBERS_MAX; i++) check_number(wrong, c, i);
    if (*c->email && !intake_email_is_valid(c->email)) finding_add(wrong, REASON_EMAIL_INVALID, "email");
    check_address(wrong, c->address);
    if (c->n_channels > CHANNELS_MAX) finding_add(wrong, REASON_TOO_MANY, "channels");
    check_length(wrong, c->safe_contact_hours, "safe_contact_hours");
    check_language(wrong, c->language, "language");
    check_language(wrong, c->interpreter_language, "interpreter_language");
}
