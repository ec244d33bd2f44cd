/*
 * vk-tables.c: a Vulkan program without recorder, for the layer to stand under. Its own tables count what goes through
 * them and refuse what is not theirs, so that it shows whether the layer gave every block back to the table it came from.
 *
 *     vk-tables none      NULL at every call
 *     vk-tables some      tables for the device and some objects; some objects are destroyed with another one than they
 *                         were made with, which Vulkan forbids
 *     vk-tables instance  a table for the instance, which NULL means at every other call
 *     vk-tables threads   objects made and destroyed on four threads at once, with a table of its own each
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vulkan/vulkan.h>

/* Before every block: whose it is, and how far its memory begins in front of it. */
typedef struct owner {
  struct counted *table;
  size_t size, before;
} owner;

typedef struct counted {
  VkAllocationCallbacks callbacks;
  const char *name;
  int live, foreign;
} counted;

static void *VKAPI_PTR take(void *user, size_t size, size_t alignment, VkSystemAllocationScope scope) {
  counted *table = user;
  size_t before = alignment > sizeof(owner) ? alignment : sizeof(owner);
  char *memory = NULL;
  owner *mine;
  (void)scope;
  if (posix_memalign((void **)&memory, alignment > 32 ? alignment : 32, before + size) != 0) return NULL;
  mine = (owner *)(void *)(memory + before) - 1;
  mine->table = table;
  mine->size = size;
  mine->before = before;
  table->live++;
  return memory + before;
}

static void VKAPI_PTR give(void *user, void *block) {
  counted *table = user;
  owner *mine = (owner *)block - 1;
  if (block == NULL) return;
  if (mine->table != table) table->foreign++;
  mine->table->live--;
  free((char *)block - mine->before);
}

static void *VKAPI_PTR move(void *user, void *old, size_t size, size_t alignment, VkSystemAllocationScope scope) {
  void *block = size == 0 ? NULL : take(user, size, alignment, scope);
  size_t kept = old == NULL ? 0 : ((owner *)old - 1)->size;
  if (block != NULL) memcpy(block, old, kept < size ? kept : size);
  if (block != NULL || size == 0) give(user, old);
  return block;
}

static counted make(const char *name) {
  counted table = {{NULL, take, move, give, NULL, NULL}, name, 0, 0};
  return table;
}

static const VkAllocationCallbacks *passed(counted *table) {
  if (table != NULL) table->callbacks.pUserData = table;
  return table == NULL ? NULL : &table->callbacks;
}

static VkInstance instance;
static VkDevice device;

static void need(VkResult result, const char *command) {
  if (result == VK_SUCCESS) return;
  fprintf(stderr, "%s: %d\n", command, result);
  exit(1);
}

static void begin(counted *of_instance, counted *of_device) {
  VkInstanceCreateInfo info = {.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
  float priority = 1;
  VkDeviceQueueCreateInfo queues = {
      .sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO, .queueCount = 1, .pQueuePriorities = &priority};
  VkDeviceCreateInfo device_info = {
      .sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, .queueCreateInfoCount = 1, .pQueueCreateInfos = &queues};
  VkPhysicalDevice gpu;
  uint32_t count = 1;
  need(vkCreateInstance(&info, passed(of_instance), &instance), "vkCreateInstance");
  if (vkEnumeratePhysicalDevices(instance, &count, &gpu) < 0 || count == 0) exit(2);
  need(vkCreateDevice(gpu, &device_info, passed(of_device), &device), "vkCreateDevice");
}

static void end(counted *of_instance, counted *of_device) {
  vkDestroyDevice(device, passed(of_device));
  vkDestroyInstance(instance, passed(of_instance));
}

static VkSampler sampler(counted *table) {
  VkSamplerCreateInfo info = {.sType = VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO};
  VkSampler made;
  need(vkCreateSampler(device, &info, passed(table), &made), "vkCreateSampler");
  return made;
}

static void sets_and_buffers(counted *table) {
  VkDescriptorSetLayoutBinding binding = {0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, VK_SHADER_STAGE_ALL, NULL};
  VkDescriptorSetLayoutCreateInfo layouts = {
      .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO, .bindingCount = 1, .pBindings = &binding};
  VkDescriptorPoolSize room = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 4};
  VkDescriptorPoolCreateInfo pools = {.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO,
                                      .flags = VK_DESCRIPTOR_POOL_CREATE_FREE_DESCRIPTOR_SET_BIT,
                                      .maxSets = 4,
                                      .poolSizeCount = 1,
                                      .pPoolSizes = &room};
  VkCommandPoolCreateInfo command_pools = {.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
  VkDescriptorSetLayout layout;
  VkDescriptorPool pool;
  VkCommandPool commands;
  need(vkCreateDescriptorSetLayout(device, &layouts, passed(table), &layout), "vkCreateDescriptorSetLayout");
  need(vkCreateDescriptorPool(device, &pools, passed(table), &pool), "vkCreateDescriptorPool");
  need(vkCreateCommandPool(device, &command_pools, passed(table), &commands), "vkCreateCommandPool");
  for (int round = 0; round < 2; round++) {
    VkDescriptorSetLayout both[] = {layout, layout};
    VkDescriptorSetAllocateInfo two = {VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO, NULL, pool, 2, both};
    VkCommandBufferAllocateInfo three = {VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, NULL, commands,
                                         VK_COMMAND_BUFFER_LEVEL_PRIMARY, 3};
    VkDescriptorSet sets[2];
    VkCommandBuffer buffers[3];
    need(vkAllocateDescriptorSets(device, &two, sets), "vkAllocateDescriptorSets");
    need(vkAllocateCommandBuffers(device, &three, buffers), "vkAllocateCommandBuffers");
    vkFreeDescriptorSets(device, pool, 1, sets);
    vkFreeCommandBuffers(device, commands, 2, buffers);
    if (round == 0) vkResetDescriptorPool(device, pool, 0);
  }
  vkDestroyCommandPool(device, commands, passed(table));
  vkDestroyDescriptorPool(device, pool, passed(table));
  vkDestroyDescriptorSetLayout(device, layout, passed(table));
}

static void *churn(void *user) {
  for (int round = 0; round < 500; round++) {
    VkSampler made = sampler(user);
    vkDestroySampler(device, made, passed(user));
  }
  return NULL;
}

static void report(const counted *table) {
  printf("%s: %d live, %d foreign\n", table->name, table->live, table->foreign);
}

int main(int argc, char **argv) {
  const char *mode = argc > 1 ? argv[1] : "none";
  if (strcmp(mode, "some") == 0) {
    counted of_device = make("device"), first = make("first"), second = make("second");
    VkSampler samplers[4];
    begin(NULL, &of_device);
    samplers[0] = sampler(&first);
    samplers[1] = sampler(&first);
    samplers[2] = sampler(NULL);
    samplers[3] = sampler(NULL);
    sets_and_buffers(&first);
    vkDestroySampler(device, samplers[0], passed(&second));
    vkDestroySampler(device, samplers[1], NULL);
    vkDestroySampler(device, samplers[2], passed(&second));
    vkDestroySampler(device, samplers[3], NULL);
    vkDestroySampler(device, VK_NULL_HANDLE, passed(&first));
    end(NULL, &of_device);
    report(&of_device);
    report(&first);
    report(&second);
  } else if (strcmp(mode, "instance") == 0) {
    counted of_instance = make("instance");
    VkSampler made;
    begin(&of_instance, NULL);
    made = sampler(NULL);
    sets_and_buffers(NULL);
    vkDestroySampler(device, made, NULL);
    end(&of_instance, NULL);
    report(&of_instance);
  } else if (strcmp(mode, "threads") == 0) {
    counted tables[] = {make("1"), make("2"), make("3"), make("4")};
    pthread_t threads[4];
    begin(NULL, NULL);
    for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, churn, &tables[i]);
    for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    end(NULL, NULL);
    for (int i = 0; i < 4; i++) report(&tables[i]);
  } else {
    VkSampler made;
    begin(NULL, NULL);
    made = sampler(NULL);
    sets_and_buffers(NULL);
    vkDestroySampler(device, made, NULL);
    end(NULL, NULL);
  }
  return 0;
}
