#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "civil/civil.h"
#include "intake/domain/consent/consent.h"

/* A partner plans by the week; an ultrasound moves a date by some days, of nearly every pregnancy. */
enum { DUE_SHIFT = 14 };

static bool same_phone(const intake__referral_sent__personal *x, const intake__referral_sent__personal *y) {
    return !strcmp(x->phone, y->phone) && !strcmp(x->phone_extension, y->phone_extension) &&
           x->safe_to_leave_message == y->safe_to_leave_message &&
           !strcmp(x->safe_contact_hours, y->safe_contact_hours);
}

static bool same_language(const sippe__language *x, const sippe__language *y) {
    return !x == !y && (!x || !strcmp(x->code, y->code));
}

/* One that is told no more ended by a birth, or by what is asked about in another way. */
static bool same_due(const sippe__date *x, const sippe__date *y) {
    return !x || !y || labs((long)civil_day(x) - (long)civil_day(y)) < DUE_SHIFT;
}

intake__referral_sent__personal *intake_shared_differences(struct arena *a, const intake__referral_sent__personal *told,
                                                           const intake__referral_sent__personal *now,
                                                           intake__referral_outdated__personal *out) {
    intake__referral_sent__personal *d = NEW(a, intake__referral_sent__personal);
    if (strcmp(told->given_name, now->given_name) != 0) {
        APPEND(a, out, differs, SHARED_ITEM_GIVEN_NAME);
        d->given_name = now->given_name;
    }
    if (strcmp(told->family_name, now->family_name) != 0) {
        APPEND(a, out, differs, SHARED_ITEM_FAMILY_NAME);
        d->family_name = now->family_name;
    }
    if (!same_phone(told, now)) {
        APPEND(a, out, differs, SHARED_ITEM_PHONE);
        d->phone = now->phone;
        d->phone_extension = now->phone_extension;
        d->safe_to_leave_message = now->safe_to_leave_message;
        d->safe_contact_hours = now->safe_contact_hours;
    }
    if (!same_language(told->language, now->language)) {
        APPEND(a, out, differs, SHARED_ITEM_LANGUAGE);
        d->language = now->language;
    }
    if (strcmp(told->postal_area, now->postal_area) != 0) {
        APPEND(a, out, differs, SHARED_ITEM_POSTAL_AREA);
        d->postal_area = now->postal_area;
    }
    if (!same_due(told->due_date, now->due_date)) {
        APPEND(a, out, differs, SHARED_ITEM_DUE_DATE);
        d->due_date = now->due_date;
    }
    if (strcmp(told->email, now->email) != 0) {
        APPEND(a, out, differs, SHARED_ITEM_EMAIL);
        d->email = now->email;
    }
    return d;
}

bool intake_need_rests_on_birth(sippe__need need) {
    return need == NEED_BABY_EQUIPMENT || need == NEED_BIRTH_PREPARATION || need == NEED_BREASTFEEDING ||
           need == NEED_POSTPARTUM_HELP || need == NEED_CHILDCARE_ENTRY;
}
