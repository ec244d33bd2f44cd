/*
 * An allocator of the program's own, recorded by hooks: a pool that hands out slices of one block and forgets them all
 * at once.
 *
 *     cc -g hooks.c -o hooks && ./hooks && npx heapglass report hooks.hgt
 *
 * With -DHEAPGLASS_OFF the hooks are gone.
 */
#define HEAPGLASS_IMPLEMENTATION
#include "../heapglass.h"

#define POOL_SIZE 4096

typedef struct pool {
  char *memory;
  size_t used;
  uint32_t domain, context;
} pool;

static void *pool_take(pool *from, size_t size) {
  void *slice = from->memory + from->used;
  if (size > POOL_SIZE - from->used) return NULL;
  from->used += size;
  HG_ALLOC_IN(from->context, from->domain, slice, size);
  return slice;
}

int main(void) {
  hg_options options = {0};
  pool frame_pool = {NULL, 0, 0, 0};
  uint32_t malloc_domain;
  int frame, i;

  options.path = "hooks.hgt";
  options.stacks = 16;
  if (!hg_start(&options)) return 1;

  malloc_domain = hg_domain("libc", "malloc", 0);
  frame_pool.domain = hg_domain("pool", "frame pool", malloc_domain);
  frame_pool.memory = (char *)malloc(POOL_SIZE);
  HG_ALLOC(malloc_domain, frame_pool.memory, POOL_SIZE);

  for (frame = 0; frame < 3; frame++) {
    HG_FRAME();
    frame_pool.used = 0;
    frame_pool.context = HG_CONTEXT_BEGIN(0, frame_pool.domain, "frame");
    for (i = 1; i <= 5; i++) pool_take(&frame_pool, (size_t)i * 64);
    HG_CONTEXT_END(frame_pool.context);
  }

  HG_FREE(malloc_domain, frame_pool.memory);
  free(frame_pool.memory);
  hg_stop();
  return 0;
}
