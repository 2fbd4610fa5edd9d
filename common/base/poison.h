/* Force-included into pure code: the rules of a service, its handlers and its applies. What touches the world cannot be
 * named there, so that nothing depends on it, and a rebuild gives the same rows.
 *
 * The headers that such code may include come first; whatever they declare and we refuse is then poisoned. A header
 * that declares a poisoned name cannot be included after it, so <stdio.h> and <time.h> are refused as a whole.
 *
 * This is for the message at the very line; that nothing else gets by is seen in the library that comes of it
 * (deploy/cmake/outside), where words like open and time, which fields may bear, are refused too. Which of the two to
 * mend: a function that must not be used is not in `outside`, and that is enough; a name here spares whoever tries it
 * the search for the line. A function that may be used is added there alone. tests/tree/held.py plants faults
 * for both. */
#pragma once
#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <protobuf-c/protobuf-c.h>
/* Output, and texts made elsewhere than in the arena (arena_printf). */
#pragma GCC poison printf fprintf snprintf sprintf vprintf vfprintf vsnprintf dprintf puts fputs putchar perror
/* Files. */
#pragma GCC poison fopen freopen fdopen tmpfile mkstemp fread fwrite fgets scanf sscanf
/* The time, and the zone of the machine: a handler is told the time, a day is reckoned by civil/date.h. */
#pragma GCC poison clock_gettime clock_nanosleep gettimeofday localtime localtime_r gmtime gmtime_r mktime timegm      \
    strftime
/* Waiting. */
#pragma GCC poison usleep nanosleep setitimer timer_create
/* Chance: what is created gets a derived id (base/id.h). */
#pragma GCC poison rand rand_r srand srandom lrand48 drand48 mrand48 arc4random getrandom getentropy randombytes_buf
#pragma GCC poison randombytes_random randombytes_uniform
/* The machine, the process and its end: a rule that cannot go on answers a Reason. */
#pragma GCC poison getenv secure_getenv setenv getpid getppid gettid getuid gethostname uname sysconf
#pragma GCC poison system popen fork vfork execve execvp abort exit _exit atexit signal sigaction raise
#pragma GCC poison pthread_create dlopen dlsym syscall ioctl mmap
/* Texts without a bound, numbers without a fault, memory that outlives the message. */
#pragma GCC poison strcpy strcat strncpy stpcpy atoi atol strtok malloc calloc realloc free strdup strndup
/* Sockets, stores, loops: each library of these belongs to one folder, if to any (tests/tree/includes.py). */
#pragma GCC poison zmq_send zmq_recv mdb_put mdb_get mdb_del mdb_txn_begin uv_run curl_easy_perform
