#include "gateway/session/tries.h"

#include <arpa/inet.h>
#include "gateway/session/internal.h"

enum { ACCOUNT, NETWORK, OVERALL, SIGN_IN, LINK = SIGN_IN, KINDS };
#define SECOND_MS  INT64_C(1000)
#define MINUTE_MS  (60 * SECOND_MS)
#define HOUR_MS    (60 * MINUTE_MS)
#define DAY_MS     (24 * HOUR_MS)
#define QUARTER_MS (15 * MINUTE_MS)
enum { ACCOUNT_FREE = 5, NETWORK_FREE = 10, OVERALL_FREE = 100, LINK_FREE = 20, DOUBLINGS = 6 };

/* ---- the rules ---- */

static int64_t account_wait(uint64_t over) { return over == 0 ? DAY_MS : 0; }
static int64_t network_wait(uint64_t over) { return over < DOUBLINGS ? MINUTE_MS << over : HOUR_MS; }
static int64_t overall_wait(uint64_t over) { return over < UINT64_MAX ? SECOND_MS : 0; }

static bool account_is_over(const struct count *c, int64_t now_ms) { return now_ms - c->last_ms >= DAY_MS; }
/* Once it had to wait, only peace ends it: by the window it would be ten at once each quarter of an hour. */
static bool network_is_over(const struct count *c, int64_t now_ms) {
    return now_ms - (c->n < NETWORK_FREE ? c->first_ms : c->until_ms) >= QUARTER_MS;
}
static bool overall_is_over(const struct count *c, int64_t now_ms) { return now_ms - c->first_ms >= QUARTER_MS; }
/* An hour is counted from the first, and closed from the last. */
static int64_t link_wait(uint64_t over) { return over == 0 ? HOUR_MS : 0; }
static bool link_is_over(const struct count *c, int64_t now_ms) {
    return now_ms - (c->n < LINK_FREE ? c->first_ms : c->last_ms) >= HOUR_MS;
}

static const struct kind {
    const char *domain;
    uint64_t n_free;                                        /* so many go without a wait */
    int64_t (*wait)(uint64_t over);                         /* behind the last of them, and the nth that came after */
    int64_t most_ms;                                        /* the longest wait */
    bool (*is_over)(const struct count *c, int64_t now_ms); /* when it does not wait any more */
} kinds[KINDS] = {
    [ACCOUNT] = {"tried account", ACCOUNT_FREE, account_wait, DAY_MS, account_is_over},
    [NETWORK] = {"tried network", NETWORK_FREE, network_wait, HOUR_MS, network_is_over},
    [OVERALL] = {"tried by anybody", OVERALL_FREE, overall_wait, SECOND_MS, overall_is_over},
    [LINK] = {"tried link of", LINK_FREE, link_wait, HOUR_MS, link_is_over},
};

/* ---- one count ---- */

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* A clock that was set back leaves nothing in the future but the longest wait. */
bool count_bring_back(uint8_t kind, struct count *c, int64_t now_ms) {
    struct count as_read = *c;
    c->first_ms = least(c->first_ms, now_ms);
    c->last_ms = least(c->last_ms, now_ms);
    c->until_ms = least(c->until_ms, now_ms + kinds[kind].most_ms);
    return memcmp(&as_read, c, sizeof as_read) != 0;
}

bool count_is_over(uint8_t kind, const struct count *c, int64_t now_ms) {
    struct count now = *c;
    if (kind >= KINDS || c->n == 0) return true;
    count_bring_back(kind, &now, now_ms);
    return now.until_ms <= now_ms && kinds[kind].is_over(&now, now_ms);
}

static struct count count_get(struct txn *t, uint8_t kind, const struct key *key, int64_t now_ms) {
    struct span value;
    struct count c = {.n = 0};
    if (txn_get(t, TRIES, key, &value) && value.len == sizeof c) memcpy(&c, value.data, sizeof c);
    if (count_is_over(kind, &c, now_ms)) return (struct count){.n = 0};
    count_bring_back(kind, &c, now_ms);
    return c;
}

static void count_up(const struct kind *k, struct count *c, int64_t now_ms) {
    if (c->n++ == 0) c->first_ms = now_ms;
    c->last_ms = now_ms;
    if (c->n >= k->n_free) c->until_ms = now_ms + k->wait(c->n - k->n_free);
}

/* It was let through, so it did not wait before; what it was counted for is the last thing that happened. */
static void count_down(struct count *c, int64_t now_ms) {
    if (c->n) c->n--;
    c->until_ms = least(c->until_ms, now_ms);
}

/* ---- whose ---- */

/* The first 3 bytes of an IPv4 address, the first 6 of an IPv6 one; what is none is one network. */
static struct span network_of(const char *text, uint8_t out[16]) {
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (inet_pton(AF_INET, text, out) == 1) return span_of(out, 3);
    if (inet_pton(AF_INET6, text, out) != 1) return (struct span){NULL, 0};
    return memcmp(out, mapped, sizeof mapped) == 0 ? span_of(out + sizeof mapped, 3) : span_of(out, 6);
}

static void keys_of(const struct sessions *s, const struct tries_of *of, struct key out[SIGN_IN]) {
    uint8_t address[16];
    const struct span whose[SIGN_IN] = {
        [ACCOUNT] = span_text(of->account), [NETWORK] = network_of(of->network, address)};
    for (int kind = 0; kind < SIGN_IN; kind++) {
        struct id id = id_keyed(secret_of(s), kinds[kind].domain, whose[kind]);
        out[kind] = KEY(KEY_U8((uint8_t)kind), KEY_ID(id));
    }
}

/* ---- what is asked ---- */

int64_t tries_begin(struct sessions *s, const struct tries_of *of, int64_t now_ms) {
    struct key keys[SIGN_IN];
    struct count counts[SIGN_IN];
    struct txn t;
    int64_t wait = 0;
    if (!has_room(s)) return MINUTE_MS;
    keys_of(s, of, keys);
    txn_begin(s->store, true, &t);
    for (int kind = 0; kind < SIGN_IN; kind++) {
        counts[kind] = count_get(&t, (uint8_t)kind, &keys[kind], now_ms);
        if (counts[kind].until_ms - now_ms > wait) wait = counts[kind].until_ms - now_ms;
    }
    for (uint8_t kind = 0; kind < SIGN_IN && wait == 0; kind++) {
        count_up(&kinds[kind], &counts[kind], now_ms);
        txn_put(&t, TRIES, &keys[kind], span_of(&counts[kind], sizeof counts[kind]));
    }
    if (wait)
        txn_abort(&t);
    else if (txn_commit(&t))
        return MINUTE_MS;
    return wait;
}

void tries_right(struct sessions *s, const struct tries_of *of, int64_t now_ms) {
    struct key keys[SIGN_IN];
    struct txn t;
    keys_of(s, of, keys);
    txn_begin(s->store, true, &t);
    for (int kind = 0; kind < SIGN_IN; kind++) {
        struct count c = count_get(&t, (uint8_t)kind, &keys[kind], now_ms);
        count_down(&c, now_ms);
        if (kind == ACCOUNT || c.n == 0)
            txn_delete(&t, TRIES, &keys[kind]);
        else
            txn_put(&t, TRIES, &keys[kind], span_of(&c, sizeof c));
    }
    (void)txn_commit(&t); /* it failed: she waits a little longer than she had to */
}

/* ---- links of notices ---- */

static struct key link_key(const struct sessions *s, const char *network) {
    uint8_t address[16];
    return KEY(KEY_U8(LINK), KEY_ID(id_keyed(secret_of(s), kinds[LINK].domain, network_of(network, address))));
}

int64_t tries_link_wait(struct sessions *s, const char *network, int64_t now_ms) {
    struct key key = link_key(s, network);
    struct txn t;
    txn_begin(s->store, false, &t);
    struct count c = count_get(&t, LINK, &key, now_ms);
    txn_abort(&t);
    return c.until_ms > now_ms ? c.until_ms - now_ms : 0;
}

void tries_link_wrong(struct sessions *s, const char *network, int64_t now_ms) {
    struct key key = link_key(s, network);
    struct txn t;
    if (!has_room(s)) return;
    txn_begin(s->store, true, &t);
    struct count c = count_get(&t, LINK, &key, now_ms);
    count_up(&kinds[LINK], &c, now_ms);
    txn_put(&t, TRIES, &key, span_of(&c, sizeof c));
    (void)txn_commit(&t); /* it failed: one guess more */
}
