/* A library that allocates SIZE bytes in a function of its own. */
#include <stdlib.h>

__attribute__((noinline)) void *take(void) {
  void *volatile block = malloc(SIZE);
  return block;
}
