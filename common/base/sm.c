#include "base/sm.h"

/* Row by row: a table has some thirty moves and is asked once a message. */
int sm_next(const struct sm *m, int from, int input) {
    for (size_t i = 0; i < m->n_moves; i++)
        if (m->moves[i].from == from && m->moves[i].input == input) return m->moves[i].to;
    return -1;
}

bool sm_is_final(const struct sm *m, int state) {
    for (size_t i = 0; i < m->n_moves; i++)
        if (m->moves[i].from == state) return false;
    return true;
}

static uint64_t bit_of(const struct sm *m, int state) {
    for (unsigned i = 0; i < m->states->n_values; i++)
        if (m->states->values[i].value == state) return UINT64_C(1) << i;
    return 0;
}

/* The states that moves lead to from 0; two that lead only to each other are not among them. Again and again until
 * nothing is added, because the rows of a table stand in any order. */
static uint64_t reached(const struct sm *m) {
    uint64_t seen = bit_of(m, 0), before;
    do {
        before = seen;
        for (size_t i = 0; i < m->n_moves; i++)
            if (seen & bit_of(m, m->moves[i].from)) seen |= bit_of(m, m->moves[i].to);
    } while (seen != before);
    return seen;
}

/* Both directions: what a move names must exist, and what exists must be named. A state that nothing leads to is
 * usually a move that was forgotten. */
const char *sm_fault(const struct sm *m) {
    if (m->states->n_values > 64) return "too many states";
    for (size_t i = 0; i < m->n_moves; i++) {
        const struct sm_move *a = &m->moves[i];
        if (a->input < 0 || (size_t)a->input >= m->n_inputs || !m->inputs[a->input]) return "unknown input";
        if (!protobuf_c_enum_descriptor_get_value(m->states, a->from)) return "unknown state";
        if (!protobuf_c_enum_descriptor_get_value(m->states, a->to)) return "unknown state";
        for (size_t j = 0; j < i; j++)
            if (m->moves[j].from == a->from && m->moves[j].input == a->input) return "two moves for one input";
    }
    for (unsigned i = 0; i < m->states->n_values; i++)
        if (!(reached(m) >> i & 1)) return "unreachable state";
    return NULL;
}
