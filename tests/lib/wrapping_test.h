/* The wrapping key of every store that a test, a benchmark or a fuzzer makes: fixed, so that one program opens what
 * another made. */
#pragma once
#include "seal/wrapping.h"

static const struct wrapping_key wrapping_test = {"a key for tests, known to all"};
