#include "intake/domain/consent/consent.h"

#include "base/character.h"
#include "intake/domain/screening/answer.h"
#include "intake/domain/screening/answered.h"
#include "intake/domain/screening/normal.h"
#include "proto/status.h"

enum { TEXT_CHARS = 200 };

/* For whom it is, first: a consent for another organisation says nothing about this one, not even that it was
 * withdrawn. One given later does not cover what leaves today. */
int intake_consent_live(const struct consent *c, intake__consent_purpose purpose, struct id organization, day on) {
    if (c->purpose != purpose || purpose == CONSENT_PURPOSE_UNSPECIFIED || !id_equal(c->organization, organization))
        return REASON_CONSENT_MISSING;
    if (on < c->given_on) return REASON_CONSENT_MISSING;
    if (c->withdrawn) return REASON_CONSENT_WITHDRAWN;
    return c->expires_on != DAY_NONE && on > c->expires_on ? REASON_CONSENT_EXPIRED : 0;
}

/* Of what does not hold, a withdrawal says the most: it was the family's wish. What is told is what a person needs in
 * order to ask her again, or not to. */
static int more_telling(int a, int b) {
    if (a == REASON_CONSENT_WITHDRAWN || b == REASON_CONSENT_WITHDRAWN) return REASON_CONSENT_WITHDRAWN;
    return a == REASON_CONSENT_EXPIRED || b == REASON_CONSENT_EXPIRED ? REASON_CONSENT_EXPIRED : REASON_CONSENT_MISSING;
}

/* The latest given speaks for what she wants now. >= lets the last of one day's win: given_on is a day, no hour. */
int intake_consent_choose(const struct consent *list, size_t n, intake__consent_purpose purpose, struct id organization,
                          day on, size_t *which) {
    int reason = REASON_CONSENT_MISSING;
    for (size_t i = 0; i < n; i++) {
        int here = intake_consent_live(&list[i], purpose, organization, on);
        if (here) {
            if (reason) reason = more_telling(reason, here);
        } else if (reason || list[i].given_on >= list[*which].given_on) {
            reason = 0;
            *which = i;
        }
    }
    return reason;
}

/* From 14 a parent's yes is refused, not noted beside hers: it would be
 * kept as a consent and hold nothing. How old she is, is asked of the day of giving, not of today. Whether an adult can
 * consent is for a person to say: that she names a representative says it. */
int intake_consent_giver_check(day birth, day given_on, intake__consent_giver giver, struct consent_ages ages) {
    int age = birth == DAY_NONE ? ages.own : day_age(birth, given_on);
    bool tutor = giver == CONSENT_GIVER_TUTOR;
    if (age < ages.own) return tutor || giver == CONSENT_GIVER_PARENT ? 0 : REASON_CONSENT_TOO_YOUNG;
    if (giver == CONSENT_GIVER_SELF) return 0;
    if (age < ages.adult) return REASON_CONSENT_HERS_ALONE;
    return tutor || giver == CONSENT_GIVER_REPRESENTATIVE ? 0 : REASON_CONSENT_GIVER_UNFIT;
}

/* Months out of bounds come from no file that was checked: such a consent holds until it is withdrawn. */
day intake_consent_expiry(day given_on, day told, const sippe__partners *rules) {
    if (told != DAY_NONE) return told;
    if (!rules || rules->consent_months <= 0 || rules->consent_months > CONSENT_MONTHS_MAX) return DAY_NONE;
    return day_add_months(given_on, rules->consent_months);
}

static bool item_exists(intake__shared_item item) {
    return item >= SHARED_ITEM_GIVEN_NAME && item <= SHARED_ITEM_EMAIL;
}

/* Who interprets must call her and speak with her; what she needs and when she gives birth she says herself. */
bool intake_item_is_sharable(intake__consent_purpose purpose, intake__shared_item item) {
    if (!item_exists(item)) return false;
    switch (purpose) {
    case CONSENT_PURPOSE_PARTNER_REFERRAL:
    case CONSENT_PURPOSE_INSTITUTION: return true;
    case CONSENT_PURPOSE_INTERPRETER:
        return item == SHARED_ITEM_GIVEN_NAME || item == SHARED_ITEM_PHONE || item == SHARED_ITEM_LANGUAGE ||
               item == SHARED_ITEM_POSTAL_AREA;
    case CONSENT_PURPOSE_UNSPECIFIED: return false;
    }
    return false;
}

static void check_covers(const intake__consent *c, struct findings *f) {
    for (size_t i = 0; i < c->n_covers; i++) {
        intake__shared_item item = c->covers[i];
        if (!item_exists(item))
            FINDING(f, REASON_ENUM_UNKNOWN, "covers[%zu]", i);
        else if (intake_consent_covers(c->covers, i, item))
            FINDING(f, REASON_DUPLICATE, "covers[%zu]", i);
        else if (c->purpose && !intake_item_is_sharable(c->purpose, item))
            FINDING(f, REASON_CONTRADICTION, "covers[%zu]", i);
    }
}

static void check_dates(const intake__consent *c, day birth, const sippe__territory *t, int64_t now_ms,
                        struct findings *f) {
    static const int64_t slack_ms = 300000; /* two clocks */
    day given_on = DAY_NONE;
    if (!c->given_at || c->given_at->ms <= 0)
        finding_add(f, REASON_FIELD_REQUIRED, "given_at");
    else if (c->given_at->ms > now_ms + slack_ms)
        finding_add(f, REASON_DATE_IN_FUTURE, "given_at");
    else
        given_on = day_at(civil_zone(t), c->given_at->ms);
    day expires = civil_day(c->expires_on);
    if (c->expires_on && expires == DAY_NONE) finding_add(f, REASON_DATE_IMPOSSIBLE, "expires_on");
    if (given_on == DAY_NONE) return;
    if (expires != DAY_NONE && expires < given_on) finding_add(f, REASON_DATES_OUT_OF_ORDER, "expires_on");
    if (expires != DAY_NONE && expires > day_add_months(given_on, CONSENT_MONTHS_MAX))
        finding_add(f, REASON_DATE_TOO_FAR, "expires_on");
    if (c->given_by == CONSENT_GIVER_UNSPECIFIED) return;
    int reason = intake_consent_giver_check(birth, given_on, c->given_by, intake_consent_ages(t));
    if (reason) finding_add(f, reason, "given_by");
}

/* Who gave it for her is called when it is asked for again; her own name stands in her file. */
static void check_name(const intake__consent *c, struct findings *f) {
    if (c->given_by == CONSENT_GIVER_UNSPECIFIED) return;
    bool named = !text_is_blank(c->given_by_name), hers = c->given_by == CONSENT_GIVER_SELF;
    if (!named && !hers) finding_add(f, REASON_FIELD_REQUIRED, "given_by_name");
    if (named && hers) finding_add(f, REASON_CONTRADICTION, "given_by_name");
    if (strlen(c->given_by_name) > TEXT_CHARS) finding_add(f, REASON_TEXT_TOO_LONG, "given_by_name");
}

static void check_help(const intake__consent *c, struct findings *f) {
    unsigned seen = 0;
    const char *language = c->read_in ? c->read_in->code : "";
    if (*language && !intake_language_normal(f->arena, language))
        finding_add(f, REASON_LANGUAGE_INVALID, "read_in.code");
    for (size_t i = 0; i < c->n_help; i++) {
        bool known = c->help[i] >= CONSENT_HELP_READ_ALOUD && c->help[i] <= CONSENT_HELP_PLAIN_WORDS;
        unsigned bit = known ? 1u << c->help[i] : 0;
        if (!known) FINDING(f, REASON_ENUM_UNKNOWN, "help[%zu]", i);
        if (seen & bit) FINDING(f, REASON_DUPLICATE, "help[%zu]", i);
        seen |= bit;
    }
}

void intake_consent_check(const intake__consent *c, day birth, const sippe__territory *t, int64_t now_ms,
                          struct findings *f) {
    static const char *const required[] = {"purpose", "covers", "given_by", "mode", "text_version"};
    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        if (!intake_message_answers(&c->base, required[i])) finding_add(f, REASON_FIELD_REQUIRED, required[i]);
    struct id organization;
    if (c->organization_id.len == 0)
        finding_add(f, REASON_FIELD_REQUIRED, "organization_id");
    else if (!id_from(c->organization_id, &organization))
        finding_add(f, REASON_ID_INVALID, "organization_id");
    if (strlen(c->text_version) > TEXT_CHARS) finding_add(f, REASON_TEXT_TOO_LONG, "text_version");
    check_covers(c, f);
    check_name(c, f);
    check_help(c, f);
    check_dates(c, birth, t, now_ms, f);
}

const sippe__text *intake_text_on(sippe__text *const *texts, size_t n, const char *version, day on) {
    for (size_t i = 0; i < n; i++) {
        day from = civil_day(texts[i]->from);
        if (strcmp(texts[i]->version, version) == 0 && (from == DAY_NONE || from <= on)) return texts[i];
    }
    return NULL;
}

bool intake_consent_text_is_known(const sippe__territory *rules, const char *version, day on) {
    return rules->n_consent_texts == 0 ||
           intake_text_on(rules->consent_texts, rules->n_consent_texts, version, on) != NULL;
}

bool intake_consent_covers(const intake__shared_item *covers, size_t n, intake__shared_item item) {
    for (size_t i = 0; i < n; i++)
        if (covers[i] == item) return true;
    return false;
}
