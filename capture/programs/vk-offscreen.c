/*
 * vk-offscreen.c: a small Vulkan program without a window, recorded by heapglass.h at every call. It runs a kernel over a
 * buffer, draws a triangle into an image and reads both back.
 *
 *     vk-offscreen [--pipelines]     only as far as the pipelines, for a driver without hardware behind it
 *
 * Each kind of object has a table of its own, so that the trace shows which of them a driver uses.
 */
#define HEAPGLASS_IMPLEMENTATION
#define HEAPGLASS_VULKAN
#include "heapglass.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vulkan/vulkan.h>

#include "vk-offscreen-shaders.h"

#define BODIES 256
#define SIDE 64

typedef struct table {
  VkAllocationCallbacks callbacks;
  int64_t domain;
} table;

static const hg_stream *hg_to;
static table of_instance, of_device, of_pipelines, of_memory, of_rest;

/* ---- Calls, recorded ---- */

typedef struct known {
  uint64_t handle;
  uint32_t object;
} known;

static known objects[64];

static known *place_of(uint64_t handle) {
  known *at = objects;
  while (at < objects + 63 && at->handle != handle) at++;
  return at;
}

#define HANDLE(handle) ((uint64_t)(uintptr_t)(handle))
#define OBJECT(handle) (place_of(HANDLE(handle))->object)

static void made(VkResult result, const char *command, const char *type, uint32_t parent, uint64_t handle) {
  if (result == VK_SUCCESS) {
    known *free_place = place_of(0);
    free_place->handle = handle;
    free_place->object = hg_to->object_begin(parent, type, handle);
  }
  hg_to->command_end(true, result);
  if (result == VK_SUCCESS) return;
  fprintf(stderr, "%s: %d\n", command, result);
  exit(1);
}

static void gone(uint64_t handle) {
  known *place = place_of(handle);
  hg_to->object_end(place->object);
  place->handle = 0;
  place->object = 0;
}

/* `handle` is where the command puts it: its last argument. */
#define CREATE(command, type, table, parent, handle, ...)                      \
  do {                                                                         \
    uint32_t above = parent;                                                   \
    VkResult result;                                                           \
    hg_to->command_begin(#command, above, (table).domain);                     \
    result = command(__VA_ARGS__, &(table).callbacks, &(handle));              \
    made(result, #command, #type, above, HANDLE(handle));                      \
  } while (0)

/* From a pool, which has the table. */
#define ALLOCATE(command, type, pool, handle, ...)           \
  do {                                                       \
    VkResult result;                                         \
    hg_to->command_begin(#command, OBJECT(pool), -1);        \
    result = command(__VA_ARGS__, &(handle));                \
    made(result, #command, #type, OBJECT(pool), HANDLE(handle)); \
  } while (0)

#define DESTROY(command, table, owner, handle)                        \
  do {                                                                \
    hg_to->command_begin(#command, OBJECT(handle), (table).domain);   \
    command(owner, handle, &(table).callbacks);                       \
    gone(HANDLE(handle));                                             \
    hg_to->command_end(false, 0);                                     \
  } while (0)

#define CALL(command, object, ...)              \
  do {                                          \
    hg_to->command_begin(#command, object, -1); \
    command(__VA_ARGS__);                       \
    hg_to->command_end(false, 0);               \
  } while (0)

#define CALL_RESULT(command, object, ...)              \
  do {                                                 \
    VkResult result;                                   \
    hg_to->command_begin(#command, object, -1);        \
    result = command(__VA_ARGS__);                     \
    hg_to->command_end(true, result);                  \
    if (result != VK_SUCCESS) exit(2);                 \
  } while (0)

/* ---- What the program has ---- */

static VkInstance instance;
static VkPhysicalDevice gpu;
static VkDevice device;
static VkQueue queue;
static VkCommandPool commands;
static VkCommandBuffer buffer;
static VkFence fence;

typedef struct storage {
  VkBuffer buffer;
  VkDeviceMemory memory;
  void *bytes;
} storage;

static uint32_t memory_type(uint32_t allowed, VkMemoryPropertyFlags wanted) {
  VkPhysicalDeviceMemoryProperties types;
  CALL(vkGetPhysicalDeviceMemoryProperties, OBJECT(gpu), gpu, &types);
  for (uint32_t i = 0; i < types.memoryTypeCount; i++) {
    if ((allowed >> i & 1) != 0 && (types.memoryTypes[i].propertyFlags & wanted) == wanted) return i;
  }
  exit(3);
}

static VkDeviceMemory take_memory(VkMemoryRequirements needs, VkMemoryPropertyFlags wanted) {
  VkMemoryAllocateInfo info = {VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, NULL, needs.size, 0};
  VkDeviceMemory memory;
  info.memoryTypeIndex = memory_type(needs.memoryTypeBits, wanted);
  CREATE(vkAllocateMemory, VkDeviceMemory, of_memory, OBJECT(device), memory, device, &info);
  return memory;
}

static storage make_storage(VkDeviceSize size, VkBufferUsageFlags usage) {
  VkBufferCreateInfo info = {.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO, .size = size, .usage = usage};
  VkMemoryRequirements needs;
  storage made_storage;
  CREATE(vkCreateBuffer, VkBuffer, of_memory, OBJECT(device), made_storage.buffer, device, &info);
  CALL(vkGetBufferMemoryRequirements, OBJECT(made_storage.buffer), device, made_storage.buffer, &needs);
  made_storage.memory =
      take_memory(needs, VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT);
  CALL_RESULT(vkBindBufferMemory, OBJECT(made_storage.buffer), device, made_storage.buffer, made_storage.memory, 0);
  CALL_RESULT(vkMapMemory, OBJECT(made_storage.memory), device, made_storage.memory, 0, size, 0, &made_storage.bytes);
  return made_storage;
}

static void free_storage(storage gone_storage) {
  CALL(vkUnmapMemory, OBJECT(gone_storage.memory), device, gone_storage.memory);
  DESTROY(vkDestroyBuffer, of_memory, device, gone_storage.buffer);
  DESTROY(vkFreeMemory, of_memory, device, gone_storage.memory);
}

static void begin(void) {
  VkApplicationInfo application = {.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO, .apiVersion = VK_API_VERSION_1_1};
  VkInstanceCreateInfo info = {.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO, .pApplicationInfo = &application};
  float priority = 1;
  VkDeviceQueueCreateInfo queues = {
      .sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO, .queueCount = 1, .pQueuePriorities = &priority};
  VkDeviceCreateInfo device_info = {
      .sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, .queueCreateInfoCount = 1, .pQueueCreateInfos = &queues};
  VkCommandPoolCreateInfo pool = {.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
  uint32_t count = 1;
  VkPhysicalDeviceProperties properties;
  CREATE(vkCreateInstance, VkInstance, of_instance, 0, instance, &info);
  hg_to->command_begin("vkEnumeratePhysicalDevices", OBJECT(instance), -1);
  hg_to->command_end(true, vkEnumeratePhysicalDevices(instance, &count, &gpu));
  if (count == 0) exit(4);
  CALL(vkGetPhysicalDeviceProperties, OBJECT(instance), gpu, &properties);
  hg_to->mark(properties.deviceName);
  printf("%s\n", properties.deviceName);
  CREATE(vkCreateDevice, VkDevice, of_device, OBJECT(instance), device, gpu, &device_info);
  CALL(vkGetDeviceQueue, OBJECT(device), device, 0, 0, &queue);
  CREATE(vkCreateCommandPool, VkCommandPool, of_rest, OBJECT(device), commands, device, &pool);
}

static void end(void) {
  DESTROY(vkDestroyCommandPool, of_rest, device, commands);
  hg_to->command_begin("vkDestroyDevice", OBJECT(device), of_device.domain);
  vkDestroyDevice(device, &of_device.callbacks);
  gone(HANDLE(device));
  hg_to->command_end(false, 0);
  hg_to->command_begin("vkDestroyInstance", OBJECT(instance), of_instance.domain);
  vkDestroyInstance(instance, &of_instance.callbacks);
  gone(HANDLE(instance));
  hg_to->command_end(false, 0);
}

/* ---- Work for the queue ---- */

static void begin_buffer(void) {
  VkCommandBufferAllocateInfo info = {VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, NULL, commands,
                                      VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1};
  VkCommandBufferBeginInfo once = {.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
  ALLOCATE(vkAllocateCommandBuffers, VkCommandBuffer, commands, buffer, device, &info);
  CALL_RESULT(vkBeginCommandBuffer, OBJECT(buffer), buffer, &once);
}

static void run_buffer(void) {
  VkFenceCreateInfo info = {.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
  VkSubmitInfo work = {.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO, .commandBufferCount = 1, .pCommandBuffers = &buffer};
  CALL_RESULT(vkEndCommandBuffer, OBJECT(buffer), buffer);
  CREATE(vkCreateFence, VkFence, of_rest, OBJECT(device), fence, device, &info);
  CALL_RESULT(vkQueueSubmit, OBJECT(device), queue, 1, &work, fence);
  CALL_RESULT(vkWaitForFences, OBJECT(device), device, 1, &fence, VK_TRUE, UINT64_MAX);
  DESTROY(vkDestroyFence, of_rest, device, fence);
  hg_to->command_begin("vkFreeCommandBuffers", OBJECT(commands), -1);
  gone(HANDLE(buffer));
  vkFreeCommandBuffers(device, commands, 1, &buffer);
  hg_to->command_end(false, 0);
}

static VkShaderModule make_shader(const uint32_t *words, size_t size) {
  VkShaderModuleCreateInfo info = {VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO, NULL, 0, size, words};
  VkShaderModule shader;
  CREATE(vkCreateShaderModule, VkShaderModule, of_pipelines, OBJECT(device), shader, device, &info);
  return shader;
}

static VkPipelineShaderStageCreateInfo stage(VkShaderStageFlagBits of, VkShaderModule shader) {
  return (VkPipelineShaderStageCreateInfo){
      .sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO, .stage = of, .module = shader, .pName = "main"};
}

static void compute(bool runs) {
  VkDescriptorSetLayoutBinding binding = {0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, VK_SHADER_STAGE_COMPUTE_BIT, NULL};
  VkDescriptorSetLayoutCreateInfo sets = {
      .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO, .bindingCount = 1, .pBindings = &binding};
  VkPushConstantRange constants = {VK_SHADER_STAGE_COMPUTE_BIT, 0, 8};
  VkDescriptorSetLayout set_layout;
  VkPipelineLayoutCreateInfo layouts = {.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
                                        .setLayoutCount = 1,
                                        .pSetLayouts = &set_layout,
                                        .pushConstantRangeCount = 1,
                                        .pPushConstantRanges = &constants};
  VkDescriptorPoolSize room = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1};
  VkDescriptorPoolCreateInfo pools = {.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO,
                                      .maxSets = 1,
                                      .poolSizeCount = 1,
                                      .pPoolSizes = &room};
  VkDescriptorPool pool;
  VkPipelineLayout layout;
  VkPipeline pipeline;
  VkShaderModule shader = make_shader(compute_code, sizeof compute_code);
  CREATE(vkCreateDescriptorSetLayout, VkDescriptorSetLayout, of_rest, OBJECT(device), set_layout, device, &sets);
  CREATE(vkCreatePipelineLayout, VkPipelineLayout, of_rest, OBJECT(device), layout, device, &layouts);
  VkComputePipelineCreateInfo info = {.sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO,
                                      .stage = stage(VK_SHADER_STAGE_COMPUTE_BIT, shader),
                                      .layout = layout};
  CREATE(vkCreateComputePipelines, VkPipeline, of_pipelines, OBJECT(device), pipeline, device, VK_NULL_HANDLE, 1, &info);
  DESTROY(vkDestroyShaderModule, of_pipelines, device, shader);
  if (runs) {
    struct { uint32_t count; float seconds; } step = {BODIES, 0.01f};
    storage bodies = make_storage(BODIES * 16, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    VkDescriptorSetAllocateInfo one = {.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO,
                                       .descriptorSetCount = 1,
                                       .pSetLayouts = &set_layout};
    VkDescriptorBufferInfo whole = {bodies.buffer, 0, VK_WHOLE_SIZE};
    VkWriteDescriptorSet write = {.sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET,
                                  .descriptorCount = 1,
                                  .descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                  .pBufferInfo = &whole};
    VkDescriptorSet set;
    float *numbers = bodies.bytes;
    for (int i = 0; i < BODIES * 4; i++) numbers[i] = (float)(i % 7);
    CREATE(vkCreateDescriptorPool, VkDescriptorPool, of_rest, OBJECT(device), pool, device, &pools);
    one.descriptorPool = pool;
    ALLOCATE(vkAllocateDescriptorSets, VkDescriptorSet, pool, set, device, &one);
    write.dstSet = set;
    CALL(vkUpdateDescriptorSets, OBJECT(device), device, 1, &write, 0, NULL);
    begin_buffer();
    CALL(vkCmdBindPipeline, OBJECT(buffer), buffer, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline);
    CALL(vkCmdBindDescriptorSets, OBJECT(buffer), buffer, VK_PIPELINE_BIND_POINT_COMPUTE, layout, 0, 1, &set, 0, NULL);
    CALL(vkCmdPushConstants, OBJECT(buffer), buffer, layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, sizeof step, &step);
    CALL(vkCmdDispatch, OBJECT(buffer), buffer, BODIES / 64, 1, 1);
    run_buffer();
    printf("first body at %.3f\n", (double)numbers[0]);
    gone(HANDLE(set));
    DESTROY(vkDestroyDescriptorPool, of_rest, device, pool);
    free_storage(bodies);
  }
  DESTROY(vkDestroyPipeline, of_pipelines, device, pipeline);
  DESTROY(vkDestroyPipelineLayout, of_rest, device, layout);
  DESTROY(vkDestroyDescriptorSetLayout, of_rest, device, set_layout);
}

/* ---- A triangle in an image ---- */

static VkRenderPass make_pass(void) {
  VkAttachmentDescription colour = {.format = VK_FORMAT_R8G8B8A8_UNORM,
                                    .samples = VK_SAMPLE_COUNT_1_BIT,
                                    .loadOp = VK_ATTACHMENT_LOAD_OP_CLEAR,
                                    .storeOp = VK_ATTACHMENT_STORE_OP_STORE,
                                    .finalLayout = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL};
  VkAttachmentReference reference = {0, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL};
  VkSubpassDescription subpass = {.pipelineBindPoint = VK_PIPELINE_BIND_POINT_GRAPHICS,
                                  .colorAttachmentCount = 1,
                                  .pColorAttachments = &reference};
  VkRenderPassCreateInfo info = {.sType = VK_STRUCTURE_TYPE_RENDER_PASS_CREATE_INFO,
                                 .attachmentCount = 1,
                                 .pAttachments = &colour,
                                 .subpassCount = 1,
                                 .pSubpasses = &subpass};
  VkRenderPass pass;
  CREATE(vkCreateRenderPass, VkRenderPass, of_rest, OBJECT(device), pass, device, &info);
  return pass;
}

static VkPipeline make_graphics(VkPipelineLayout layout, VkRenderPass pass) {
  VkShaderModule vertex = make_shader(vertex_code, sizeof vertex_code);
  VkShaderModule fragment = make_shader(fragment_code, sizeof fragment_code);
  VkPipelineShaderStageCreateInfo stages[] = {stage(VK_SHADER_STAGE_VERTEX_BIT, vertex),
                                              stage(VK_SHADER_STAGE_FRAGMENT_BIT, fragment)};
  VkPipelineVertexInputStateCreateInfo input = {.sType = VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO};
  VkPipelineInputAssemblyStateCreateInfo assembly = {
      .sType = VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO,
      .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST};
  VkViewport viewport = {0, 0, SIDE, SIDE, 0, 1};
  VkRect2D scissor = {{0, 0}, {SIDE, SIDE}};
  VkPipelineViewportStateCreateInfo view = {.sType = VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO,
                                            .viewportCount = 1,
                                            .pViewports = &viewport,
                                            .scissorCount = 1,
                                            .pScissors = &scissor};
  VkPipelineRasterizationStateCreateInfo raster = {.sType = VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO,
                                                   .lineWidth = 1};
  VkPipelineMultisampleStateCreateInfo samples = {.sType = VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO,
                                                  .rasterizationSamples = VK_SAMPLE_COUNT_1_BIT};
  VkPipelineColorBlendAttachmentState write = {.colorWriteMask = 0xf};
  VkPipelineColorBlendStateCreateInfo blend = {.sType = VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO,
                                               .attachmentCount = 1,
                                               .pAttachments = &write};
  VkGraphicsPipelineCreateInfo info = {.sType = VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO,
                                       .stageCount = 2,
                                       .pStages = stages,
                                       .pVertexInputState = &input,
                                       .pInputAssemblyState = &assembly,
                                       .pViewportState = &view,
                                       .pRasterizationState = &raster,
                                       .pMultisampleState = &samples,
                                       .pColorBlendState = &blend,
                                       .layout = layout,
                                       .renderPass = pass};
  VkPipeline pipeline;
  CREATE(vkCreateGraphicsPipelines, VkPipeline, of_pipelines, OBJECT(device), pipeline, device, VK_NULL_HANDLE, 1, &info);
  DESTROY(vkDestroyShaderModule, of_pipelines, device, vertex);
  DESTROY(vkDestroyShaderModule, of_pipelines, device, fragment);
  return pipeline;
}

static void draw_triangle(VkRenderPass pass, VkPipeline pipeline) {
  VkImageCreateInfo info = {.sType = VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO,
                            .imageType = VK_IMAGE_TYPE_2D,
                            .format = VK_FORMAT_R8G8B8A8_UNORM,
                            .extent = {SIDE, SIDE, 1},
                            .mipLevels = 1,
                            .arrayLayers = 1,
                            .samples = VK_SAMPLE_COUNT_1_BIT,
                            .usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT};
  VkImageViewCreateInfo views = {.sType = VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO,
                                 .viewType = VK_IMAGE_VIEW_TYPE_2D,
                                 .format = VK_FORMAT_R8G8B8A8_UNORM,
                                 .subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1}};
  VkFramebufferCreateInfo frames = {.sType = VK_STRUCTURE_TYPE_FRAMEBUFFER_CREATE_INFO,
                                    .renderPass = pass,
                                    .attachmentCount = 1,
                                    .width = SIDE,
                                    .height = SIDE,
                                    .layers = 1};
  VkClearValue clear = {.color = {{0, 0, 0, 1}}};
  VkRenderPassBeginInfo begins = {.sType = VK_STRUCTURE_TYPE_RENDER_PASS_BEGIN_INFO,
                                  .renderPass = pass,
                                  .renderArea = {{0, 0}, {SIDE, SIDE}},
                                  .clearValueCount = 1,
                                  .pClearValues = &clear};
  VkBufferImageCopy copy = {.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1}, .imageExtent = {SIDE, SIDE, 1}};
  VkMemoryRequirements needs;
  VkImage image;
  VkImageView view;
  VkFramebuffer frame;
  VkDeviceMemory memory;
  storage pixels = make_storage(SIDE * SIDE * 4, VK_BUFFER_USAGE_TRANSFER_DST_BIT);
  CREATE(vkCreateImage, VkImage, of_memory, OBJECT(device), image, device, &info);
  CALL(vkGetImageMemoryRequirements, OBJECT(image), device, image, &needs);
  memory = take_memory(needs, 0);
  CALL_RESULT(vkBindImageMemory, OBJECT(image), device, image, memory, 0);
  views.image = image;
  CREATE(vkCreateImageView, VkImageView, of_rest, OBJECT(device), view, device, &views);
  frames.pAttachments = &view;
  CREATE(vkCreateFramebuffer, VkFramebuffer, of_rest, OBJECT(device), frame, device, &frames);
  begins.framebuffer = frame;
  begin_buffer();
  CALL(vkCmdBeginRenderPass, OBJECT(buffer), buffer, &begins, VK_SUBPASS_CONTENTS_INLINE);
  CALL(vkCmdBindPipeline, OBJECT(buffer), buffer, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline);
  CALL(vkCmdDraw, OBJECT(buffer), buffer, 3, 1, 0, 0);
  CALL(vkCmdEndRenderPass, OBJECT(buffer), buffer);
  CALL(vkCmdCopyImageToBuffer, OBJECT(buffer), buffer, image, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, pixels.buffer, 1, &copy);
  run_buffer();
  printf("last pixel #%08x\n", ((const uint32_t *)pixels.bytes)[SIDE * SIDE - 1]);
  DESTROY(vkDestroyFramebuffer, of_rest, device, frame);
  DESTROY(vkDestroyImageView, of_rest, device, view);
  DESTROY(vkDestroyImage, of_memory, device, image);
  DESTROY(vkFreeMemory, of_memory, device, memory);
  free_storage(pixels);
}

static void graphics(bool runs) {
  VkPipelineLayoutCreateInfo layouts = {.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
  VkRenderPass pass = make_pass();
  VkPipelineLayout layout;
  VkPipeline pipeline;
  CREATE(vkCreatePipelineLayout, VkPipelineLayout, of_rest, OBJECT(device), layout, device, &layouts);
  pipeline = make_graphics(layout, pass);
  if (runs) draw_triangle(pass, pipeline);
  DESTROY(vkDestroyPipeline, of_pipelines, device, pipeline);
  DESTROY(vkDestroyPipelineLayout, of_rest, device, layout);
  DESTROY(vkDestroyRenderPass, of_rest, device, pass);
}

static void make_table(table *made_table, const char *name) {
  if (!hg_vk_callbacks(&made_table->callbacks, NULL, name)) exit(5);
  made_table->domain = hg_vk_table(&made_table->callbacks);
}

int main(int argc, char **argv) {
  bool runs = argc < 2 || strcmp(argv[1], "--pipelines") != 0;
  hg_options options = {.path = "vk-offscreen.hgt", .stacks = 16};
  hg_start(&options);
  hg_to = hg_stream_in_use();
  make_table(&of_instance, "table of the instance");
  make_table(&of_device, "table of the device");
  make_table(&of_pipelines, "table of pipelines and shaders");
  make_table(&of_memory, "table of buffers, images and memory");
  make_table(&of_rest, "table of the rest");
  begin();
  compute(runs);
  graphics(runs);
  end();
  hg_stop();
  return 0;
}
