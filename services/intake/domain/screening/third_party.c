#include "intake/domain/screening/third_party.h"

#include <string.h>
#include "base/message.h"
#include "intake/domain/screening/answered.h"

bool intake_told_by_third_party(const intake__screening *s) {
    intake__consent_giver giver = s->consent ? s->consent->given_by : CONSENT_GIVER_UNSPECIFIED;
    bool for_her = giver != CONSENT_GIVER_UNSPECIFIED && giver != CONSENT_GIVER_SELF;
    return s->call && s->call->caller_is_subject == YES_NO_NO && !for_her;
}

/* Blocks that are kept whole: the call, the notice and how she may be reached, and what cannot wait until she is. */
static bool block_is_needed(const char *block) {
    static const char *const needed[] = {"call", "consent", "urgent", "local_reference"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (strcmp(needed[i], block) == 0) return true;
    return false;
}

/* Of who she is: by what she is asked for and known again, where she is reached, and whose desk that is. */
static bool identity_is_needed(const char *field) {
    static const char *const needed[] = {
        "name",      "birth_date",          "phone",        "phone_extension", "email",
        "alt_phone", "alt_phone_extension", "alt_phone_of", "address",         "no_fixed_address"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (strcmp(needed[i], field) == 0) return true;
    return false;
}

typedef bool needed_fn(const char *field);
static bool nothing_is_needed(const char *field) { return (void)field, false; }

/* What is not named goes, so that a field which is added to the contract is left out without a line of code. */
static void strip(struct arena *a, ProtobufCMessage *m, const char *block, needed_fn *is_needed, struct left_out *out) {
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        if (is_needed(f->name)) continue;
        if (intake_message_answers(m, f->name)) APPEND(a, out, paths, arena_printf(a, "%s.%s", block, f->name));
        intake_message_clear(m, f);
    }
}

struct left_out intake_third_party_strip(struct arena *a, intake__screening *s) {
    struct left_out out = {0};
    for (unsigned i = 0; i < s->base.descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &s->base.descriptor->fields[i];
        if (block_is_needed(f->name) || !intake_message_part(&s->base, f)) continue;
        bool identity = strcmp(f->name, "identity") == 0;
        ProtobufCMessage *const *block = (ProtobufCMessage *const *)(void *)((char *)s + f->offset);
        strip(a, *block, f->name, identity ? identity_is_needed : nothing_is_needed, &out);
        if (!identity) intake_message_clear(&s->base, f);
    }
    return out;
}

static sippe__int_answer *unknown_int(struct arena *a) {
    sippe__int_answer *answer = NEW(a, sippe__int_answer);
    answer->answer_case = SIPPE__INT_ANSWER__ANSWER_NOT_KNOWN;
    answer->not_known = NOT_KNOWN_UNKNOWN;
    return answer;
}

/* Of what no call goes without (screening_check.h). */
void intake_third_party_not_known(struct arena *a, intake__screening *s) {
    s->household = NEW(a, intake__household);
    s->household->size = unknown_int(a);
    s->income = NEW(a, intake__income);
    s->income->annual = NEW(a, sippe__money_answer);
    s->income->annual->answer_case = SIPPE__MONEY_ANSWER__ANSWER_NOT_KNOWN;
    s->income->annual->not_known = NOT_KNOWN_UNKNOWN;
    s->schooling = NEW(a, intake__schooling);
    s->schooling->highest_diploma = DIPLOMA_UNKNOWN;
}
