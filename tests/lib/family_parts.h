/* The parts that families.c puts together: pools of names and places, and the blocks of the call. */
#pragma once
#include "families.h"

struct name_pool {
    unsigned weight;
    const char *const *family; /* NULL at the end, as all lists here */
    const char *const *given;
    const char *const *languages;
    unsigned here_per_thousand; /* born here or citizen */
};
extern const struct name_pool family_pools[];
extern const size_t n_family_pools;
extern const char *const family_streets[];
extern const char *const family_child_names[];

struct family_area {
    unsigned weight;
    const char *prefix;
    const char *clsc; /* NULL: outside */
    const char *municipality;
};
extern const struct family_area family_areas[];
extern const size_t n_family_areas;

const char *family_pick(struct prng *p, const char *const *list);
void family_put(char *out, size_t size, const char *text);
/* ASCII capital of the letter at *text, which moves past it; 0 at the end. Marks, apostrophes, hyphens and spaces are
 * skipped. */
char family_letter(const char **text);
/* An answer to a yes-or-no question asked `asked` times in a thousand and answered yes `yes` times: UNKNOWN and
 * DECLINED come 30 times each. */
int family_yes_no(struct prng *p, unsigned asked, unsigned yes);
struct answer family_answer(struct prng *p, unsigned asked, int64_t value);

void family_draw_call(struct prng *p, struct family_case *c, day today);
void family_draw_consent(struct prng *p, struct family_case *c);
void family_draw_identity(struct prng *p, struct family_case *c, const struct name_pool *pool, day call_day);
void family_draw_place(struct prng *p, struct family_case *c);
void family_draw_move(struct prng *p, struct family_case *c, day today);
void family_draw_pregnancy(struct prng *p, struct family_case *c, day call_day);
void family_draw_household(struct prng *p, struct family_case *c, day call_day);
void family_draw_income(struct prng *p, struct family_case *c);
void family_draw_schooling(struct prng *p, struct family_case *c);
void family_draw_migration(struct prng *p, struct family_case *c, const struct name_pool *pool, day call_day);
void family_draw_rest(struct prng *p, struct family_case *c);
