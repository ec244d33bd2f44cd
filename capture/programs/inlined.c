/* Allocates in a function that is inlined into another: at -O2 only `keep` is left as code. */
#include <stdlib.h>

static inline __attribute__((always_inline)) void *innermost(size_t size) {
  return malloc(size);
}

static inline __attribute__((always_inline)) void *between(size_t size) {
  return innermost(size + 1);
}

__attribute__((noinline)) char *keep(size_t size) {
  char *block = between(size);
  if (block != NULL) block[0] = 1;
  return block;
}

int main(void) {
  free(keep(63));
  return 0;
}
