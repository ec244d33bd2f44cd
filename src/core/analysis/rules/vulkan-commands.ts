import type { CommandId } from '../../tables/indices';
import type { Trace } from '../../tables/trace';

/** What the rules of §3.1 of `vulkan-host-memory.md` say of a command, read from its name (the lenient list). */
export interface VulkanCommand {
  readonly name: string;
  /** Type of the objects that it creates or destroys, as in `VkPipeline`; undefined: none. */
  readonly creates: string | undefined;
  readonly destroys: string | undefined;
  readonly mayTakeObjectMemory: boolean;
  readonly mayFreeObjectMemory: boolean;
  readonly mayTakeCacheMemory: boolean;
  readonly mayFreeCacheMemory: boolean;
  /** A pipeline or validation cache takes part, or may. */
  readonly knowsCache: boolean;
  /** Its only object is the device, the instance or a physical device. */
  readonly isOfRoot: boolean;
  /** Its memory belongs to the pool of a command buffer or a descriptor set. */
  readonly isOfPoolChild: boolean;
  readonly namesObject: boolean;
}

/** The commands of a trace, by id. */
export function vulkanCommands(trace: Trace): readonly VulkanCommand[] {
  return Array.from({ length: Math.max(1, trace.commands.length) }, (_, id) =>
    vulkanCommand(id === 0 ? '' : trace.strings.get(trace.commands.name.get(id as CommandId))),
  );
}

const ROOT = /^vk((Create|Destroy)(Instance|Device)|Enumerate\w+|GetPhysicalDevice\w+|Get(Instance|Device)ProcAddr|GetDeviceQueue2?|DeviceWaitIdle)$/; // prettier-ignore
const TAKES_POOL = /^vk((Reset|Trim|Destroy)CommandPool\w*|(Reset|Destroy)DescriptorPool|Free(CommandBuffers|DescriptorSets))$/; // prettier-ignore
const CACHE_MEMORY = /^vk(Create(Pipeline|Validation)Cache\w*|Merge(Pipeline|Validation)Caches\w*|Create(Graphics|Compute|RayTracing|ExecutionGraph)Pipelines\w*|CreateShaderModule|CreateShadersEXT)$/; // prettier-ignore
const POOL_CHILD = /^vk(Allocate(CommandBuffers|DescriptorSets)|Cmd\w+|(Begin|End|Reset)CommandBuffer)$/;

export function vulkanCommand(name: string): VulkanCommand {
  const isOfRoot = ROOT.test(name);
  const isOfPoolChild = POOL_CHILD.test(name);
  const creates = created(name);
  const destroys = destroyed(name);
  const takesPool = TAKES_POOL.test(name);
  const mayTakeObjectMemory = !isOfRoot && (creates !== undefined || isOfPoolChild || takesPool);
  const mayTakeCacheMemory = CACHE_MEMORY.test(name);
  return {
    name,
    creates,
    destroys,
    mayTakeObjectMemory,
    mayFreeObjectMemory: mayTakeObjectMemory || (!isOfRoot && destroys !== undefined),
    mayTakeCacheMemory,
    mayFreeCacheMemory: mayTakeCacheMemory || /^vkDestroy(Pipeline|Validation)Cache/.test(name),
    knowsCache: mayTakeCacheMemory || /(Pipeline|Validation)Cache/.test(name),
    isOfRoot,
    isOfPoolChild,
    namesObject: /^vk(SetDebugUtilsObject(Name|Tag)|DebugMarkerSetObject(Name|Tag))EXT$/.test(name),
  };
}

function created(name: string): string | undefined {
  if (name === 'vkAllocateMemory') return 'VkDeviceMemory';
  if (/^vkRegister(Device|Display)EventEXT$/.test(name)) return 'VkFence';
  if (name === 'vkAllocateCommandBuffers') return 'VkCommandBuffer';
  if (name === 'vkAllocateDescriptorSets') return 'VkDescriptorSet';
  if (/^vkCreate\w+Pipelines\w*$/.test(name)) return 'VkPipeline';
  if (/^vkCreateSharedSwapchainsKHR$/.test(name)) return 'VkSwapchainKHR';
  if (/^vkCreateShadersEXT$/.test(name)) return 'VkShaderEXT';
  if (/^vkCreate\w+Surface(\w*)$/.test(name)) return 'VkSurfaceKHR';
  return name.startsWith('vkCreate') ? `Vk${name.slice('vkCreate'.length)}` : undefined;
}

function destroyed(name: string): string | undefined {
  if (name === 'vkFreeMemory') return 'VkDeviceMemory';
  if (name === 'vkFreeCommandBuffers') return 'VkCommandBuffer';
  if (name === 'vkFreeDescriptorSets') return 'VkDescriptorSet';
  return name.startsWith('vkDestroy') ? `Vk${name.slice('vkDestroy'.length)}` : undefined;
}

/** `vkDestroy*` without a VUID on the allocator it is given (§6), and `vkFreeMemory`: only the general prose binds them. */
const WITHOUT_VUID = /^Vk(DeviceMemory|SamplerYcbcrConversion|IndirectExecutionSetEXT|OpticalFlowSessionNV|Cu(Module|Function)NVX|Cuda(Module|Function)NV|BufferCollectionFUCHSIA|SemaphoreSciSyncPoolNV|GpaSession\w*|ExternalComputeQueue\w*|ShaderInstrumentationARM)$/; // prettier-ignore

export function hasTableVuid(type: string): boolean {
  return !WITHOUT_VUID.test(type);
}
