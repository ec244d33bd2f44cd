/*
 * Four wrong accesses, each caught at the instruction that makes it, and the program goes on as if nothing were.
 *
 *     cc -g guards.c -o guards && ./guards && npx heapglass report guards.hgt
 */
#define HEAPGLASS_IMPLEMENTATION
#include "../heapglass.h"

#define SIZE 64

/* Not inlined, so that each has a frame of its own; volatile, so that the access is made. */
__attribute__((noinline)) static void write_past(volatile char *block) { block[SIZE] = 1; }
__attribute__((noinline)) static char read_past(const volatile char *block) { return block[SIZE]; }
__attribute__((noinline)) static void underrun(volatile char *block) { block[-1] = 1; }
__attribute__((noinline)) static char use_after_free(const volatile char *block) { return block[5]; }

int main(void) {
  hg_options options = {0};
  char *block, *other;

  options.path = "guards.hgt";
  options.stacks = 16;
  options.guard = HG_GUARD_AFTER;
  if (!hg_start(&options)) return 1;

  block = (char *)hg_malloc(SIZE);
  write_past(block);
  read_past(block);

  hg_guard_blocks(HG_GUARD_BEFORE);
  other = (char *)hg_malloc(SIZE);
  underrun(other);

  hg_free(block);
  use_after_free(block);
  hg_free(other);
  hg_stop();
  return 0;
}
