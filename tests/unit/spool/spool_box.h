/* A spool file of its own for each test. */
#pragma once
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/message.h"
#include "cli/push/spool.h"

struct box {
    char folder[64], path[80];
    struct arena arena;
    struct spool *spool;
};

/* When each is opened. */
enum { NOW = 1000000000 };
static const int64_t now = NOW * INT64_C(1000);

int box_setup(void **state);
int box_teardown(void **state);
#define TEST(name) cmocka_unit_test_setup_teardown(name, box_setup, box_teardown)
/* Without the one that is open. */
int box_open(struct box *b, int64_t at_ms, struct spool_mended *mended);
/* Closed, and opened again. */
void box_again(struct box *b, int64_t at_ms);

/* The desk's key: the same in every test. */
const struct key_pair *box_key(void);
struct id numbered(const char *text);
/* A request whose body and label are the text. */
int add(struct box *b, const char *text);
struct spool_request request_of(struct box *b, const char *text);
size_t waiting(struct box *b);
