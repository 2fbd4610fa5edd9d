/* What a family agrees to be told, to whom, for what, until when (Act, s. 6: per purpose, only as long as
 * needed; under 14 a parent or tutor consents, from 14 the minor herself). Pure.
 *
 * Whether a consent holds is asked when something is about to leave, and of that day. One that expires later takes
 * nothing back; a withdrawal does, and that is the caller's work (referral/consent.c). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "civil/date.h"
#include "base/id.h"
#include "base/finding.h"
#include "intake/domain/contact/contact.h"
#include "proto/intake.h"
#include "proto/intake_events.h"

/* Where the territory says nothing: 14, the Act and the Civil Code (art. 14) for care; 18 (art. 153). 60 months is a
 * bound, not a rule: the Act says as long as needed, and the programme ends at five years. */
enum { CONSENT_AGE = 14, ADULT_AGE = 18, CONSENT_MONTHS_MAX = 60, ASK_BEFORE_DAYS = 30 };

struct consent_ages {
    int own;   /* from so many years on she consents herself */
    int adult; /* from so many on a tutor or a representative may, where she cannot */
};
/* By these rules; NULL: the law's. */
struct consent_ages intake_consent_ages(const sippe__territory *rules);

struct consent {
    intake__consent_purpose purpose;
    struct id organization;
    day given_on;
    day expires_on; /* the last day on which it holds; DAY_NONE: until withdrawn */
    bool withdrawn;
};

/* 0: it holds on that day; REASON_CONSENT_MISSING: for another organisation or purpose, or given later;
 * REASON_CONSENT_WITHDRAWN; REASON_CONSENT_EXPIRED. */
int intake_consent_live(const struct consent *c, intake__consent_purpose purpose, struct id organization, day on);
/* The latest given of those that hold: 0 and its index; of one day's, the last in the list. Otherwise the most telling
 * reason: withdrawn, expired, missing. `which` is set only with 0. */
int intake_consent_choose(const struct consent *list, size_t n, intake__consent_purpose purpose, struct id organization,
                          day on, size_t *which);
/* Who may give it, each refusal says: 0; REASON_CONSENT_TOO_YOUNG: a parent or tutor alone; REASON_CONSENT_HERS_ALONE:
 * she alone; REASON_CONSENT_GIVER_UNFIT: an adult herself, or her tutor or representative where she cannot. A birth
 * date that is not known (DAY_NONE) lets only herself consent. */
int intake_consent_giver_check(day birth, day given_on, intake__consent_giver giver, struct consent_ages ages);

/* When a consent is asked for again by itself. */
struct consent_asking {
    intake__consent_ask why; /* UNSPECIFIED: never */
    day from, by;
};
/* What comes first: its last day is near (EXPIRES), or she whom it was given for is old enough (OF_AGE). Never before
 * the day of giving. */
struct consent_asking intake_consent_asking(day birth, const struct consent *c, intake__consent_giver giver,
                                            const sippe__territory *rules);
/* Has who consents for her changed between these two: somebody else, or herself again? */
bool intake_consent_giver_changed(intake__consent_giver before, intake__consent_giver now);
/* How many days before its end a consent is asked for again, and how long that then takes at most. */
int intake_consent_ask_days(const sippe__territory *rules);
/* The day on which it ends: as told, else the territory's months (0: never). */
day intake_consent_expiry(day given_on, day told, const sippe__partners *rules);
/* May this item be told for this purpose? Partners and institutions: all; an interpreter: given name, phone, language,
 * area. */
bool intake_item_is_sharable(intake__consent_purpose purpose, intake__shared_item item);
/* A consent as it is to be recorded; paths from the consent down ("covers[1]", "given_by", "text_version"). The time of
 * giving must not be after `now_ms`. Required: purpose, organisation, what it covers, by whom, how, when, which words;
 * the name of whoever gave it in her place. */
void intake_consent_check(const intake__consent *c, day birth, const sippe__territory *t, int64_t now_ms,
                          struct findings *f);

/* The text of this version that is read from that day on or before; NULL: none. */
const sippe__text *intake_text_on(sippe__text *const *texts, size_t n, const char *version, day on);
/* Have the rules a text of this version, to be read or signed on that day? Rules without any text ask for none: all are
 * known. */
bool intake_consent_text_is_known(const sippe__territory *rules, const char *version, day on);

/* Nothing is covered by being near: a family name is not given with a given name. */
bool intake_consent_covers(const intake__shared_item *covers, size_t n, intake__shared_item item);
/* What the referral says that the need is: NEED_UNSPECIFIED unless it is covered. */
sippe__need intake_shared_need(const intake__shared_item *covers, size_t n, sippe__need need);
/* Of which kinds what leaves is, into out->items: what is covered and was never told does not leave. */
void intake_shared_items(struct arena *a, const intake__referral_sent__personal *p,
                         intake__referral_opened__personal *out);
struct sharing {
    const intake__screening *answers;
    const intake__contact_details *contact; /* NULL: nothing is known */
    day due;                                /* of the next child; DAY_NONE: none is expected, or when is not known */
};
/* What leaves for a partner: covered items only. The phone goes with its extension, the safe hours and whether a
 * message may be left (not asked, or she did not allow the telephone: NO); the language is the one to speak with her;
 * the area is the first three characters of the postal code; the due date goes when the child is not born. Everything
 * is in the arena. `note` may be NULL. New fields of the answers do not leave by themselves: each is copied by name. */
intake__referral_sent__personal *intake_referral_personal(struct arena *a, const struct sharing *of,
                                                          const intake__shared_item *covers, size_t n,
                                                          const char *note);
/* What of a notice is another one now, into out->differs: `told` left, `now` would leave with the same items. Given is
 * the second with nothing but what differs. A due date counts from two weeks on, and only where both have one: a birth
 * ends it without anybody's fault. */
intake__referral_sent__personal *intake_shared_differences(struct arena *a, const intake__referral_sent__personal *told,
                                                           const intake__referral_sent__personal *now,
                                                           intake__referral_outdated__personal *out);
/* Would it hurt her to be offered this after a loss? */
bool intake_need_rests_on_birth(sippe__need need);
