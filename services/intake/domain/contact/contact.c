#include "intake/domain/contact/contact.h"

#include <string.h>
#include "base/character.h"
#include "base/message.h"

/* ---- read ---- */

const intake__contact_number *intake_contact_first(const intake__contact_details *c) {
    return c && c->n_numbers ? c->numbers[0] : NULL;
}

sippe__voice_mail intake_contact_voice_mail(const intake__contact_details *c) {
    const intake__contact_number *first = intake_contact_first(c);
    if (first && first->safe_to_leave_message) return first->safe_to_leave_message;
    return c ? c->safe_to_leave_message : VOICE_MAIL_UNSPECIFIED;
}

bool intake_contact_is_allowed(const intake__contact_details *c, intake__contact_channel channel) {
    for (size_t i = 0; c && i < c->n_channels; i++)
        if (c->channels[i] == channel) return true;
    return false;
}

bool intake_contact_is_unwanted(const intake__contact_details *c, intake__contact_channel channel) {
    return c && c->n_channels && !intake_contact_is_allowed(c, channel);
}

const sippe__language *intake_contact_spoken(const intake__contact_details *c) {
    if (!c) return NULL;
    bool interpreted = c->interpreter_needed == YES_NO_YES && c->interpreter_language;
    return interpreted ? c->interpreter_language : c->language;
}

bool intake_contact_has_address(const intake__contact_details *c) {
    const sippe__address *address = c ? c->address : NULL;
    if (!address || text_is_blank(address->street)) return false;
    return !text_is_blank(address->municipality) || (address->postal_code && *address->postal_code->code);
}

static size_t at_of(const intake__contact_details *c, const char *number) {
    size_t i = 0;
    while (i < c->n_numbers && strcmp(c->numbers[i]->number, number) != 0) i++;
    return i;
}

/* Both in normal form. */
bool intake_contact_number_is_other(const intake__contact_details *before, const intake__contact_details *after) {
    const intake__contact_number *first = intake_contact_first(after), *was = intake_contact_first(before);
    if (!first) return false;
    if (!was || strcmp(first->number, was->number) != 0) return true;
    for (size_t i = 1; i < after->n_numbers; i++)
        if (at_of(before, after->numbers[i]->number) == before->n_numbers) return true;
    return false;
}

static bool part_is_same(struct arena *a, const ProtobufCMessage *x, const ProtobufCMessage *y) {
    return x && y ? span_equal(message_pack(a, x), message_pack(a, y)) : x == y;
}
#define PART(p) ((p) ? &(p)->base : NULL)

bool intake_contact_address_is_other(struct arena *a, const intake__contact_details *before,
                                     const intake__contact_details *after) {
    return intake_contact_has_address(before) && !part_is_same(a, PART(before->address), PART(after->address));
}

bool intake_contact_same(struct arena *a, const intake__contact_details *x, const intake__contact_details *y) {
    if (!x || !y) return x == y;
    return span_equal(message_pack(a, &x->base), message_pack(a, &y->base));
}

/* ---- told ---- */

static void number_add(struct arena *a, intake__contact_details *c, const char *number, const char *extension,
                       const char *whose) {
    if (text_is_blank(number)) return;
    intake__contact_number *n = NEW(a, intake__contact_number);
    n->number = number;
    n->extension = extension;
    n->whose = whose;
    APPEND(a, c, numbers, n);
}

intake__contact_details *intake_contact_told(struct arena *a, const intake__screening *answers) {
    if (!answers) return NULL;
    intake__contact_details *c = NEW(a, intake__contact_details);
    const intake__identity *i = answers->identity;
    const intake__notice_and_consent *how = answers->consent;
    const intake__call *call = answers->call;
    if (i) {
        number_add(a, c, i->phone, i->phone_extension, "");
        number_add(a, c, i->alt_phone, i->alt_phone_extension, i->alt_phone_of);
        c->email = i->email;
        c->address = i->address;
        c->no_fixed_address = i->no_fixed_address;
    }
    if (how) {
        c->channels = how->channels;
        c->n_channels = how->n_channels;
        c->safe_to_leave_message = how->safe_to_leave_message;
        c->safe_contact_hours = how->safe_contact_hours;
    }
    if (call) {
        c->language = call->language;
        c->interpreter_needed = call->interpreter_needed;
        c->interpreter_language = call->interpreter_language;
    }
    return c;
}

/* ---- changed ---- */

static void number_remove(intake__contact_details *c, size_t at) {
    if (at >= c->n_numbers) return;
    memmove(c->numbers + at, c->numbers + at + 1, (c->n_numbers - at - 1) * sizeof *c->numbers);
    c->n_numbers--;
}

/* The last one goes where there are too many. */
static void number_insert(struct arena *a, intake__contact_details *c, size_t at, intake__contact_number *n) {
    if (at > c->n_numbers) at = c->n_numbers;
    if (at >= CONTACT_NUMBERS_MAX) return;
    APPEND(a, c, numbers, n); /* makes room */
    memmove(c->numbers + at + 1, c->numbers + at, (c->n_numbers - at - 1) * sizeof *c->numbers);
    c->numbers[at] = n;
    if (c->n_numbers > CONTACT_NUMBERS_MAX) c->n_numbers = CONTACT_NUMBERS_MAX;
}

static bool is_hers(const intake__contact_number *n) { return text_is_blank(n->whose); }

/* What is known of the number beside what the call tells stays. */
static intake__contact_number *number_known(struct arena *a, const intake__contact_details *was,
                                            const intake__contact_number *told) {
    intake__contact_number *n = message_copy(a, &told->base);
    size_t at = at_of(was, told->number);
    if (at == was->n_numbers) return n;
    if (!*n->extension) n->extension = was->numbers[at]->extension;
    if (text_is_blank(n->whose)) n->whose = was->numbers[at]->whose;
    if (!n->safe_to_leave_message) n->safe_to_leave_message = was->numbers[at]->safe_to_leave_message;
    return n;
}

static void number_tell(struct arena *a, intake__contact_details *c, const intake__contact_number *told) {
    bool hers = is_hers(told);
    intake__contact_number *n = number_known(a, c, told);
    size_t at = at_of(c, told->number), old = 0;
    if (at < c->n_numbers) {
        number_remove(c, at);
        number_insert(a, c, hers ? 0 : at, n);
        return;
    }
    while (hers && old < c->n_numbers && !is_hers(c->numbers[old])) old++;
    if (hers && old < c->n_numbers) number_remove(c, old);
    number_insert(a, c, hers ? 0 : c->n_numbers, n);
}

/* Field by field: what `from` has of `changed` is copied. Lists of numbers are not fields here. */
static void fields_copy(intake__contact_details *c, const intake__contact_details *from,
                        const intake__contact_details *changed) {
    if (changed->email && *changed->email) c->email = from->email;
    if (changed->address) c->address = from->address;
    if (changed->no_fixed_address) c->no_fixed_address = from->no_fixed_address;
    if (changed->n_channels) {
        c->channels = from->channels;
        c->n_channels = from->n_channels;
    }
    if (changed->safe_to_leave_message) c->safe_to_leave_message = from->safe_to_leave_message;
    if (*changed->safe_contact_hours) c->safe_contact_hours = from->safe_contact_hours;
    if (changed->language) c->language = from->language;
    if (changed->interpreter_needed) c->interpreter_needed = from->interpreter_needed;
    if (changed->interpreter_language) c->interpreter_language = from->interpreter_language;
}

intake__contact_details *intake_contact_later(struct arena *a, const intake__contact_details *was,
                                              const intake__contact_details *told) {
    if (!was) return message_copy(a, &told->base);
    intake__contact_details *c = message_copy(a, &was->base);
    for (size_t i = told->n_numbers; i > 0; i--) number_tell(a, c, told->numbers[i - 1]);
    fields_copy(c, told, told);
    if (told->no_fixed_address == YES_NO_YES && !told->address) c->address = NULL;
    return c;
}

/* ---- corrected ---- */

static bool channels_are_same(const intake__contact_details *x, const intake__contact_details *y) {
    return x->n_channels == y->n_channels &&
           (!x->n_channels || memcmp(x->channels, y->channels, x->n_channels * sizeof *x->channels) == 0);
}

static void fields_correct(struct arena *a, intake__contact_details *c, const intake__contact_details *before,
                           const intake__contact_details *after) {
    if (strcmp(before->email, after->email) != 0) c->email = after->email;
    if (!part_is_same(a, PART(before->address), PART(after->address))) c->address = after->address;
    if (before->no_fixed_address != after->no_fixed_address) c->no_fixed_address = after->no_fixed_address;
    if (!channels_are_same(before, after)) {
        c->channels = after->channels;
        c->n_channels = after->n_channels;
    }
    if (before->safe_to_leave_message != after->safe_to_leave_message)
        c->safe_to_leave_message = after->safe_to_leave_message;
    if (strcmp(before->safe_contact_hours, after->safe_contact_hours) != 0)
        c->safe_contact_hours = after->safe_contact_hours;
    if (!part_is_same(a, PART(before->language), PART(after->language))) c->language = after->language;
    if (before->interpreter_needed != after->interpreter_needed) c->interpreter_needed = after->interpreter_needed;
    if (!part_is_same(a, PART(before->interpreter_language), PART(after->interpreter_language)))
        c->interpreter_language = after->interpreter_language;
}

/* The place in the answers says which number was meant: another one in it replaces the first, where that stands here
 * still; where a person has put another one in its place since, hers stands. */
static void number_correct(struct arena *a, intake__contact_details *c, const intake__contact_details *before,
                           const intake__contact_details *after, size_t i) {
    const intake__contact_number *is = i < after->n_numbers ? after->numbers[i] : NULL;
    const intake__contact_number *was = i < before->n_numbers ? before->numbers[i] : NULL;
    if (was && is && part_is_same(a, &was->base, &is->base)) return;
    if (!was) {
        number_tell(a, c, is);
        return;
    }
    size_t at = at_of(c, was->number);
    if (at == c->n_numbers) return;
    if (!is)
        number_remove(c, at);
    else
        c->numbers[at] = message_copy(a, &is->base);
}

/* From the last one on: what is removed moves none that is still to be looked at. */
intake__contact_details *intake_contact_corrected(struct arena *a, const intake__contact_details *was,
                                                  const intake__contact_details *before,
                                                  const intake__contact_details *after) {
    intake__contact_details *c = message_copy(a, &was->base);
    size_t n = before->n_numbers > after->n_numbers ? before->n_numbers : after->n_numbers;
    for (size_t i = n; i > 0; i--) number_correct(a, c, before, after, i - 1);
    fields_correct(a, c, before, after);
    return c;
}

/* ---- since ---- */

static bool has_number(const intake__contact_details *c, const intake__contact_number *n) {
    return at_of(c, n->number) < c->n_numbers;
}

intake__contact_details *intake_contact_since(struct arena *a, const intake__contact_details *was,
                                              const intake__contact_details *before,
                                              const intake__contact_details *after) {
    if (!was || !before || !after) return message_copy(a, was ? &was->base : &after->base);
    intake__contact_details *c = message_copy(a, &was->base);
    for (size_t i = 0; i < before->n_numbers; i++)
        if (!has_number(after, before->numbers[i]) && has_number(c, before->numbers[i]))
            number_remove(c, at_of(c, before->numbers[i]->number));
    for (size_t i = after->n_numbers; i > 0; i--) {
        const intake__contact_number *now = after->numbers[i - 1];
        size_t at = at_of(c, now->number), then = at_of(before, now->number);
        bool same = then < before->n_numbers && part_is_same(a, PART(before->numbers[then]), PART(now));
        if (!same && at < c->n_numbers) c->numbers[at] = message_copy(a, &now->base);
        if (then == before->n_numbers && at == c->n_numbers)
            number_insert(a, c, i == 1 ? 0 : at, message_copy(a, &now->base));
    }
    fields_correct(a, c, before, after);
    return c;
}
