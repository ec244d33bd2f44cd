/* header-ralloc FILE: trees on tables of two kinds, and what must not be done with their blocks. */
#define HEAPGLASS_IMPLEMENTATION
#define HEAPGLASS_VULKAN
#include "../../public/capture/heapglass.h"

/* An application's own table: every release must be of a block that it gave. */
static int live;

static void *VKAPI_PTR allocate(void *user, size_t size, size_t alignment, VkSystemAllocationScope scope) {
  (void)user, (void)alignment, (void)scope;
  live++;
  return malloc(size);
}

static void *VKAPI_PTR reallocate(void *user, void *old, size_t size, size_t alignment, VkSystemAllocationScope scope) {
  (void)user, (void)old, (void)size, (void)alignment, (void)scope;
  return NULL;
}

static void VKAPI_PTR release(void *user, void *block) {
  (void)user;
  live--;
  free(block);
}

static void must(bool what) {
  if (!what) abort();
}

int main(int argc, char **argv) {
  hg_options options = {0};
  VkAllocationCallbacks table = {NULL, allocate, reallocate, release, NULL, NULL};
  void *plain, *vulkan, *stolen;
  if (argc < 2) return 2;
  options.path = argv[1];
  must(hg_start(&options));

  plain = hg_ralloc_root(NULL, HG_NO_SCOPE);
  vulkan = hg_ralloc_root(&table, HG_OBJECT);
  must(plain != NULL && vulkan != NULL && live == 1);
  must(hg_ralloc(hg_ralloc(vulkan, 10), 20) != NULL && live == 3);
  stolen = hg_ralloc(vulkan, 30);
  must((uintptr_t)stolen % 16 == 0 && live == 4);
  hg_ralloc_steal(plain, stolen);
  must(hg_ralloc(stolen, 40) != NULL && live == 5); /* what a block gets comes from its own allocator */
  hg_ralloc_free(vulkan);
  must(live == 2);
  memset(stolen, 1, 30);
  hg_ralloc_free(plain); /* the stolen block goes back to the table that gave it */
  must(live == 0);

  hg_ralloc_free(NULL);
  hg_ralloc_free(stolen); /* freed before */
  must(hg_ralloc(&live, 1) == NULL);
  must(hg_ralloc(NULL, 1) == NULL);
  hg_stop();
  return 0;
}
