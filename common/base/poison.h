/* Force-included into pure code: what touches the world cannot be named there, so a rule cannot depend on it.
 * The headers that such code may include come first; whatever they declare and we refuse is then poisoned. */
#pragma once
#include <assert.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <protobuf-c/protobuf-c.h>
#define _TIME_H 1
#pragma GCC poison printf fprintf snprintf sprintf vsnprintf fopen open read write socket
#pragma GCC poison time clock_gettime gettimeofday localtime gmtime mktime
#pragma GCC poison rand srand random getrandom randombytes_buf getenv
#pragma GCC poison strcpy strcat strncpy atoi malloc calloc realloc free
#pragma GCC poison zmq_send zmq_recv mdb_put mdb_get uv_run
