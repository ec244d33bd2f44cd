/*
 * heapglass-layer.c: the Vulkan layer VK_LAYER_HEAPGLASS_record. It stands between an unmodified program and its driver,
 * gives every call that takes a VkAllocationCallbacks one that records, and writes a trace that Heapglass opens.
 *
 *     cc -O2 -fPIC -shared -fvisibility=hidden -o libheapglass-layer.so heapglass-layer.c -ldl -lpthread
 *     VK_LAYER_PATH=$PWD VK_INSTANCE_LAYERS=VK_LAYER_HEAPGLASS_record HEAPGLASS_TRACE=app.hgt app
 *
 * The manifest heapglass-layer.json stands beside the library: the path in it counts from the manifest's own folder.
 * HEAPGLASS_TRACE names the file (%p is the process id), HEAPGLASS_STACKS the frames of a stack. With libheapglass.so
 * preloaded, both write one trace.
 *
 * What is recorded: each call with its result, the object that it is about and the table that it was passed; objects
 * with their parents; every callback with size, alignment, scope and stack. Where the program passed NULL, and no
 * instance or device above has a table that NULL would mean, the layer puts a table of its own in its place, one for
 * each type of object, so that it shows when a driver takes an object's memory from elsewhere. Such domains are listed in
 * the trace's header `injected`. An object is destroyed with the table that it was made with, whatever the program
 * passes then: that is recorded, and the driver stays safe.
 *
 * What it cannot see: what the loader does before it calls the layer, and memory that the driver takes without callbacks
 * (libheapglass.so records that).
 *
 * Licence: MIT, as Heapglass.
 */
#define HEAPGLASS_IMPLEMENTATION
#include "heapglass.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vulkan/vk_layer.h>
#include <vulkan/vulkan_core.h>

#define LAYER_NAME "VK_LAYER_HEAPGLASS_record"
#define STACK_DEPTH 64

/* The index of every entry point in a chain's list. */
enum {
#define HG(kind, level, name, ...) INDEX_##name,
#include "heapglass-layer-commands.h"
#undef HG
  COMMAND_COUNT
};

/* A surface is made from a window of some platform; all such calls are alike. */
typedef VkResult(VKAPI_PTR *PFN_vkCreateSurface)(VkInstance, const void *, const VkAllocationCallbacks *, VkSurfaceKHR *);

/* What is below the layer in an instance or a device. Never freed, but used again: it is looked up without a lock. */
typedef struct chain {
  _Atomic(void *) key; /* the loader's dispatch table, which every dispatchable handle points to; NULL: not in use */
  const struct chain *instance; /* of a device */
  VkInstance handle;            /* of an instance */
  PFN_vkGetInstanceProcAddr next_instance_proc;
  PFN_vkGetDeviceProcAddr next_device_proc;
  bool is_taken;
  bool has_table; /* the program gave it, or its instance, a table: that is what NULL means to its objects */
  PFN_vkVoidFunction next[COMMAND_COUNT];
  struct chain *other;
} chain;

/* A VkAllocationCallbacks of the program, or one in place of NULL, and what the driver gets instead. */
typedef struct table {
  VkAllocationCallbacks program, given; /* `given.pUserData` is this table */
  uint32_t domain;
  const char *stands_for; /* in place of NULL: the type of object; NULL: it is the program's */
  struct table *other;
} table;

/* An object that is alive. Handles of some types need not be unique: the newest is meant. */
typedef struct object {
  const char *type;
  uint64_t handle;
  uint32_t id;
  const chain *chain;
  const table *table; /* what the driver was given; NULL: none */
  struct object *children, **link, *sibling; /* of pools, whose children go with them */
  struct object *other;
} object;

#define BUCKETS 4096

static const hg_stream *stream;
static unsigned stack_depth;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static _Atomic(chain *) chains;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all that follows */
static table *tables[BUCKETS];
static unsigned program_tables;
static char injected[4096]; /* header `injected`: ids of domains and their types */
static object *objects[BUCKETS];

/* ---- The recorder ------------------------------------------------------------------------------------------------ */

static void start(void) {
  const char *frames = getenv("HEAPGLASS_STACKS");
  hg_options options;
  void *first[1];
  Dl_info self;
  /* The loader closes its layers with the last instance, but the trace, and what the layer knows, goes on. */
  if (dladdr((void *)&chains, &self) != 0) (void)dlopen(self.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
  memset(&options, 0, sizeof options);
  options.path = "heapglass.%p.hgt";
  options.stacks = 16;
  hg_start(&options);
  stream = hg_stream_in_use();
  stack_depth = frames == NULL ? 16 : (unsigned)strtoul(frames, NULL, 10);
  if (stack_depth > STACK_DEPTH) stack_depth = STACK_DEPTH;
  (void)backtrace(first, 1); /* loads the unwinder, which allocates, and frees what the process took before: no pause */
}

/* Zeroed memory of the layer itself, which is not recorded. */
static void *own(size_t size) {
  void *memory;
  stream->pause(1);
  memory = calloc(1, size);
  stream->pause(-1);
  if (memory == NULL) abort();
  return memory;
}

static void disown(void *memory) {
  stream->pause(1);
  free(memory);
  stream->pause(-1);
}

/* What the thread called last below the layer. */
static __thread PFN_vkVoidFunction called;

/* Bounds of this library's code. */
extern const char __ehdr_start[] __attribute__((visibility("hidden")));
extern const char etext[] __attribute__((visibility("hidden")));

/*
 * The stack of a callback without the layer's own frames before it. `caller` is its return address. A driver's last
 * call is often a jump: then the callback returns into the layer, and the driver's function stands in for its frame.
 * A release has one frame: unwinding inside of it can wait for a JIT that is taking its frames down.
 */
static uint32_t stack_of(char *caller, bool is_release) {
  bool is_jump = caller > __ehdr_start && caller < etext && called != NULL;
  void *frames[STACK_DEPTH + 9];
  int i, count = 0, first = 1;
  if (stack_depth == 0) return 0;
  if (!is_release) {
    count = backtrace(frames + 1, (int)stack_depth + 8) + 1;
    while (first < count && frames[first] != caller) first++;
  }
  if (is_release || first == count) { /* the unwinder may not come that far */
    frames[1] = caller;
    first = 1;
    count = 2;
  }
  if (count - first > (int)stack_depth) count = first + (int)stack_depth;
  for (i = first; i < count; i++) frames[i] = (char *)frames[i] - 1; /* within the call, not behind it */
  if (is_jump) memcpy(&frames[--first], &called, sizeof called);
  if (is_jump && is_release) count = first + 1;
  return stream->stack(frames + first, (unsigned)(count - first));
}

/* ---- Callbacks --------------------------------------------------------------------------------------------------- */

/* In place of NULL: the C library. What posix_memalign gives cannot be reallocated, so a block moves by hand. */
static void *VKAPI_PTR libc_allocate(void *user, size_t size, size_t alignment, VkSystemAllocationScope scope) {
  void *block = NULL;
  (void)user;
  (void)scope;
  if (alignment < sizeof(void *)) alignment = sizeof(void *);
  return posix_memalign(&block, alignment, size > 0 ? size : 1) == 0 ? block : NULL;
}

static void VKAPI_PTR libc_free(void *user, void *block) {
  (void)user;
  free(block);
}

static void *VKAPI_PTR libc_reallocate(void *user, void *old, size_t size, size_t alignment,
                                       VkSystemAllocationScope scope) {
  void *block;
  size_t kept;
  if (old == NULL) return libc_allocate(user, size, alignment, scope);
  if (size == 0) {
    free(old);
    return NULL;
  }
  block = libc_allocate(user, size, alignment, scope);
  if (block == NULL) return NULL;
  kept = malloc_usable_size(old);
  memcpy(block, old, kept < size ? kept : size);
  free(old);
  return block;
}

static hg_attributes attributes_of(const table *table, void *caller, bool is_release) {
  hg_attributes attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.domain = table->domain;
  attributes.stack = stack_of(caller, is_release);
  attributes.scope = HG_NO_SCOPE;
  return attributes;
}

static void *VKAPI_PTR allocate(void *user, size_t size, size_t alignment, VkSystemAllocationScope scope) {
  const table *table = user;
  hg_attributes attributes = attributes_of(table, __builtin_return_address(0), false);
  void *block;
  stream->pause(1);
  block = table->program.pfnAllocation(table->program.pUserData, size, alignment, scope);
  stream->pause(-1);
  attributes.alignment = alignment;
  attributes.scope = (int)scope;
  stream->alloc(&attributes, block, size);
  return block;
}

static void *VKAPI_PTR reallocate(void *user, void *old, size_t size, size_t alignment, VkSystemAllocationScope scope) {
  const table *table = user;
  hg_attributes attributes = attributes_of(table, __builtin_return_address(0), false);
  void *block;
  stream->pause(1);
  block = table->program.pfnReallocation(table->program.pUserData, old, size, alignment, scope);
  stream->pause(-1);
  attributes.alignment = alignment;
  attributes.scope = (int)scope;
  stream->realloc(&attributes, old, block, size);
  return block;
}

static void VKAPI_PTR release(void *user, void *block) {
  const table *table = user;
  hg_attributes attributes = attributes_of(table, __builtin_return_address(0), true);
  stream->free(&attributes, block);
  stream->pause(1);
  table->program.pfnFree(table->program.pUserData, block);
  stream->pause(-1);
}

static void VKAPI_PTR internal_allocated(void *user, size_t size, VkInternalAllocationType type,
                                         VkSystemAllocationScope scope) {
  const VkAllocationCallbacks *program = &((const table *)user)->program;
  stream->internal('+', size, (int)scope);
  if (program->pfnInternalAllocation != NULL) program->pfnInternalAllocation(program->pUserData, size, type, scope);
}

static void VKAPI_PTR internal_freed(void *user, size_t size, VkInternalAllocationType type,
                                     VkSystemAllocationScope scope) {
  const VkAllocationCallbacks *program = &((const table *)user)->program;
  stream->internal('-', size, (int)scope);
  if (program->pfnInternalFree != NULL) program->pfnInternalFree(program->pUserData, size, type, scope);
}

/* ---- Tables ------------------------------------------------------------------------------------------------------ */

static void name_domain(table *table, const char *command) {
  char name[128];
  if (table->stands_for == NULL) {
    (void)snprintf(name, sizeof name, "table %u of %s", ++program_tables, command);
    table->domain = stream->domain("vk", name, 0);
    return;
  }
  (void)snprintf(name, sizeof name, "%s (NULL passed)", table->stands_for);
  table->domain = stream->domain("vk", name, 0);
  (void)snprintf(name, sizeof name, "%s%u %s", injected[0] == '\0' ? "" : ", ", table->domain, table->stands_for);
  if (strlen(injected) + strlen(name) < sizeof injected) strcat(injected, name);
  stream->header("injected", injected);
}

/*
 * The table of these callbacks, or the one in place of NULL for this type of object. A driver keeps the address for as
 * long as the object lives, and so tables stay. Two tables are one when all that they hold is the same.
 */
static const table *table_of(const VkAllocationCallbacks *passed, const char *type, const char *command) {
  uintptr_t hash = passed == NULL ? (uintptr_t)strlen(type) : (uintptr_t)passed->pUserData >> 4;
  table *found, **bucket = &tables[hash % BUCKETS];
  pthread_mutex_lock(&lock);
  for (found = *bucket; found != NULL; found = found->other) {
    if (passed == NULL ? found->stands_for != NULL && strcmp(found->stands_for, type) == 0
                       : found->stands_for == NULL && memcmp(&found->program, passed, sizeof *passed) == 0)
      break;
  }
  if (found == NULL) {
    found = own(sizeof *found);
    if (passed == NULL) {
      found->program.pfnAllocation = libc_allocate;
      found->program.pfnReallocation = libc_reallocate;
      found->program.pfnFree = libc_free;
      found->stands_for = type;
    } else {
      found->program = *passed;
    }
    found->given.pUserData = found;
    found->given.pfnAllocation = allocate;
    found->given.pfnReallocation = reallocate;
    found->given.pfnFree = release;
    found->given.pfnInternalAllocation = internal_allocated;
    found->given.pfnInternalFree = internal_freed;
    name_domain(found, command);
    found->other = *bucket;
    *bucket = found;
  }
  pthread_mutex_unlock(&lock);
  return found;
}

/* ---- Objects ----------------------------------------------------------------------------------------------------- */

static object **bucket_of(uint64_t handle) { return &objects[(handle * 0x9e3779b97f4a7c15u >> 40) % BUCKETS]; }

/* A handle is a pointer, or 64 bits where it has no dispatch table. */
static uint64_t handle_at(const void *handles, size_t size, uint32_t index) {
  uint64_t handle = 0;
  memcpy(&handle, (const char *)handles + size * index, size);
  return handle;
}

/* With the lock held; NULL: not known. */
static object *find_object(const char *type, uint64_t handle) {
  object *found = *bucket_of(handle);
  while (found != NULL && (found->handle != handle || strcmp(found->type, type) != 0)) found = found->other;
  return found;
}

static uint32_t object_id(const char *type, uint64_t handle) {
  uint32_t id;
  object *found;
  pthread_mutex_lock(&lock);
  found = find_object(type, handle);
  id = found == NULL ? 0 : found->id;
  pthread_mutex_unlock(&lock);
  return id;
}

/* An object that came into being; one from a pool is chained to it. */
static void add_object(const chain *chain, const char *type, uint64_t handle, uint32_t parent, const table *table,
                       const char *pool_type, uint64_t pool_handle) {
  object *added = own(sizeof *added), **bucket = bucket_of(handle);
  object *pool;
  added->type = type;
  added->handle = handle;
  added->chain = chain;
  added->table = table;
  pthread_mutex_lock(&lock);
  pool = pool_type == NULL ? NULL : find_object(pool_type, pool_handle);
  if (pool != NULL) {
    parent = pool->id;
    added->sibling = pool->children;
    if (added->sibling != NULL) added->sibling->link = &added->sibling;
    added->link = &pool->children;
    pool->children = added;
  }
  added->id = stream->object_begin(parent, type, handle);
  added->other = *bucket;
  *bucket = added;
  pthread_mutex_unlock(&lock);
}

/* Queues and physical devices are met, not made. */
static void meet_object(const chain *chain, const char *type, uint64_t handle, uint32_t parent) {
  if (handle != 0 && object_id(type, handle) == 0) add_object(chain, type, handle, parent, NULL, NULL, 0);
}

/* With the lock held: forgets an object and what came from it. */
static void drop_object(object *gone, bool is_destroyed) {
  object **at = bucket_of(gone->handle);
  while (gone->children != NULL) drop_object(gone->children, is_destroyed);
  while (*at != gone) at = &(*at)->other;
  *at = gone->other;
  if (gone->link != NULL) *gone->link = gone->sibling;
  if (gone->link != NULL && gone->sibling != NULL) gone->sibling->link = gone->link;
  if (is_destroyed) stream->object_end(gone->id);
  disown(gone);
}

static void end_object(const char *type, uint64_t handle) {
  object *gone;
  pthread_mutex_lock(&lock);
  gone = find_object(type, handle);
  if (gone != NULL) drop_object(gone, true);
  pthread_mutex_unlock(&lock);
}

/* ---- Chains ------------------------------------------------------------------------------------------------------ */

static void *key_of(const void *dispatchable) { return *(void *const *)dispatchable; }

static chain *find_chain(const void *dispatchable) {
  void *key = key_of(dispatchable);
  chain *found = atomic_load_explicit(&chains, memory_order_acquire);
  while (found != NULL && atomic_load_explicit(&found->key, memory_order_acquire) != key) found = found->other;
  return found;
}

/* What is below the layer for an instance, a device, or a handle that belongs to one. */
static chain *chain_of(const void *dispatchable) {
  chain *found = find_chain(dispatchable);
  if (found == NULL) abort(); /* not from a call of this layer: there is nothing to pass the call on to */
  return found;
}

/* A chain not in use, empty but for its place in the list. */
static chain *new_chain(void) {
  chain *found, *rest;
  pthread_mutex_lock(&lock);
  found = atomic_load(&chains);
  while (found != NULL && found->is_taken) found = found->other;
  if (found == NULL) {
    found = own(sizeof *found);
    found->other = atomic_load(&chains);
    atomic_store_explicit(&chains, found, memory_order_release);
  } else {
    rest = found->other;
    memset(found, 0, sizeof *found);
    found->other = rest;
  }
  found->is_taken = true;
  pthread_mutex_unlock(&lock);
  return found;
}

/* Forgets an instance or a device with what the program left behind in it. */
static void drop_chain(chain *gone) {
  unsigned i;
  pthread_mutex_lock(&lock);
  for (i = 0; i < BUCKETS; i++) {
    object *at = objects[i];
    while (at != NULL) {
      if (at->chain == gone) {
        drop_object(at, false);
        at = objects[i]; /* its children may have stood here too */
      } else {
        at = at->other;
      }
    }
  }
  gone->is_taken = false;
  pthread_mutex_unlock(&lock);
}

/* ---- What happens before and after a call ------------------------------------------------------------------------ */

static void begin(const char *command, const char *type, uint64_t handle) {
  stream->command_begin(command, object_id(type, handle), -1);
}

/* Gives what the driver is to get in place of `passed`. */
static const VkAllocationCallbacks *begin_create(const chain *above, const char *command, const char *type,
                                                 uint32_t parent, const VkAllocationCallbacks *passed) {
  bool means_parents = passed == NULL && above != NULL && above->has_table;
  const table *table = means_parents ? NULL : table_of(passed, type, command);
  stream->command_begin(command, parent, table == NULL ? 0 : table->domain);
  return table == NULL ? NULL : &table->given;
}

static void end_create(const chain *chain, const char *type, uint32_t parent, const VkAllocationCallbacks *given,
                       const void *handles, size_t size, uint32_t count, VkResult result) {
  uint32_t i;
  /* Of several pipelines some may have been made when one failed; the others are VK_NULL_HANDLE then. */
  for (i = 0; i < count && (result >= 0 || count > 1); i++) {
    uint64_t handle = handle_at(handles, size, i);
    if (handle == 0) continue;
    add_object(chain, type, handle, parent, given == NULL ? NULL : given->pUserData, NULL, 0);
  }
  stream->command_end(true, result);
}

/* Gives the table that the object was made with. The object is gone before its handle can be another's. */
static const VkAllocationCallbacks *begin_destroy(const char *command, const char *type, uint64_t handle,
                                                  const VkAllocationCallbacks *passed) {
  const table *destroys_with = passed == NULL ? NULL : table_of(passed, type, command);
  const table *made_with = NULL;
  uint32_t id = 0;
  object *gone;
  pthread_mutex_lock(&lock);
  gone = handle == 0 ? NULL : find_object(type, handle);
  if (gone != NULL) {
    id = gone->id;
    made_with = gone->table;
  }
  if (passed == NULL && made_with != NULL && made_with->stands_for != NULL) destroys_with = made_with;
  stream->command_begin(command, id, destroys_with == NULL ? 0 : destroys_with->domain);
  if (gone != NULL) drop_object(gone, true);
  pthread_mutex_unlock(&lock);
  if (gone == NULL) return passed; /* made by a call that the layer does not know, with what was passed */
  return made_with == NULL ? NULL : &made_with->given;
}

static void end(void) { stream->command_end(false, 0); }

static VkResult end_with(VkResult result) {
  stream->command_end(true, result);
  return result;
}

/* ---- Entry points, by the table ---------------------------------------------------------------------------------- */

static PFN_vkVoidFunction call_next(const chain *below, unsigned index) { return called = below->next[index]; }

#define NEXT(chain, name) ((PFN_##name)call_next(chain, INDEX_##name))
#define HANDLE(handle) handle_at(&(handle), sizeof(handle), 0)
#define LEVEL_OBJECT_INSTANCE "VkInstance"
#define LEVEL_OBJECT_DEVICE "VkDevice"

#define HG_CALL(level, name, first, type, about, parameters, arguments) \
  static VKAPI_ATTR void VKAPI_CALL layer_##name parameters {           \
    const chain *below = chain_of(first);                               \
    begin(#name, #type, HANDLE(about));                                 \
    NEXT(below, name) arguments;                                        \
    end();                                                              \
  }

#define HG_CALL_RESULT(level, name, first, type, about, parameters, arguments) \
  static VKAPI_ATTR VkResult VKAPI_CALL layer_##name parameters {              \
    const chain *below = chain_of(first);                                      \
    begin(#name, #type, HANDLE(about));                                        \
    return end_with(NEXT(below, name) arguments);                              \
  }

#define HG_CALL_VALUE(level, name, value, first, type, about, parameters, arguments) \
  static VKAPI_ATTR value VKAPI_CALL layer_##name parameters {                       \
    const chain *below = chain_of(first);                                            \
    value answer;                                                                    \
    begin(#name, #type, HANDLE(about));                                              \
    answer = NEXT(below, name) arguments;                                            \
    end();                                                                           \
    return answer;                                                                   \
  }

#define CREATE(level, name, pfn, first, type, handles, count, parameters, arguments)                  \
  static VKAPI_ATTR VkResult VKAPI_CALL layer_##name parameters {                                     \
    const chain *below = chain_of(first);                                                             \
    uint32_t parent = object_id(LEVEL_OBJECT_##level, HANDLE(first));                                 \
    VkResult result;                                                                                  \
    pAllocator = begin_create(below, #name, #type, parent, pAllocator);                               \
    result = ((pfn)call_next(below, INDEX_##name)) arguments;                                              \
    end_create(below, #type, parent, pAllocator, handles, sizeof *(handles), count, result);          \
    return result;                                                                                    \
  }

#define HG_CREATE(level, name, first, type, handles, count, parameters, arguments) \
  CREATE(level, name, PFN_##name, first, type, handles, count, parameters, arguments)
#define HG_CREATE_SURFACE(level, name, first, type, handles, count, parameters, arguments) \
  CREATE(level, name, PFN_vkCreateSurface, first, type, handles, count, parameters, arguments)

#define HG_DESTROY(level, name, first, type, handle, parameters, arguments)  \
  static VKAPI_ATTR void VKAPI_CALL layer_##name parameters {                \
    const chain *below = chain_of(first);                                    \
    pAllocator = begin_destroy(#name, #type, HANDLE(handle), pAllocator);    \
    NEXT(below, name) arguments;                                             \
    end();                                                                   \
  }

#define HG_BY_HAND(level, name, nothing)

#define HG(kind, level, name, ...) HG_##kind(level, name, __VA_ARGS__)
#include "heapglass-layer-commands.h"
#undef HG

/* ---- Entry points, by hand --------------------------------------------------------------------------------------- */

typedef struct entry {
  const char *name;
  bool is_of_device;
  PFN_vkVoidFunction function;
} entry;

static const entry *entry_of(const char *name);
static void resolve(chain *chain, VkInstance instance, VkDevice device);

static VkLayerInstanceCreateInfo *instance_link(const VkInstanceCreateInfo *info) {
  VkLayerInstanceCreateInfo *at = (VkLayerInstanceCreateInfo *)info->pNext;
  while (at != NULL && !(at->sType == VK_STRUCTURE_TYPE_LOADER_INSTANCE_CREATE_INFO && at->function == VK_LAYER_LINK_INFO))
    at = (VkLayerInstanceCreateInfo *)at->pNext;
  return at;
}

static VkLayerDeviceCreateInfo *device_link(const VkDeviceCreateInfo *info) {
  VkLayerDeviceCreateInfo *at = (VkLayerDeviceCreateInfo *)info->pNext;
  while (at != NULL && !(at->sType == VK_STRUCTURE_TYPE_LOADER_DEVICE_CREATE_INFO && at->function == VK_LAYER_LINK_INFO))
    at = (VkLayerDeviceCreateInfo *)at->pNext;
  return at;
}

static VKAPI_ATTR VkResult VKAPI_CALL layer_vkCreateInstance(const VkInstanceCreateInfo *pCreateInfo,
                                                             const VkAllocationCallbacks *pAllocator,
                                                             VkInstance *pInstance) {
  VkLayerInstanceCreateInfo *link = instance_link(pCreateInfo);
  const VkAllocationCallbacks *given;
  PFN_vkGetInstanceProcAddr proc;
  VkResult result;
  chain *made = NULL;
  if (link == NULL) return VK_ERROR_INITIALIZATION_FAILED;
  proc = link->u.pLayerInfo->pfnNextGetInstanceProcAddr;
  link->u.pLayerInfo = link->u.pLayerInfo->pNext;
  given = begin_create(NULL, "vkCreateInstance", "VkInstance", 0, pAllocator);
  result = ((PFN_vkCreateInstance)proc(NULL, "vkCreateInstance"))(pCreateInfo, given, pInstance);
  if (result == VK_SUCCESS) {
    made = new_chain();
    made->handle = *pInstance;
    made->has_table = pAllocator != NULL;
    made->next_instance_proc = proc;
    resolve(made, *pInstance, NULL);
    atomic_store_explicit(&made->key, key_of(*pInstance), memory_order_release);
  }
  end_create(made, "VkInstance", 0, given, pInstance, sizeof *pInstance, 1, result);
  return result;
}

static VKAPI_ATTR VkResult VKAPI_CALL layer_vkCreateDevice(VkPhysicalDevice physicalDevice,
                                                           const VkDeviceCreateInfo *pCreateInfo,
                                                           const VkAllocationCallbacks *pAllocator, VkDevice *pDevice) {
  const chain *instance = chain_of(physicalDevice);
  uint32_t parent = object_id("VkPhysicalDevice", HANDLE(physicalDevice));
  VkLayerDeviceCreateInfo *link = device_link(pCreateInfo);
  const VkAllocationCallbacks *given;
  PFN_vkGetInstanceProcAddr proc;
  PFN_vkGetDeviceProcAddr device_proc;
  VkResult result;
  chain *made = NULL;
  if (link == NULL) return VK_ERROR_INITIALIZATION_FAILED;
  if (parent == 0) parent = object_id("VkInstance", HANDLE(instance->handle));
  proc = link->u.pLayerInfo->pfnNextGetInstanceProcAddr;
  device_proc = link->u.pLayerInfo->pfnNextGetDeviceProcAddr;
  link->u.pLayerInfo = link->u.pLayerInfo->pNext;
  given = begin_create(instance, "vkCreateDevice", "VkDevice", parent, pAllocator);
  result = ((PFN_vkCreateDevice)proc(instance->handle, "vkCreateDevice"))(physicalDevice, pCreateInfo, given, pDevice);
  if (result == VK_SUCCESS) {
    made = new_chain();
    made->instance = instance;
    made->has_table = pAllocator != NULL || instance->has_table;
    made->next_instance_proc = proc;
    made->next_device_proc = device_proc;
    resolve(made, NULL, *pDevice);
    atomic_store_explicit(&made->key, key_of(*pDevice), memory_order_release);
  }
  end_create(made, "VkDevice", parent, given, pDevice, sizeof *pDevice, 1, result);
  return result;
}

static VKAPI_ATTR void VKAPI_CALL layer_vkDestroyInstance(VkInstance instance, const VkAllocationCallbacks *pAllocator) {
  chain *below;
  if (instance == NULL) return;
  below = chain_of(instance);
  pAllocator = begin_destroy("vkDestroyInstance", "VkInstance", HANDLE(instance), pAllocator);
  atomic_store(&below->key, NULL); /* from here on the loader may give the key to another */
  NEXT(below, vkDestroyInstance)(instance, pAllocator);
  end();
  drop_chain(below);
}

static VKAPI_ATTR void VKAPI_CALL layer_vkDestroyDevice(VkDevice device, const VkAllocationCallbacks *pAllocator) {
  chain *below;
  if (device == NULL) return;
  below = chain_of(device);
  pAllocator = begin_destroy("vkDestroyDevice", "VkDevice", HANDLE(device), pAllocator);
  atomic_store(&below->key, NULL); /* from here on the loader may give the key to another */
  NEXT(below, vkDestroyDevice)(device, pAllocator);
  end();
  drop_chain(below);
}

static VKAPI_ATTR VkResult VKAPI_CALL layer_vkEnumeratePhysicalDevices(VkInstance instance, uint32_t *pPhysicalDeviceCount,
                                                                       VkPhysicalDevice *pPhysicalDevices) {
  const chain *below = chain_of(instance);
  VkResult result;
  uint32_t i, parent = object_id("VkInstance", HANDLE(instance));
  begin("vkEnumeratePhysicalDevices", "VkInstance", HANDLE(instance));
  result = NEXT(below, vkEnumeratePhysicalDevices)(instance, pPhysicalDeviceCount, pPhysicalDevices);
  for (i = 0; pPhysicalDevices != NULL && result >= 0 && i < *pPhysicalDeviceCount; i++)
    meet_object(below, "VkPhysicalDevice", HANDLE(pPhysicalDevices[i]), parent);
  return end_with(result);
}

static VKAPI_ATTR void VKAPI_CALL layer_vkGetDeviceQueue(VkDevice device, uint32_t queueFamilyIndex, uint32_t queueIndex,
                                                         VkQueue *pQueue) {
  const chain *below = chain_of(device);
  begin("vkGetDeviceQueue", "VkDevice", HANDLE(device));
  NEXT(below, vkGetDeviceQueue)(device, queueFamilyIndex, queueIndex, pQueue);
  meet_object(below, "VkQueue", HANDLE(*pQueue), object_id("VkDevice", HANDLE(device)));
  end();
}

static VKAPI_ATTR void VKAPI_CALL layer_vkGetDeviceQueue2(VkDevice device, const VkDeviceQueueInfo2 *pQueueInfo,
                                                          VkQueue *pQueue) {
  const chain *below = chain_of(device);
  begin("vkGetDeviceQueue2", "VkDevice", HANDLE(device));
  NEXT(below, vkGetDeviceQueue2)(device, pQueueInfo, pQueue);
  meet_object(below, "VkQueue", HANDLE(*pQueue), object_id("VkDevice", HANDLE(device)));
  end();
}

static VKAPI_ATTR VkResult VKAPI_CALL layer_vkAllocateCommandBuffers(VkDevice device,
                                                                     const VkCommandBufferAllocateInfo *pAllocateInfo,
                                                                     VkCommandBuffer *pCommandBuffers) {
  const chain *below = chain_of(device);
  uint64_t pool = HANDLE(pAllocateInfo->commandPool);
  VkResult result;
  uint32_t i;
  begin("vkAllocateCommandBuffers", "VkCommandPool", pool);
  result = NEXT(below, vkAllocateCommandBuffers)(device, pAllocateInfo, pCommandBuffers);
  for (i = 0; result >= 0 && i < pAllocateInfo->commandBufferCount; i++)
    add_object(below, "VkCommandBuffer", HANDLE(pCommandBuffers[i]), 0, NULL, "VkCommandPool", pool);
  return end_with(result);
}

static VKAPI_ATTR void VKAPI_CALL layer_vkFreeCommandBuffers(VkDevice device, VkCommandPool commandPool,
                                                             uint32_t commandBufferCount,
                                                             const VkCommandBuffer *pCommandBuffers) {
  const chain *below = chain_of(device);
  uint32_t i;
  begin("vkFreeCommandBuffers", "VkCommandPool", HANDLE(commandPool));
  for (i = 0; i < commandBufferCount; i++) end_object("VkCommandBuffer", HANDLE(pCommandBuffers[i]));
  NEXT(below, vkFreeCommandBuffers)(device, commandPool, commandBufferCount, pCommandBuffers);
  end();
}

static VKAPI_ATTR VkResult VKAPI_CALL layer_vkAllocateDescriptorSets(VkDevice device,
                                                                     const VkDescriptorSetAllocateInfo *pAllocateInfo,
                                                                     VkDescriptorSet *pDescriptorSets) {
  const chain *below = chain_of(device);
  uint64_t pool = HANDLE(pAllocateInfo->descriptorPool);
  VkResult result;
  uint32_t i;
  begin("vkAllocateDescriptorSets", "VkDescriptorPool", pool);
  result = NEXT(below, vkAllocateDescriptorSets)(device, pAllocateInfo, pDescriptorSets);
  for (i = 0; result >= 0 && i < pAllocateInfo->descriptorSetCount; i++)
    add_object(below, "VkDescriptorSet", HANDLE(pDescriptorSets[i]), 0, NULL, "VkDescriptorPool", pool);
  return end_with(result);
}

static VKAPI_ATTR VkResult VKAPI_CALL layer_vkFreeDescriptorSets(VkDevice device, VkDescriptorPool descriptorPool,
                                                                 uint32_t descriptorSetCount,
                                                                 const VkDescriptorSet *pDescriptorSets) {
  const chain *below = chain_of(device);
  uint32_t i;
  begin("vkFreeDescriptorSets", "VkDescriptorPool", HANDLE(descriptorPool));
  for (i = 0; i < descriptorSetCount; i++) end_object("VkDescriptorSet", HANDLE(pDescriptorSets[i]));
  return end_with(NEXT(below, vkFreeDescriptorSets)(device, descriptorPool, descriptorSetCount, pDescriptorSets));
}

static VKAPI_ATTR VkResult VKAPI_CALL layer_vkResetDescriptorPool(VkDevice device, VkDescriptorPool descriptorPool,
                                                                  VkDescriptorPoolResetFlags flags) {
  const chain *below = chain_of(device);
  object *pool;
  begin("vkResetDescriptorPool", "VkDescriptorPool", HANDLE(descriptorPool));
  pthread_mutex_lock(&lock);
  pool = find_object("VkDescriptorPool", HANDLE(descriptorPool));
  while (pool != NULL && pool->children != NULL) drop_object(pool->children, true);
  pthread_mutex_unlock(&lock);
  return end_with(NEXT(below, vkResetDescriptorPool)(device, descriptorPool, flags));
}

/* ---- The loader's side ------------------------------------------------------------------------------------------- */

#define IS_OF_DEVICE_INSTANCE false
#define IS_OF_DEVICE_DEVICE true

static const entry entries[] = {
#define HG(kind, level, name, ...) {#name, IS_OF_DEVICE_##level, (PFN_vkVoidFunction)layer_##name},
#include "heapglass-layer-commands.h"
#undef HG
};

/* By name; NULL: the layer has nothing to do with it. */
static const entry *entry_of(const char *name) {
  size_t i;
  for (i = 0; i < COMMAND_COUNT; i++) {
    if (strcmp(entries[i].name, name) == 0) return &entries[i];
  }
  return NULL;
}

/* Looks up what is below for an instance or for a device. */
static void resolve(chain *chain, VkInstance instance, VkDevice device) {
  size_t i;
  for (i = 0; i < COMMAND_COUNT; i++) {
    if (entries[i].is_of_device != (device != NULL)) continue;
    chain->next[i] = device == NULL ? chain->next_instance_proc(instance, entries[i].name)
                                    : chain->next_device_proc(device, entries[i].name);
  }
}

static VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL get_device_proc(VkDevice device, const char *name) {
  const chain *below = chain_of(device);
  const entry *entry = entry_of(name);
  if (strcmp(name, "vkGetDeviceProcAddr") == 0) return (PFN_vkVoidFunction)get_device_proc;
  if (entry == NULL || !entry->is_of_device) return below->next_device_proc(device, name);
  return below->next[entry - entries] == NULL ? NULL : entry->function;
}

static VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL get_instance_proc(VkInstance instance, const char *name) {
  const entry *entry = entry_of(name);
  PFN_vkVoidFunction next;
  const chain *below;
  if (strcmp(name, "vkGetInstanceProcAddr") == 0) return (PFN_vkVoidFunction)get_instance_proc;
  if (strcmp(name, "vkGetDeviceProcAddr") == 0) return (PFN_vkVoidFunction)get_device_proc;
  if (strcmp(name, "vkCreateInstance") == 0) return entry->function;
  below = instance == NULL ? NULL : find_chain(instance); /* the loader asks before the instance is made, too */
  if (below == NULL) return NULL;
  next = below->next_instance_proc(instance, name);
  return next == NULL || entry == NULL ? next : entry->function;
}

VK_LAYER_EXPORT VKAPI_ATTR VkResult VKAPI_CALL vkNegotiateLoaderLayerInterfaceVersion(VkNegotiateLayerInterface *pVersionStruct) {
  if (pVersionStruct->loaderLayerInterfaceVersion < 2) return VK_ERROR_INITIALIZATION_FAILED;
  pthread_once(&once, start);
  pVersionStruct->loaderLayerInterfaceVersion = 2;
  pVersionStruct->pfnGetInstanceProcAddr = get_instance_proc;
  pVersionStruct->pfnGetDeviceProcAddr = get_device_proc;
  pVersionStruct->pfnGetPhysicalDeviceProcAddr = NULL;
  return VK_SUCCESS;
}
