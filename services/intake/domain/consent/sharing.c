#include "intake/domain/screening/answer.h"
#include "intake/domain/consent/consent.h"
#include "intake/domain/screening/normal.h"
#include "intake/domain/screening/pregnancy.h"

enum { AREA_CHARS = 3 };

sippe__need intake_shared_need(const intake__shared_item *covers, size_t n, sippe__need need) {
    return intake_consent_covers(covers, n, SHARED_ITEM_NEED) ? need : NEED_UNSPECIFIED;
}

/* She said how she may be reached, and not so. */
static bool is_unwanted(const intake__notice_and_consent *how, intake__contact_channel channel) {
    for (size_t i = 0; i < how->n_channels; i++)
        if (how->channels[i] == channel) return false;
    return how->n_channels > 0;
}

/* A message that another person of the house hears can put her in danger. Not asked is no permission, so it leaves as
 * NO; nor is a yes told of a number at which she does not want to be reached, though the consent covers the number. */
static sippe__voice_mail voice_mail(const intake__notice_and_consent *how) {
    if (!how || how->safe_to_leave_message == VOICE_MAIL_UNSPECIFIED || is_unwanted(how, CONTACT_CHANNEL_PHONE))
        return VOICE_MAIL_NO;
    return how->safe_to_leave_message;
}

/* The number never leaves without how it may be used. */
static void share_phone(struct arena *a, const intake__screening *s, intake__referral_sent__personal *out) {
    const intake__notice_and_consent *how = s->consent;
    const char *normal = s->identity ? intake_phone_normal(a, s->identity->phone) : NULL;
    if (!normal) return;
    out->phone = normal;
    out->phone_extension = arena_text(a, s->identity->phone_extension);
    out->safe_to_leave_message = voice_mail(how);
    out->safe_contact_hours = arena_text(a, how ? how->safe_contact_hours : "");
}

/* Nothing beside an address says how it may be used, as beside a number: whoever has it writes to it, and somebody else
 * may read there. One that she does not want to be written to stays, though the consent covers it. */
static void share_email(struct arena *a, const intake__screening *s, intake__referral_sent__personal *out) {
    if (!s->identity || (s->consent && is_unwanted(s->consent, CONTACT_CHANNEL_EMAIL))) return;
    out->email = arena_text(a, s->identity->email);
}

/* The language to speak with her. Where an interpreter was needed, the call's own is the desk's, and hers is
 * interpreter_language. */
static void share_language(struct arena *a, const intake__call *call, intake__referral_sent__personal *out) {
    if (!call) return;
    bool interpreted = call->interpreter_needed == YES_NO_YES && call->interpreter_language;
    const sippe__language *spoken = interpreted ? call->interpreter_language : call->language;
    if (spoken) out->language = message_copy(a, &spoken->base);
}

/* Three characters are a sector; a whole code may be one side of a street, or one building. */
static void share_area(struct arena *a, const intake__identity *i, intake__referral_sent__personal *out) {
    const sippe__postal_code *p = i && i->address ? i->address->postal_code : NULL;
    const char *code = p ? intake_postal_normal(a, p->code) : NULL;
    if (code) out->postal_area = arena_printf(a, "%.*s", AREA_CHARS, code);
}

static void share_due_date(struct arena *a, const intake__pregnancy *p, day call_day,
                           intake__referral_sent__personal *out) {
    struct pregnancy dated = intake_pregnancy_of(p, call_day);
    if (!dated.born) out->due_date = civil_date(a, dated.due);
}

/* One line for each item, and nothing outside of them: tests/unit/intake/test_intake_consent.c makes the message of
 * each of the 512 sets and looks for what is not in it. */
intake__referral_sent__personal *intake_referral_personal(struct arena *a, const intake__screening *s,
                                                          const intake__shared_item *covers, size_t n, const char *note,
                                                          day call_day) {
    intake__referral_sent__personal *out = NEW(a, intake__referral_sent__personal);
    const sippe__person_name *name = s->identity ? s->identity->name : NULL;
    if (name && intake_consent_covers(covers, n, SHARED_ITEM_GIVEN_NAME)) out->given_name = arena_text(a, name->given);
    if (name && intake_consent_covers(covers, n, SHARED_ITEM_FAMILY_NAME))
        out->family_name = arena_text(a, name->family);
    if (intake_consent_covers(covers, n, SHARED_ITEM_PHONE)) share_phone(a, s, out);
    if (intake_consent_covers(covers, n, SHARED_ITEM_EMAIL)) share_email(a, s, out);
    if (intake_consent_covers(covers, n, SHARED_ITEM_LANGUAGE)) share_language(a, s->call, out);
    if (intake_consent_covers(covers, n, SHARED_ITEM_POSTAL_AREA)) share_area(a, s->identity, out);
    if (intake_consent_covers(covers, n, SHARED_ITEM_DUE_DATE)) share_due_date(a, s->pregnancy, call_day, out);
    if (note && intake_consent_covers(covers, n, SHARED_ITEM_NOTE)) out->note = arena_text(a, note);
    return out;
}

void intake_shared_items(struct arena *a, const intake__referral_sent__personal *p,
                         intake__referral_opened__personal *out) {
    const struct {
        intake__shared_item item;
        bool left;
    } each[] = {
        {SHARED_ITEM_GIVEN_NAME, p->given_name[0]},
        {SHARED_ITEM_FAMILY_NAME, p->family_name[0]},
        {SHARED_ITEM_PHONE, p->phone[0]},
        {SHARED_ITEM_LANGUAGE, p->language != NULL},
        {SHARED_ITEM_POSTAL_AREA, p->postal_area[0]},
        {SHARED_ITEM_NEED, p->need != NEED_UNSPECIFIED},
        {SHARED_ITEM_DUE_DATE, p->due_date != NULL},
        {SHARED_ITEM_NOTE, p->note[0]},
        {SHARED_ITEM_EMAIL, p->email[0]},
    };
    for (size_t i = 0; i < sizeof each / sizeof each[0]; i++)
        if (each[i].left) APPEND(a, out, items, each[i].item);
}
