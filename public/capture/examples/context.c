/*
 * A ralloc tree on a Vulkan table: the root is given the table, its descendants take their memory from the same one.
 * The trace knows who owns whom, and counts the memory once: the tree's blocks lie inside the table's.
 *
 *     cc -g context.c -o context && ./context && npx heapglass report context.hgt
 */
#define HEAPGLASS_IMPLEMENTATION
#define HEAPGLASS_VULKAN
#include "../heapglass.h"

int main(void) {
  hg_options options = {0};
  VkAllocationCallbacks table;
  void *shader, *instructions, *kept;
  int i;

  options.path = "context.hgt";
  options.stacks = 16;
  if (!hg_start(&options) || !hg_vk_callbacks(&table, NULL, "pipelines")) return 1;

  hg_command_begin("vkCreateGraphicsPipelines", 0, hg_vk_table(&table));
  shader = hg_ralloc_root(&table, HG_COMMAND);
  instructions = hg_ralloc(shader, 0);
  for (i = 0; i < 10; i++) hg_ralloc(instructions, 100);
  kept = hg_ralloc(instructions, 500);
  hg_ralloc_steal(NULL, kept);
  hg_ralloc_free(shader); /* twelve blocks go, the stolen one stays */
  hg_command_end(VK_SUCCESS);

  hg_ralloc_free(kept); /* memory of COMMAND scope that outlived its command: VKM-29 in the report */
  hg_stop();
  return 0;
}
