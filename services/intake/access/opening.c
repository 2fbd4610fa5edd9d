/* "Break the glass": who does not follow a family opens her file, with a reason, for a while; a coordinator looks at it
 * afterwards. */
#include "base/character.h"
#include "intake/access/access.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

enum { MINUTE_MS = 60000 };

struct owned intake_owner_of_opening(struct view *v, ProtobufCBinaryData id) {
    struct id opening;
    const intake_rows__opening *row = id_from(id, &opening) ? row_get(v, &intake_openings, KEY(KEY_ID(opening))) : NULL;
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

/* Whose it is, her id as it is now, by whichever she was named. */
static const intake_rows__family *named(struct view *v, const intake__open_file_request *in, ProtobufCBinaryData *id) {
    struct id told;
    *id = in->family_id;
    if (!in->family_id.len && intake_family_by_number(v, in->number, &told)) *id = id_field(view_arena(v), told);
    return intake_family_now(v, id);
}

struct owned intake_owner_of_open_file(struct view *v, const intake__open_file_request *in) {
    ProtobufCBinaryData id;
    const intake_rows__family *row = named(v, in, &id);
    return row ? (struct owned){row->clsc_code, id_of(id)} : (struct owned){0};
}

/* What it would give decides: who sees all has nothing to open, and whom a restriction keeps out that no opening passes
 * learns no more than she knew. */
static int may_open(struct decide *d, const char *clsc_code, struct id family, const sippe__break_glass *g) {
    const struct principal *p = decide_principal(d);
    unsigned seen = may_see(VIEW(d), p, clsc_code, family, SHOWS_ALL),
             opened = may_see_opened(VIEW(d), p, clsc_code, family, SHOWS_ALL);
    if (seen == SHOWS_ALL) return REASON_FILE_OPEN_ALREADY;
    if (!seen && !opened) return REASON_NOT_FOUND;
    if (!g || !g->allowed) return seen ? REASON_BREAK_GLASS_OFF : REASON_NOT_FOUND;
    return opened == seen ? REASON_CARE_TEAM_ONLY : 0;
}

static int64_t until_ms(struct decide *d, const intake__open_file_request *in, const sippe__break_glass *g) {
    if (in->minutes > (uint32_t)g->minutes) violation(d, "minutes", REASON_NUMBER_OUT_OF_RANGE);
    return decide_now_ms(d) + MINUTE_MS * (int64_t)(in->minutes ? in->minutes : (uint32_t)g->minutes);
}

int intake_open_file(struct decide *d, const intake__open_file_request *in, intake__open_file_reply *out) {
    struct arena *a = arena_of(d);
    ProtobufCBinaryData id;
    const intake_rows__family *family = named(VIEW(d), in, &id);
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    const sippe__break_glass *g = t && t->access ? t->access->break_glass : NULL;
    if (!family) return REASON_NOT_FOUND;
    int reason = may_open(d, family->clsc_code, id_of(id), g);
    if (reason) return reason;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    intake__file_opened *e = NEW_WITH_PERSONAL(a, intake__file_opened);
    e->personal->opened = NEW(a, node__opened);
    e->personal->opened->member_id = id_field(a, decide_principal(d)->id);
    e->personal->opened->until_ms = until_ms(d, in, g);
    e->personal->reason = in->reason;
    e->opening_id = id_field(a, decide_new_id(d, "opening"));
    e->family_id = id;
    e->look_by = intake_due_date(d, INTAKE_LOOK_AT_OPENING);
    if (violations(d)) return REASON_FIELDS_INVALID;
    struct id subjects[] = {id_of(e->opening_id), id_of(id)};
    emit_for(d, subjects[1], subjects, 2, &e->base);
    node__file_access *f = intake_access_now(d, id);
    APPEND(a, f, opened, e->personal->opened);
    intake_access_say(d, id, f);
    decide_opens(d, id_of(id), in->reason);
    out->opening_id = e->opening_id;
    out->until_ms = e->personal->opened->until_ms;
    return 0;
}

/* ---- apply ---- */

void intake_on_file_opened(struct apply *a, const struct record *r, const intake__file_opened *e) {
    intake_rows__opening *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__opening);
    row->family_id = row->sealed_for = e->family_id;
    row->opened = r->seq;
    row->personal->look_by = e->look_by;
    ROW_PUT(a, &intake_openings, KEY(KEY_ID(id_of(e->opening_id))), row);
    intake_work_refresh_opening(a, id_of(e->opening_id), r->at_ms);
}

bool intake_opening_looked_at(struct apply *a, struct id opening, int64_t at_ms) {
    intake_rows__opening *row = row_get(VIEW(a), &intake_openings, KEY(KEY_ID(opening)));
    if (!row) return false;
    row->personal->looked_at = true;
    ROW_PUT(a, &intake_openings, KEY(KEY_ID(opening)), row);
    intake_work_refresh_opening(a, opening, at_ms);
    return true;
}
