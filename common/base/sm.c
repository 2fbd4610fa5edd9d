#include "base/sm.h"

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

static bool reached(const struct sm *m, int state) {
    if (state == 0) return true;
    for (size_t i = 0; i < m->n_moves; i++)
        if (m->moves[i].to == state && m->moves[i].from != state) return true;
    return false;
}

const char *sm_fault(const struct sm *m) {
    for (size_t i = 0; i < m->n_moves; i++) {
        const struct sm_move *a = &m->moves[i];
        if (a->input < 0 || (size_t)a->input >= m->n_inputs || !m->inputs[a->input]) return "unknown input";
        if (!protobuf_c_enum_descriptor_get_value(m->states, a->from)) return "unknown state";
        if (!protobuf_c_enum_descriptor_get_value(m->states, a->to)) return "unknown state";
        for (size_t j = 0; j < i; j++)
            if (m->moves[j].from == a->from && m->moves[j].input == a->input) return "two moves for one input";
    }
    for (unsigned i = 0; i < m->states->n_values; i++)
        if (!reached(m, m->states->values[i].value)) return "unreachable state";
    return NULL;
}
