/* header-mistakes FILE MISTAKE: makes one mistake, and ends with 0 where that does not end it. */
#define HEAPGLASS_IMPLEMENTATION
#define HEAPGLASS_WRAPPERS
#include "../../public/capture/heapglass.h"

static bool is(const char *mistake, const char *name) { return strcmp(mistake, name) == 0; }

static void make(const char *mistake, volatile char *block) {
  if (is(mistake, "other domain")) align_free((void *)(uintptr_t)block);
  if (is(mistake, "not ours")) {
    char *raw = (char *)malloc(32);
    FREE(raw);
    FREE(raw + 1);
    FREE(REALLOC(raw, 32, 64));
    free(raw);
  }
  if (is(mistake, "freed twice")) FREE((void *)(uintptr_t)block);
  if (is(mistake, "byte behind")) block[13] = 1;
  if (is(mistake, "bytes before")) block[-2] = block[-1] = 1;
  if (is(mistake, "libc free")) free((void *)(uintptr_t)block);
  if (is(mistake, "guard page")) block[16] = 1;
  if (is(mistake, "null")) *(volatile char *)NULL = 1;
  if (is(mistake, "abort")) abort();
  if (is(mistake, "exit")) exit(3);
}

int main(int argc, char **argv) {
  hg_options options = {0};
  volatile char *block;
  const char *mistake;
  if (argc < 4) return 2;
  mistake = argv[2];
  options.path = argv[1];
  options.stacks = 16;
  options.redzone = is(argv[3], "redzone") ? 16 : 0;
  options.guard = is(argv[3], "guard") || is(argv[3], "stop") ? HG_GUARD_AFTER : HG_GUARD_NONE;
  options.stop_at_guard = is(argv[3], "stop");
  if (!hg_start(&options)) return 3;
  block = (volatile char *)MALLOC(13);
  make(mistake, block);
  FREE((void *)(uintptr_t)block);
  hg_stop();
  return 0;
}
