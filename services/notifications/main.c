#include "runtime/runtime.h"
#include "tables.h"

int main(int argc, char **argv) { return runtime_main(argc, argv, &notifications_service); }
