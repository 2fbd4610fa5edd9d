#include "intake/follow/enrolment_rows.h"
#include "intake/work/work.h"

void intake_enrolment_put(struct apply *a, const struct record *r, struct id enrolment, intake_rows__enrolment *row) {
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(enrolment)), row);
    intake_work_refresh_enrolment(a, enrolment, r->at_ms);
}
