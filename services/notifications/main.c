#include "runtime/runtime.h"
#include "notifications/tables.h"

int main(int argc, char **argv) { return runtime_main(argc, argv, &notifications_service, NULL); }
