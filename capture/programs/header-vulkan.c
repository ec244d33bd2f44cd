/* header-vulkan FILE: tables over tables, budgets of scopes, and what a program may do with the callbacks. */
#define HEAPGLASS_IMPLEMENTATION
#define HEAPGLASS_VULKAN
#include "../../public/capture/heapglass.h"

#define OBJECT VK_SYSTEM_ALLOCATION_SCOPE_OBJECT
#define COMMAND VK_SYSTEM_ALLOCATION_SCOPE_COMMAND

static void must(bool what) {
  if (!what) abort();
}

int main(int argc, char **argv) {
  hg_options options = {0};
  VkAllocationCallbacks inner, outer, again;
  void *block, *moved;
  if (argc < 2) return 2;
  options.path = argv[1];
  options.scope_budget[HG_COMMAND] = 1000;
  must(hg_start(&options));
  must(hg_vk_callbacks(&inner, NULL, "inner"));
  must(hg_vk_callbacks(&outer, &inner, "outer"));
  must(hg_vk_callbacks(&again, NULL, "inner") && again.pUserData == inner.pUserData);
  must(hg_vk_table(NULL) == 0 && hg_vk_table(&outer) != hg_vk_table(&inner));

  hg_command_begin("vkCreateBuffer", 0, hg_vk_table(&outer));
  block = outer.pfnAllocation(outer.pUserData, 100, 64, OBJECT);
  must(block != NULL && (uintptr_t)block % 64 == 0);
  memset(block, 5, 100);
  moved = outer.pfnReallocation(outer.pUserData, block, 300, 64, OBJECT);
  must(moved != NULL && ((char *)moved)[99] == 5);
  must(outer.pfnAllocation(outer.pUserData, 600, 8, COMMAND) != NULL);
  must(outer.pfnAllocation(outer.pUserData, 600, 8, COMMAND) == NULL); /* the budget of the scope */
  must(outer.pfnReallocation(outer.pUserData, moved, SIZE_MAX, 64, OBJECT) == NULL);
  must(((char *)moved)[99] == 5);
  inner.pfnFree(inner.pUserData, moved); /* through the wrong table */
  must(outer.pfnReallocation(outer.pUserData, moved, 0, 64, OBJECT) == NULL);
  outer.pfnFree(outer.pUserData, NULL);
  outer.pfnInternalAllocation(outer.pUserData, 4096, VK_INTERNAL_ALLOCATION_TYPE_EXECUTABLE, OBJECT);
  outer.pfnInternalFree(outer.pUserData, 4096, VK_INTERNAL_ALLOCATION_TYPE_EXECUTABLE, OBJECT);
  hg_command_end(VK_ERROR_OUT_OF_HOST_MEMORY);
  hg_stop();
  return 0;
}
