/*
 * Asks libc for memory, the same each time. Prints nothing, so that stdio takes none. With an argument also by the
 * functions that heaptrack does not follow.
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 1000

static void *kept[ROUNDS];

__attribute__((noinline)) static void *take(unsigned round) {
  switch (round % 5) {
    case 0: return malloc(round % 97 + 1);
    case 1: return calloc(round % 7 + 1, 24);
    case 2: return realloc(NULL, 40);
    case 3: return aligned_alloc(64, 128);
    default: return malloc(48);
  }
}

__attribute__((noinline)) static void grow(unsigned round) {
  void *larger = realloc(kept[round], 4096 + round);
  if (larger != NULL) kept[round] = larger;
}

static void *volatile taken;

static void take_rarely(void) {
  free(taken = memalign(32, 48));
  free(taken = valloc(100));
  free(taken = pvalloc(4096));
  free(taken = reallocarray(NULL, 7, 9));
}

int main(int count, char **arguments) {
  (void)arguments;
  if (count > 1) take_rarely();
  for (unsigned round = 0; round < ROUNDS; round++) {
    kept[round] = take(round);
    memset(kept[round], 1, 1);
    if (round % 10 == 3) grow(round);
    if (round % 3 == 0) {
      free(kept[round]);
      kept[round] = NULL;
    }
  }
  void *aligned;
  if (posix_memalign(&aligned, 4096, 10000) != 0) return 1;
  if (malloc_usable_size(aligned) < 10000) return 2;
  free(aligned);
  free(NULL);
  for (unsigned round = 100; round < ROUNDS; round++) free(kept[round]);
  return 0;
}
