/* What a partner has: a sheet of a referral, with its link and its code. */
#pragma once
#include "people.h"

struct partner {
    struct id referral, consent, consent_version;
    char token[24], code[12], half[8], number[16], digits[8],
        name[64]; /* name: of the family's member, which nothing may tell too early */
    char phone[16];
    const char *desk;
};

/* To the organisation of this number (1 to 9) another family is referred, and its sheet printed. */
bool partner_refer(struct people *p, int organization, struct partner *out);
/* Six digits for it, as a desk reads them out. */
bool partner_digits(struct people *p, struct partner *of);
/* She takes her consent back. */
bool partner_withdraw(struct people *p, const struct partner *of);
/* How often notifications has recorded that something was read, answered, or noted as too late; how many browsers are known. */
struct partner_counts {
    size_t read, answered, noted, known;
};
struct partner_counts partner_counts(struct people *p);
