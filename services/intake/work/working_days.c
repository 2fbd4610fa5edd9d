#include "intake/work/working_days.h"
#include "civil/civil.h"

day intake_working_day(struct arena *a, const sippe__territory *t, day from, int32_t n) {
    struct calendar c = civil_calendar(a, t);
    return calendar_add_working(&c, from, n > 0 ? n : 0);
}
