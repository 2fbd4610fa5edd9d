/* intake/proposal: random calls of which up to all is unknown, said in contradiction or only within bounds, each held
 * against all of its completions (completions.h): what is possible, which route, what is asked, of whom, in which order.
 * An argument says how many; the night takes a million. */
#include "completions.h"
#include "fixture.h"
#include "../../lib/prng.h"
#include "intake/domain/proposal/proposal.h"

enum { USUAL = 10000, SIZE_TOP = 25 };
static const int64_t INCOME_TOLD_TOP = 100000000, INCOME_TOP = 1000000000; /* of what may be said; of all there are */

struct mask {
    struct prng *p;
    struct arena *a;
    intake__screening *s;
    sippe__territory *t;
    struct oracle o;
    int known[AXES];           /* TOLD, HER, US, NOT_SAID */
    int age_from, age_to, age; /* days of pregnancy as dated; -1: undated. `age`: of what dates it best */
    int birth_days;            /* told; -1 */
    int64_t income_from, income_to;
};
enum { TOLD, HER, US, NOT_SAID };

static int pick(struct mask *m, int n) { return (int)prng_below(m->p, (uint64_t)n); }

static void told(struct mask *m, enum axis a, int64_t value) { oracle_one(&m->o, a, value); }

/* Those of the points that lie between two, and the two. */
static void between(struct mask *m, enum axis a, const int *points, size_t n, int from, int to) {
    oracle_one(&m->o, a, from);
    for (size_t i = 0; i < n; i++)
        if (points[i] > from && points[i] < to) oracle_point(&m->o, a, points[i]);
    if (to > from) oracle_point(&m->o, a, to);
}

/* ---- the rules ---- */

static void draw_rules(struct mask *m) {
    static const int olo[] = {0, 20, 8}, tops[] = {0, 8};
    sippe__admission *r = m->t->admission;
    r->olo_start_week = olo[pick(m, 3)];
    r->years_abroad_as_diploma = pick(m, 2) ? 11 : 0;
    r->unborn_counts_in_household = pick(m, 3) > 0;
    r->household_max = tops[pick(m, 2)];
    r->programme_end = pick(m, 2) ? PROGRAMME_END_SCHOOL_ENTRY : PROGRAMME_END_FIFTH_BIRTHDAY;
    r->olo_until_child_months = pick(m, 2) ? 24 : 0;
    m->o.rules = (struct oracle_rules){
        .start_week = 12,
        .olo_start_week = r->olo_start_week ? r->olo_start_week : 12,
        .enough_years = r->years_abroad_as_diploma,
        .household_max = r->household_max ? r->household_max : SIZE_TOP,
        .unborn_counts = r->unborn_counts_in_household,
        .programme_days = r->programme_end == PROGRAMME_END_SCHOOL_ENTRY ? 1877 : 1826, /* 2021-09-30, 2021-11-20 */
        .olo_days = 730,                                                                /* 2024-11-20 */
    };
}

/* ---- the facts ---- */

static void draw_place(struct mask *m) {
    static const char *const codes[] = {"H2M 2B2", "H2M2B2", "H2M 2B2", "h7n1a1", "J4H 1A1", ""};
    static const int knows[] = {TOLD, TOLD, TOLD, TOLD, US, HER};
    int which = pick(m, 9);
    if (which > 5) which = 0;
    m->s->identity->address->postal_code->code = codes[which];
    m->known[AXIS_PLACE] = knows[which];
    told(m, AXIS_PLACE, which < 3);
    if (which > 3) oracle_point(&m->o, AXIS_PLACE, 1);
    static const intake__referral_source sources[] = {REFERRAL_SOURCE_SELF_OLO_CALL, REFERRAL_SOURCE_PRAIDA,
                                                      REFERRAL_SOURCE_COMMUNITY_ORG, REFERRAL_SOURCE_UNSPECIFIED};
    int source = pick(m, 12);
    if (source > 3) source = 0;
    m->s->call->source = sources[source];
    told(m, AXIS_SOURCE, source < 2);
    if (source == 3) oracle_point(&m->o, AXIS_SOURCE, 1);
    m->known[AXIS_SOURCE] = source == 3 ? US : TOLD;
}

static sippe__date_answer *dated(struct mask *m, int back) { return told_day(m->a, fixture_today() - back); }

static int some_age(struct mask *m) {
    static const int ages[] = {0, 55, 56, 83, 84, 100, 139, 140, 200, 294};
    return ages[pick(m, COUNT(ages))];
}

static void draw_dates(struct mask *m) {
    intake__pregnancy *p = m->s->pregnancy;
    int how = pick(m, 8), other = some_age(m);
    m->age = m->age_from = m->age_to = -1;
    m->known[AXIS_AGE] = how == 0 ? NOT_SAID : how < 3 ? HER : TOLD;
    p->due_date = how < 2 ? day_unknown(m->a) : NULL;
    p->last_menstrual_date = how == 0 ? day_unknown(m->a) : NULL;
    p->weeks_stated = NULL;
    if (how == 0) {
        p->weeks_stated = number_unknown(m->a);
        p->weeks_stated->not_known = NOT_KNOWN_DECLINED;
    }
    if (how < 3) return;
    m->age = m->age_from = m->age_to = how == 3 ? 295 + pick(m, 20) : some_age(m);
    p->due_date = dated(m, m->age - 280);
    if (how > 4) return;
    p->last_menstrual_date = dated(m, other);
    if (abs(other - m->age) <= 7) return;
    m->age_from = other < m->age ? other : m->age;
    m->age_to = other < m->age ? m->age : other;
    m->known[AXIS_AGE] = HER;
}

static void draw_birth(struct mask *m) {
    static const int days[] = {0, 30, 300, 729, 730, 1825, 1826, 1876, 1877, 2500};
    static const sippe__yes_no said[] = {YES_NO_NO,  YES_NO_NO,      YES_NO_UNSPECIFIED, YES_NO_YES,
                                         YES_NO_YES, YES_NO_UNKNOWN, YES_NO_DECLINED};
    intake__pregnancy *p = m->s->pregnancy;
    p->already_delivered = said[pick(m, COUNT(said))];
    bool tells = pick(m, 6) < (p->already_delivered == YES_NO_YES ? 4 : 1);
    m->birth_days = tells ? days[pick(m, COUNT(days))] : -1;
    p->child_birth_date = tells ? civil_date(m->a, fixture_today() - m->birth_days) : NULL;
}

/* What the answers about a pregnancy and a birth leave open together. */
static void settle_birth(struct mask *m) {
    static const int ages[] = {55, 56, 83, 84, 139, 140}, days[] = {729, 730, 1825, 1826, 1876, 1877};
    sippe__yes_no said = m->s->pregnancy->already_delivered;
    bool yes = said == YES_NO_YES, dates = m->age >= 0, birth = m->birth_days >= 0;
    bool overdue = !yes && dates && m->age_from > 294, unsaid = !yes && birth;
    bool untimely = yes && dates && birth && (m->birth_days > m->age_to - 140 || m->birth_days < m->age_from - 301);
    bool plain = yes || said == YES_NO_NO || (said == YES_NO_UNSPECIFIED && dates);
    bool either = !plain || overdue || unsaid || untimely;
    told(m, AXIS_BORN, either ? 0 : yes);
    if (either) oracle_point(&m->o, AXIS_BORN, 1);
    m->known[AXIS_BORN] = !either ? TOLD : said == YES_NO_DECLINED && !overdue && !unsaid ? NOT_SAID : HER;
    if (overdue) m->known[AXIS_AGE] = HER;
    if (!dates || overdue)
        between(m, AXIS_AGE, ages, COUNT(ages), 0, 294);
    else
        between(m, AXIS_AGE, ages, COUNT(ages), m->age_from, m->age_to);
    int most = !dates ? 2557 : m->age > 140 ? m->age - 140 : 0;
    int least = dates && m->age > 301 ? m->age - 301 : 0;
    if (birth)
        told(m, AXIS_BIRTH, m->birth_days);
    else
        between(m, AXIS_BIRTH, days, COUNT(days), least, most);
    m->known[AXIS_BIRTH] = birth ? TOLD : HER;
}

static void draw_household(struct mask *m) {
    intake__household *h = m->s->household;
    int top = m->o.rules.household_max, how = pick(m, 6), size = 1 + pick(m, top < 9 ? top : 9);
    int adults = pick(m, 4) ? 1 : 0, children = pick(m, 3) ? 0 : pick(m, 5);
    h->adults = adults ? number(m->a, adults) : NULL;
    h->n_children = 0;
    for (int i = 0; i < children; i++) APPEND(m->a, h, children, NEW(m->a, intake__child));
    int listed = 1 + children < top ? 1 + children : top;
    h->size = how > 1 ? number(m->a, size) : number_unknown(m->a);
    if (how == 0) h->size->not_known = NOT_KNOWN_DECLINED;
    int from = how > 1 ? size : listed, to = how > 1 ? (size > listed ? size : listed) : top;
    told(m, AXIS_SIZE, from);
    for (int n = from + 1; n <= to; n++) oracle_point(&m->o, AXIS_SIZE, n);
    m->known[AXIS_SIZE] = how == 0 ? NOT_SAID : how == 1 || size < listed ? HER : TOLD;
    static const sippe__yes_no said[] = {YES_NO_NO,          YES_NO_NO,      YES_NO_YES,
                                         YES_NO_UNSPECIFIED, YES_NO_UNKNOWN, YES_NO_DECLINED};
    sippe__yes_no many = m->s->pregnancy->multiple_pregnancy = said[pick(m, COUNT(said))];
    told(m, AXIS_UNBORN, many == YES_NO_YES ? 2 : 1);
    if (many != YES_NO_YES && many != YES_NO_NO) oracle_point(&m->o, AXIS_UNBORN, 2);
    m->known[AXIS_UNBORN] = many == YES_NO_DECLINED ? NOT_SAID : many == YES_NO_YES || many == YES_NO_NO ? TOLD : HER;
}

/* Each threshold that may be hers and a cent more, where they lie between the two, and the two. */
static void incomes_between(struct mask *m, int64_t from, int64_t to) {
    m->income_from = from;
    m->income_to = to;
    told(m, AXIS_INCOME, from);
    int most = (int)m->o.points[AXIS_SIZE][m->o.n[AXIS_SIZE] - 1] + 2;
    for (int n = 1; n <= most; n++)
        for (int64_t at = oracle_threshold(n); at <= oracle_threshold(n) + 1; at++)
            if (at > from && at < to) oracle_point(&m->o, AXIS_INCOME, at);
    if (to > from) oracle_point(&m->o, AXIS_INCOME, to);
}

static int64_t some_income(struct mask *m) {
    int how = pick(m, 6);
    return how == 5 ? INCOME_TOLD_TOP : how == 4 ? 0 : oracle_threshold(1 + pick(m, 12)) + pick(m, 2);
}

/* More than one, at most another, or both. */
static void draw_range(struct mask *m) {
    int64_t above = some_income(m), at_most = some_income(m);
    int ends = pick(m, 3);
    if (ends == 2 && at_most <= above) at_most = above + 1 + pick(m, 4000000);
    m->s->income->annual = money_range(m->a, ends == 0 ? -1 : above, ends == 1 ? -1 : at_most);
    if (ends) m->o.income_above = above;
    m->known[AXIS_INCOME] = HER;
    incomes_between(m, ends ? above + 1 : 0, ends == 1 ? INCOME_TOP : at_most);
}

static void draw_income(struct mask *m) {
    intake__income *i = m->s->income;
    int how = pick(m, 9);
    int64_t cents = some_income(m);
    m->o.low_source = pick(m, 4) == 0;
    i->sources[0] = m->o.low_source ? INCOME_SOURCE_LAST_RESORT_AID : INCOME_SOURCE_WORK;
    m->o.income_above = -1;
    m->o.income_declined = how == 0;
    if (how > 5) {
        draw_range(m);
        return;
    }
    bool amount = how > 1;
    i->annual = amount ? money(m->a, cents) : how == 1 ? NULL : money_declined(m->a);
    if (amount) m->o.income_above = cents - 1;
    m->known[AXIS_INCOME] = amount ? TOLD : how == 1 ? HER : NOT_SAID;
    incomes_between(m, amount ? cents : 0, amount ? cents : INCOME_TOP);
}

static void draw_school(struct mask *m) {
    static const intake__diploma diplomas[] = {DIPLOMA_NONE, DIPLOMA_NONE,    DIPLOMA_DES,     DIPLOMA_FOREIGN,
                                               DIPLOMA_UNIV, DIPLOMA_UNKNOWN, DIPLOMA_DECLINED};
    static const int years[] = {0, 10, 11, 30};
    intake__diploma d = m->s->schooling->highest_diploma = diplomas[pick(m, COUNT(diplomas))];
    bool known = d != DIPLOMA_UNKNOWN && d != DIPLOMA_DECLINED;
    told(m, AXIS_DIPLOMA, d == DIPLOMA_DES || d == DIPLOMA_UNIV);
    if (!known) oracle_point(&m->o, AXIS_DIPLOMA, 1);
    m->known[AXIS_DIPLOMA] = known ? TOLD : d == DIPLOMA_DECLINED ? NOT_SAID : HER;
    int how = pick(m, 6), n = years[pick(m, 4)];
    bool arrived = pick(m, 4) == 0, abroad = how < 2 || arrived || !known || d == DIPLOMA_FOREIGN;
    m->s->migration->arrival_date = arrived ? dated(m, 4000) : NULL;
    m->s->schooling->years_abroad = how > 3 ? number(m->a, n) : how > 1 ? NULL : number_unknown(m->a);
    if (how == 0) m->s->schooling->years_abroad->not_known = NOT_KNOWN_DECLINED;
    told(m, AXIS_YEARS, how > 3 ? n : 0);
    for (int i = 1; how <= 3 && abroad && i < 4; i++) oracle_point(&m->o, AXIS_YEARS, years[i]);
    m->known[AXIS_YEARS] = how > 3 || !abroad ? TOLD : how == 0 ? NOT_SAID : HER;
}

static void draw(struct mask *m) {
    do {
        m->o = (struct oracle){0};
        draw_rules(m);
        draw_place(m);
        draw_dates(m);
        draw_birth(m);
        settle_birth(m);
        draw_household(m);
        draw_income(m);
        draw_school(m);
    } while (oracle_size(&m->o) > COMPLETIONS_MAX);
}

/* ---- what is proposed, beside what can be ---- */

static enum axis axis_of(const char *path) {
    static const struct {
        const char *path;
        enum axis axis;
    } paths[] = {
        {"identity.address.postal_code", AXIS_PLACE},
        {"call.source", AXIS_SOURCE},
        {"pregnancy.already_delivered", AXIS_BORN},
        {"pregnancy.due_date", AXIS_AGE},
        {"pregnancy.last_menstrual_date", AXIS_AGE},
        {"pregnancy.weeks_stated", AXIS_AGE},
        {"pregnancy.child_birth_date", AXIS_BIRTH},
        {"income.annual", AXIS_INCOME},
        {"household.size", AXIS_SIZE},
        {"pregnancy.multiple_pregnancy", AXIS_UNBORN},
        {"schooling.highest_diploma", AXIS_DIPLOMA},
        {"schooling.years_abroad", AXIS_YEARS},
    };
    for (size_t i = 0; i < COUNT(paths); i++)
        if (strcmp(paths[i].path, path) == 0) return paths[i].axis;
    fail_msg("%s is asked by nobody", path);
    return AXES;
}

static unsigned endings_of(const intake__proposal *p) {
    static const enum ending of_reason[] = {0, END_PLACE, END_SOURCE, END_INCOME, END_CHILD, END_OLO_CHILD};
    unsigned set = 0;
    for (size_t i = 0; i < p->n_possible; i++) {
        const intake__possible *e = p->possible[i];
        bool sippe = e->route == ROUTE_SIPPE, later = e->from || e->or_later;
        if (e->route == ROUTE_OTHER_SERVICE) set |= 1u << of_reason[e->because];
        if (e->route != ROUTE_OTHER_SERVICE && !e->from) set |= 1u << (sippe ? END_SIPPE : END_OLO);
        if (e->route != ROUTE_OTHER_SERVICE && later) set |= 1u << (sippe ? END_SIPPE_LATER : END_OLO_LATER);
    }
    return set;
}

static intake__route route_of(const struct oracle *o) {
    unsigned kinds = 0;
    for (int e = 0; e <= END_SOURCE; e++)
        if (o->endings & 1u << e) kinds |= oracle_kind((enum ending)e);
    if (kinds & (kinds - 1)) return ROUTE_CALL_BACK;
    if (kinds & 1u << END_SIPPE_LATER) return ROUTE_PRE_REGISTER;
    return kinds & 1u << END_SIPPE ? ROUTE_SIPPE : kinds & 1u << END_OLO ? ROUTE_OLO_ONLY : ROUTE_OTHER_SERVICE;
}

/* The threshold in a question is one that she has not answered yet. */
static void compare_below(size_t n, const struct mask *m, const intake__question *q) {
    if (!q->below) return;
    if (q->below->cents != oracle_threshold(q->persons) || q->below->cents < m->income_from ||
        q->below->cents >= m->income_to)
        fail_msg("mask %zu: below %lld for %d is asked of %lld to %lld", n, (long long)q->below->cents, q->persons,
                 (long long)m->income_from, (long long)m->income_to);
}

static void compare(size_t n, const struct mask *m, const intake__proposal *p) {
    const struct oracle *o = &m->o;
    int asked[AXES] = {0};
    bool last_ends = true;
    if (p->route != route_of(o)) fail_msg("mask %zu: route %d, not %d", n, (int)p->route, (int)route_of(o));
    if (endings_of(p) != o->endings) fail_msg("mask %zu: possible %x, not %x", n, endings_of(p), o->endings);
    if (p->route == ROUTE_PRE_REGISTER) assert_int_equal(civil_day(p->recall_on), fixture_today() + o->wait_days);
    for (size_t i = 0; i < p->n_ask; i++) {
        enum axis a = axis_of(p->ask[i]->fact);
        asked[a] = p->ask[i]->whom == WHOM_US ? US : HER;
        compare_below(n, m, p->ask[i]);
        if (o->ends_alone[a] && !last_ends) fail_msg("mask %zu: %s is asked too late", n, p->ask[i]->fact);
        last_ends = o->ends_alone[a];
    }
    for (size_t i = 0; i < p->n_declined; i++) asked[axis_of(p->declined[i])] = NOT_SAID;
    for (int a = 0; a < AXES; a++)
        if (asked[a] != (o->decides[a] ? m->known[a] : TOLD))
            fail_msg("mask %zu: axis %d is asked as %d; it decides %d, known %d", n, a, asked[a], o->decides[a],
                     m->known[a]);
    for (size_t i = 0; i < p->n_not_needed; i++) assert_false(o->decides[axis_of(p->not_needed[i])]);
}

static size_t n_masks = USUAL;

/* That no question is asked in vain, and that the asked ones leave one outcome whatever is answered, is one thing here:
 * asked is exactly what decides with some completion of the rest, and what never does cannot part two outcomes. */
static void test_masks_against_completions(void **state) {
    (void)state;
    struct arena kept, a;
    struct prng p;
    arena_init(&kept);
    arena_init(&a);
    prng_init(&p, 7);
    struct mask m = {.p = &p, .a = &a, .s = fixture_screening(&kept), .t = fixture_territory(&kept)};
    size_t open = 0, held = 0;
    for (size_t i = 0; i < n_masks; i++) {
        arena_reset(&a);
        m.s->household->n_children = 0;
        m.s->household->children = NULL;
        draw(&m);
        oracle_run(&m.o);
        const intake__proposal *got = fixture_propose(&a, m.s, m.t, fixture_today());
        compare(i, &m, got);
        open += got->route == ROUTE_CALL_BACK;
        held += m.o.completions > 1 && got->route != ROUTE_CALL_BACK;
    }
    assert_in_range(open, n_masks / 5, n_masks * 4 / 5); /* both kinds are there to be told apart */
    assert_in_range(held, n_masks / 10, n_masks);
    arena_close(&kept);
    arena_close(&a);
}

int main(int n, char **arguments) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_masks_against_completions)};
    if (n > 1) n_masks = strtoul(arguments[1], NULL, 10);
    return cmocka_run_group_tests_name("intake proposal", tests, NULL, NULL);
}
