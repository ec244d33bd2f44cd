/*
 * An application's own VkAllocationCallbacks, wrapped: what goes through them is recorded with its scope, the call in
 * progress, the table that was passed and the object that came of it.
 *
 *     cc -g callbacks.c -o callbacks && ./callbacks && npx heapglass report callbacks.hgt
 */
#define HEAPGLASS_IMPLEMENTATION
#define HEAPGLASS_VULKAN
#include "../heapglass.h"

/* ---- The application's allocator: it counts ---- */

typedef struct counts {
  unsigned allocations, frees;
  size_t bytes;
} counts;

static void *VKAPI_PTR allocate(void *user, size_t size, size_t alignment, VkSystemAllocationScope scope) {
  counts *count = (counts *)user;
  void *block = NULL;
  (void)scope;
  if (posix_memalign(&block, alignment < sizeof(void *) ? sizeof(void *) : alignment, size) != 0) return NULL;
  count->allocations++;
  count->bytes += size;
  return block;
}

static void VKAPI_PTR release(void *user, void *block) {
  if (block != NULL) ((counts *)user)->frees++;
  free(block);
}

static void *VKAPI_PTR reallocate(void *user, void *old, size_t size, size_t alignment, VkSystemAllocationScope scope) {
  (void)user, (void)old, (void)size, (void)alignment, (void)scope;
  return NULL; /* heapglass.h takes a new block instead */
}

/* ---- A made-up driver ---- */

typedef struct sampler {
  char *name;
  float lod[4];
} sampler;

static VkResult create_sampler(const VkAllocationCallbacks *allocator, sampler **created) {
  void *user = allocator->pUserData, *scratch;
  sampler *made = (sampler *)allocator->pfnAllocation(user, sizeof(sampler), 8, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT);
  if (made == NULL) return VK_ERROR_OUT_OF_HOST_MEMORY;
  made->name = (char *)allocator->pfnAllocation(user, 8, 1, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT);
  made->name = (char *)allocator->pfnReallocation(user, made->name, 32, 1, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT);
  scratch = allocator->pfnAllocation(user, 1000, 8, VK_SYSTEM_ALLOCATION_SCOPE_COMMAND);
  allocator->pfnFree(user, scratch);
  *created = made;
  return VK_SUCCESS;
}

static void destroy_sampler(sampler *made, const VkAllocationCallbacks *allocator) {
  allocator->pfnFree(allocator->pUserData, made->name);
  allocator->pfnFree(allocator->pUserData, made);
}

int main(void) {
  counts count = {0, 0, 0};
  VkAllocationCallbacks own = {&count, allocate, reallocate, release, NULL, NULL}, table;
  hg_options options = {0};
  sampler *made = NULL;
  uint32_t device, object;

  options.path = "callbacks.hgt";
  options.stacks = 16;
  if (!hg_start(&options) || !hg_vk_callbacks(&table, &own, "samplers")) return 1;

  device = hg_object_begin(0, "VkDevice", 0x1000);
  hg_command_begin("vkCreateSampler", device, hg_vk_table(&table));
  if (create_sampler(&table, &made) != VK_SUCCESS) return 1;
  object = hg_object_begin(device, "VkSampler", (uint64_t)(uintptr_t)made);
  hg_command_end(VK_SUCCESS);

  hg_command_begin("vkDestroySampler", device, hg_vk_table(&table));
  destroy_sampler(made, &table);
  hg_object_end(object);
  hg_command_end(VK_SUCCESS);
  hg_object_end(device);
  hg_stop();

  printf("%u allocations, %u frees, %lu bytes\n", count.allocations, count.frees, (unsigned long)count.bytes);
  return 0;
}
