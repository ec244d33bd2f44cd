/* Each of libc's allocation calls, a known number of times: what a recorder that looks from outside must count. */

#define _DEFAULT_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum { ROUNDS = 10 };

__attribute__((noinline)) static void *grow(void *block, size_t size) { return realloc(block, size); }

__attribute__((noinline)) static void one_round(void) {
  void *volatile plain = malloc(100);
  void *volatile zeroed = calloc(4, 25);
  void *volatile grown = grow(NULL, 50); /* enters malloc */
  void *volatile aligned = aligned_alloc(64, 128);
  void *set = NULL;
  if (posix_memalign(&set, 256, 300) != 0) abort();
  grown = grow(grown, 5000);
  free(plain);
  free(zeroed);
  free(grown);
  free(aligned);
  free(set);
}

int main(void) {
  volatile size_t too_much = SIZE_MAX / 4;
  int i;
  for (i = 0; i < ROUNDS; i++) one_round();
  free(malloc(too_much)); /* fails; free(NULL) */
  if (malloc(7) == NULL) return 1; /* kept */
  usleep(200 * 1000);              /* bpftrace names frames while the program is there */
  return 0;
}
