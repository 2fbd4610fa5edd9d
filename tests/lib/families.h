/* Invented families, as the telephone screening meets them: a function of a seed and a day, nothing else. Tests and the
 * demonstration draw from it; no public data set of such families exists.
 *
 * Every case is one that intake accepts: what the screening cannot do without is there. All the rest may be missing in
 * each of the three ways (not asked, unknown, declined). Calls fall on working days of the two weeks before `today`,
 * never on `today` itself. Streets are invented; telephone numbers are 555 numbers of Québec's area codes, none of the
 * first 39,600 families has another's unless the case says so; postal areas are real, the three last characters drawn.
 * CLSC codes are those of the demonstration territory.
 *
 * Shares, in cases of a thousand (drawn independently unless said):
 *   pregnant 930 (before week 12: 120, weeks 12-20: 500, 21-30: 230, 31-39: 150 of these), already delivered 70
 *   undated pregnancy 40 · twins 30 · low income, clearly: 550, near the threshold 120, clearly above 150, unknown 100,
 *   declined 80 · no diploma 450, a diploma of here 380, a foreign one 80, unknown or declined 90 · under 14: 5, 14-17:
 * 40, 18-19: 55 · out of the territory 40 · no fixed address 20 · safety concern 40 · moves soon 50 · refuses that
 * anything be shared with partners 120 · repeats an earlier family: its telephone 30, its name and birth date 30, both
 * 10 name pools: Québec 480, Haiti 170, Maghreb 160, Latin America 90, West Africa 40, Ireland and English Canada 40,
 * Vietnam 20 They are plausible, not measured: no source gives them. */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "civil/date.h"
#include "prng.h"

/* ABOVE, AT_MOST: of an amount, a range with that one end. */
enum answered { ANSWER_NOT_ASKED, ANSWER_VALUE, ANSWER_UNKNOWN, ANSWER_DECLINED, ANSWER_ABOVE, ANSWER_AT_MOST };

struct answer {
    int64_t how;   /* enum answered; as wide as the value, so that no byte of a case is undefined */
    int64_t value; /* a number, a day, or cents */
};

/* What is special about a case; tests count them. */
enum family_trait {
    FAMILY_TWINS = 1 << 0,
    FAMILY_REPEATS_PHONE = 1 << 1,  /* the number of an earlier family, written in another way perhaps */
    FAMILY_REPEATS_PERSON = 1 << 2, /* the same name and birth date as an earlier one */
    FAMILY_NAME_VARIANT = 1 << 3,   /* the repeated name has its hyphens and spaces changed */
    FAMILY_MOVES = 1 << 4,
    FAMILY_NO_SHARING = 1 << 5,
    FAMILY_DELIVERED = 1 << 6,
    FAMILY_BEFORE_WEEK_12 = 1 << 7,
    FAMILY_UNDATED = 1 << 8,
    FAMILY_INCOME_UNKNOWN = 1 << 9, /* or declined */
    FAMILY_SCHOOLING_UNKNOWN = 1 << 10,
    FAMILY_OUT_OF_AREA = 1 << 11,
    FAMILY_NO_FIXED_ADDRESS = 1 << 12,
    FAMILY_UNDER_14 = 1 << 13,
    FAMILY_UNDER_18 = 1 << 14, /* those under 14 among them */
    FAMILY_UNDER_20 = 1 << 15, /* those under 18 among them */
    FAMILY_INTERPRETER = 1 << 16,
    FAMILY_SAFETY = 1 << 17,
    FAMILY_PREFERRED_NAME = 1 << 18,
    FAMILY_NO_NAM = 1 << 19,
};
enum { FAMILY_TRAITS = 20, FAMILY_CHILDREN_MAX = 6, FAMILY_LIST_MAX = 4 };

struct family_child {
    day birth_date;
    char given_name[32];
};

/* Yes-or-no answers and every `int` that names a kind are numbers of the contract's enumerations
 * (proto/intake/screening.proto, proto/types.proto); 0 is not asked. Texts are UTF-8, empty when not given. Instants are
 * milliseconds UTC. */
struct family_case {
    uint32_t number;  /* 1 for the first of the generator */
    uint32_t repeats; /* number of the earlier case that it repeats; 0: none */
    uint32_t traits;
    /* The route that follows from the case itself, whatever the fine print of a territory (a number of Route): set only
     * where income is far from any threshold and all that the decision needs is known. 0: depends. */
    int expected;
    int ga_days; /* days of pregnancy on the day of the call, also when it was not told; 0 when delivered */

    /* A */
    int64_t call_started_ms, call_ended_ms;
    char called_by[16], clsc_code[8], source_reference[24], language[8], interpreter_language[8], local_reference[24];
    int source, caller_is_subject, interpreter_needed, attempt, outcome;
    /* B */
    int64_t notice_read_ms;
    char notice_version[16], safe_contact_hours[48];
    int consent_store, safe_to_leave_message, restriction_requested;
    int channels[FAMILY_LIST_MAX];
    size_t n_channels;
    int consent_to_share; /* with partners; asked apart from the screening */
    /* C */
    char family[48], given[48], preferred[48], nam[16], no_ramq_reason[64], other_id_type[32], other_id_number[24];
    char phone[24], alt_phone[24], street[64], municipality[32], postal_code[8], parent_names[112];
    day birth_date;
    int gender, no_fixed_address;
    /* D */
    struct answer due_date, last_menstrual_date, weeks_stated, parity;
    int multiple_pregnancy, has_prenatal_provider, pregnancy_notice_filed, already_delivered;
    char provider_name[48];
    day child_birth_date; /* DAY_NONE unless already delivered */
    /* E */
    struct answer household_size, adults;
    struct family_child children[FAMILY_CHILDREN_MAX];
    size_t n_children;
    int partner_present, father_wants_involvement, single_parent;
    /* F */
    struct answer annual_income; /* cents */
    int income_sources[FAMILY_LIST_MAX];
    size_t n_income_sources;
    int income_proof_seen, difficulty_groceries_or_rent;
    /* G */
    int highest_diploma, currently_studying, partner_highest_diploma;
    struct answer years_abroad;
    /* H */
    struct answer arrival_date;
    int immigration_status, praida_client;
    /* I */
    int feels_alone, can_count_on_someone, attends_community_org, has_car;
    /* J */
    int needs[FAMILY_LIST_MAX];
    size_t n_needs;
    int food_today, housing_risk, wants_to_talk_to_professional, safety_concern;
    char safety_note[96];
    /* K */
    int diets[FAMILY_LIST_MAX];
    size_t n_diets;
    int prenatal_vitamins, voucher_delivery;
    char store_nearby[48];

    /* A move that is known of at the call; DAY_NONE: none. */
    day moves_on;
    char moves_to_street[64], moves_to_municipality[32], moves_to_postal_code[8];
};

enum { FAMILIES_REMEMBERED = 128 };

struct family_memory {
    uint32_t number;
    day birth_date;
    char family[48], given[48], digits[12];
};

struct families {
    struct prng seed;
    uint64_t phone_offset;
    day today;
    uint32_t n; /* cases given so far */
    struct family_memory memory[FAMILIES_REMEMBERED];
};

/* Same seed and today: the same cases in the same order, on every machine. */
void families_init(struct families *f, uint64_t seed, day today);
void families_next(struct families *f, struct family_case *out);
/* The texts of a case that must be found nowhere in clear (names, birth names of children, telephones, street, postal
 * code, health insurance number, the note on safety): pointers into *c, at most max. Texts under four bytes are left
 * out: they are found everywhere. */
size_t families_personal(const struct family_case *c, const char *out[], size_t max);
