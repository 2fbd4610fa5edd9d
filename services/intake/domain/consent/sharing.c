#include "intake/domain/screening/answer.h"
#include "intake/domain/consent/consent.h"
#include "intake/domain/screening/normal.h"

enum { AREA_CHARS = 3 };

sippe__need intake_shared_need(const intake__shared_item *covers, size_t n, sippe__need need) {
    return intake_consent_covers(covers, n, SHARED_ITEM_NEED) ? need : NEED_UNSPECIFIED;
}

/* A message that another person of the house hears can put her in danger. Not asked is no permission, so it leaves as
 * NO; nor is a yes told of a number at which she does not want to be reached, though the consent covers the number. */
static sippe__voice_mail voice_mail(const intake__contact_details *c) {
    sippe__voice_mail said = intake_contact_voice_mail(c);
    if (said == VOICE_MAIL_UNSPECIFIED || intake_contact_is_unwanted(c, CONTACT_CHANNEL_PHONE)) return VOICE_MAIL_NO;
    return said;
}

/* The number never leaves without how it may be used. */
static void share_phone(struct arena *a, const intake__contact_details *c, intake__referral_sent__personal *out) {
    const intake__contact_number *first = intake_contact_first(c);
    const char *normal = first ? intake_phone_normal(a, first->number) : NULL;
    if (!normal) return;
    out->phone = normal;
    out->phone_extension = arena_text(a, first->extension);
    out->safe_to_leave_message = voice_mail(c);
    out->safe_contact_hours = arena_text(a, c->safe_contact_hours);
}

/* Nothing beside an address says how it may be used, as beside a number: whoever has it writes to it, and somebody else
 * may read it. It leaves only where she did not name other ways. */
static void share_email(struct arena *a, const intake__contact_details *c, intake__referral_sent__personal *out) {
    if (c && !intake_contact_is_unwanted(c, CONTACT_CHANNEL_EMAIL)) out->email = arena_text(a, c->email);
}

static void share_language(struct arena *a, const intake__contact_details *c, intake__referral_sent__personal *out) {
    const sippe__language *spoken = intake_contact_spoken(c);
    if (spoken) out->language = message_copy(a, &spoken->base);
}

/* Three characters are a sector; a whole code may be one side of a street, or one building. */
static void share_area(struct arena *a, const intake__contact_details *c, intake__referral_sent__personal *out) {
    const sippe__postal_code *p = c && c->address ? c->address->postal_code : NULL;
    const char *code = p ? intake_postal_normal(a, p->code) : NULL;
    if (code) out->postal_area = arena_printf(a, "%.*s", AREA_CHARS, code);
}

/* One line for each item, and nothing outside of them: tests/unit/intake/test_intake_consent.c makes the message of
 * each of the 512 sets and looks for what is not in it. */
intake__referral_sent__personal *intake_referral_personal(struct arena *a, const struct sharing *of,
                                                          const intake__shared_item *covers, size_t n,
                                                          const char *note) {
    const intake__screening *s = of->answers;
    const intake__contact_details *c = of->contact;
    intake__referral_sent__personal *out = NEW(a, intake__referral_sent__personal);
    const sippe__person_name *name = s->identity ? s->identity->name : NULL;
    if (name && intake_consent_covers(covers, n, SHARED_ITEM_GIVEN_NAME)) out->given_name = arena_text(a, name->given);
    if (name && intake_consent_covers(covers, n, SHARED_ITEM_FAMILY_NAME))
        out->family_name = arena_text(a, name->family);
    if (intake_consent_covers(covers, n, SHARED_ITEM_PHONE)) share_phone(a, c, out);
    if (intake_consent_covers(covers, n, SHARED_ITEM_EMAIL)) share_email(a, c, out);
    if (intake_consent_covers(covers, n, SHARED_ITEM_LANGUAGE)) share_language(a, c, out);
    if (intake_consent_covers(covers, n, SHARED_ITEM_POSTAL_AREA)) share_area(a, c, out);
    if (intake_consent_covers(covers, n, SHARED_ITEM_DUE_DATE)) out->due_date = civil_date(a, of->due);
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
