/* For targets without a station: says what is wrong and stops. */
#pragma once
#include <stdio.h>
#include <stdlib.h>

#define fault(...) (fprintf(stderr, __VA_ARGS__), fputc('\n', stderr), abort())
