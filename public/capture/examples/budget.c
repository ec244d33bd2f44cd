/*
 * A budget of 64 KiB: the request that would cross it gets NULL, is recorded as failed, and changes nothing.
 *
 *     cc -g budget.c -o budget && ./budget && npx heapglass report budget.hgt
 */
#define HEAPGLASS_IMPLEMENTATION
#define HEAPGLASS_WRAPPERS
#include "../heapglass.h"

#define BUDGET (64u << 10)
#define BLOCK 3000

int main(void) {
  hg_options options = {0};
  void *blocks[BUDGET / BLOCK + 1];
  unsigned granted = 0;

  options.path = "budget.hgt";
  options.stacks = 16;
  options.budget = BUDGET;
  if (!hg_start(&options)) return 1;

  while ((blocks[granted] = MALLOC(BLOCK)) != NULL) granted++;
  printf("%u blocks of %u bytes fit into %u bytes\n", granted, BLOCK, BUDGET);

  while (granted > 0) FREE(blocks[--granted]);
  hg_stop();
  return 0;
}
