/* The stream that heapglass.h and the Vulkan layer record through when this library is loaded. */
#ifndef LIBHEAPGLASS_STREAM_H
#define LIBHEAPGLASS_STREAM_H

/* As enter, also where the thread's requests to libc are not recorded: these are of other domains. */
static bool stream_enter(void) {
  int paused = self.paused;
  self.paused = 0;
  bool is_entered = enter();
  self.paused = paused;
  return is_entered;
}

/*
 * A record of the stream: what stands between is done under the lock, after the state that a record needs. `at` is
 * where to write it, and ends where it does.
 */
#define RECORD_BEGIN                                        \
  if (!stream_enter()) return;                              \
  recorder *it = process.recorder;                          \
  int before = errno;                                       \
  lock_take(&it->lock);                                     \
  char *at = record_begin(it, time_now());
#define RECORD_END          \
  record_end(it, at);       \
  lock_give(&it->lock);     \
  leave();                  \
  errno = before;

#define STREAM_TEXT 200

static uint32_t stream_domain(const char *kind, const char *name, uint32_t backing) {
  return domain_id(kind, name, backing);
}

static uint32_t stream_stack(void *const *frames, unsigned count) {
  if (count == 0 || !stream_enter()) return 0;
  recorder *it = process.recorder;
  int before = errno;
  call_stack stack;
  stack_begin(&stack, &it->code);
  for (unsigned i = 0; i < count && i < DEEPEST_STACK; i++) {
    row_at(&it->code, (uintptr_t)frames[i]); /* finds its module */
    stack_push(&stack, (uintptr_t)frames[i]);
  }
  stack_end(&stack);
  uint32_t id = stack_if_known(&it->stacks, &stack);
  if (id == 0) {
    lock_take(&it->lock);
    id = stack_id(&it->stacks, &it->code, &it->sink, &stack);
    lock_give(&it->lock);
  }
  leave();
  errno = before;
  return id;
}

/* A request of another allocator; without a stack of its own it gets that of the function that told of it. */
INLINE void stream_request(const hg_attributes *attributes, const void *frame, unsigned depth, char sign,
                           const void *old, const void *block, size_t size) {
  if (!stream_enter()) return;
  recorder *it = process.recorder;
  int before = errno;
  occasion now;
  gather(&now, frame, attributes->stack != 0 ? 0 : depth);
  lock_take(&it->lock);
  if (sign == '+') write_alloc(it, &now, attributes, block, size);
  else if (sign == '-') write_free(it, &now, attributes, block);
  else write_realloc(it, &now, attributes, old, block, size);
  lock_give(&it->lock);
  leave();
  errno = before;
}

static void stream_alloc(const hg_attributes *attributes, const void *block, size_t size) {
  stream_request(attributes, HERE, process.stacks, '+', NULL, block, size);
}

static void stream_realloc(const hg_attributes *attributes, const void *old, const void *block, size_t size) {
  stream_request(attributes, HERE, process.stacks, '~', old, block, size);
}

static void stream_free(const hg_attributes *attributes, const void *block) {
  stream_request(attributes, HERE, process.free_stacks, '-', NULL, block, 0);
}

static void stream_steal(const void *block, const void *owner) {
  RECORD_BEGIN
  at = put_address(put_word(at, "^ "), block);
  *at++ = ' ';
  at = put_address(at, owner);
  RECORD_END
}

static void stream_internal(char sign, size_t size, int scope) {
  RECORD_BEGIN
  *at++ = 'i';
  *at++ = ' ';
  *at++ = sign;
  *at++ = ' ';
  at = put_decimal(at, size);
  *at++ = ' ';
  at = put_decimal(at, (uint64_t)scope);
  RECORD_END
}

static uint32_t stream_context_begin(uint32_t parent, uint32_t domain, const char *name) {
  uint32_t id = 0;
  if (!stream_enter()) return 0;
  recorder *it = process.recorder;
  int before = errno;
  lock_take(&it->lock);
  write_new_domains(it, domain);
  char *at = record_begin(it, time_now());
  id = ++process.contexts;
  at = put_decimal(put_word(at, "x "), since_fork(parent, it->earlier_contexts));
  *at++ = ' ';
  at = put_decimal(at, domain);
  *at++ = ' ';
  at = put_text(at, name, strlen(name), STREAM_TEXT);
  RECORD_END
  return id;
}

static void stream_context_end(uint32_t context) {
  RECORD_BEGIN
  at = put_decimal(put_word(at, "X "), since_fork(context, it->earlier_contexts));
  RECORD_END
}

static void stream_context_move(uint32_t context, uint32_t parent) {
  RECORD_BEGIN
  at = put_decimal(put_word(at, "Y "), since_fork(context, it->earlier_contexts));
  *at++ = ' ';
  at = put_decimal(at, since_fork(parent, it->earlier_contexts));
  RECORD_END
}

static uint32_t command_id(recorder *it, const char *name) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const char *letter = name; *letter != 0; letter++) hash = (hash ^ (uint8_t)*letter) * 0x100000001b3u;
  bool is_new;
  uint32_t id = id_table_add(&it->commands, hash == 0 ? 1 : hash, &is_new);
  if (!is_new) return id;
  char *at = put_word(sink_room(&it->sink, RECORD_ROOM), "c ");
  at = put_text(at, name, strlen(name), STREAM_TEXT);
  *at++ = '\n';
  sink_commit(&it->sink, at);
  return id;
}

static void stream_command_begin(const char *name, uint32_t object, int64_t table) {
  if (!stream_enter()) return;
  recorder *it = process.recorder;
  int before = errno;
  lock_take(&it->lock);
  uint32_t command = command_id(it, name);
  if (table > 0) write_new_domains(it, (uint32_t)table);
  char *at = record_begin(it, time_now());
  at = put_decimal(put_word(at, "( "), command);
  if (object != 0) at = put_field(at, 'o', since_fork(object, it->earlier_objects));
  if (table >= 0) at = put_field(at, 'd', (uint64_t)table);
  RECORD_END
}

static void stream_command_end(bool has_result, int32_t result) {
  RECORD_BEGIN
  *at++ = ')';
  if (has_result) {
    *at++ = ' ';
    if (result < 0) *at++ = '-';
    at = put_decimal(at, (uint64_t)(result < 0 ? -(int64_t)result : result));
  }
  RECORD_END
}

static uint32_t stream_object_begin(uint32_t parent, const char *type, uint64_t handle) {
  uint32_t id = 0;
  if (!stream_enter()) return 0;
  recorder *it = process.recorder;
  int before = errno;
  lock_take(&it->lock);
  char *at = record_begin(it, time_now());
  id = ++process.objects;
  at = put_decimal(put_word(at, "o "), since_fork(parent, it->earlier_objects));
  *at++ = ' ';
  at = put_text(at, type, strlen(type), STREAM_TEXT);
  *at++ = ' ';
  at = put_hex(at, handle);
  RECORD_END
  return id;
}

static void stream_object_end(uint32_t object) {
  RECORD_BEGIN
  at = put_decimal(put_word(at, "O "), since_fork(object, it->earlier_objects));
  RECORD_END
}

static void stream_access(char letter, const void *address, size_t size, uint32_t stack) {
  RECORD_BEGIN
  *at++ = letter;
  *at++ = ' ';
  at = put_address(at, address);
  *at++ = ' ';
  at = put_decimal(at, size);
  if (stack != 0) at = put_field(at, 'k', stack);
  RECORD_END
}

static void stream_fault(const char *kind, const void *block, int64_t offset, uint32_t stack, const char *text) {
  RECORD_BEGIN
  at = put_word(put_word(at, "g "), kind);
  *at++ = ' ';
  at = put_address(at, block);
  *at++ = ' ';
  if (offset < 0) *at++ = '-';
  at = put_decimal(at, offset < 0 ? 0 - (uint64_t)offset : (uint64_t)offset);
  if (stack != 0) at = put_field(at, 'k', stack);
  *at++ = ' ';
  at = put_text(at, text == NULL ? "" : text, text == NULL ? 0 : strlen(text), STREAM_TEXT);
  RECORD_END
}

static void stream_mark(const char *text) {
  RECORD_BEGIN
  at = put_text(put_word(at, "n "), text, strlen(text), STREAM_TEXT);
  RECORD_END
}

static void stream_header(const char *key, const char *text) {
  if (!stream_enter()) return;
  recorder *it = process.recorder;
  int before = errno;
  lock_take(&it->lock);
  write_header(it, key, text, strlen(text));
  lock_give(&it->lock);
  leave();
  errno = before;
}

static void stream_pause(int by) {
  self.paused += by;
}

/* What stands in a window is written already. May come from a signal handler, where the lock may be held: then not. */
static void stream_flush(void) {
  recorder *it = process.recorder;
  unsigned free_lock = 0;
  if (it == NULL || atomic_load(&it->phase) != RECORDING || it->sink.is_mapped || it->sink.is_broken) return;
  if (!atomic_compare_exchange_strong(&it->lock.state, &free_lock, 1)) return;
  int before = errno;
  sink_write(&it->sink);
  lock_give(&it->lock);
  errno = before;
}

static void stream_watch(const hg_watcher *watcher) {
  if (!stream_enter()) return;
  recorder *it = process.recorder;
  lock_take(&it->lock);
  process.watcher = watcher;
  lock_give(&it->lock);
  leave();
}

EXPORT const hg_stream heapglass_stream_1 = {
    .version = 1,
    .domain = stream_domain,
    .stack = stream_stack,
    .alloc = stream_alloc,
    .realloc = stream_realloc,
    .free = stream_free,
    .steal = stream_steal,
    .internal = stream_internal,
    .context_begin = stream_context_begin,
    .context_end = stream_context_end,
    .context_move = stream_context_move,
    .command_begin = stream_command_begin,
    .command_end = stream_command_end,
    .object_begin = stream_object_begin,
    .object_end = stream_object_end,
    .access = stream_access,
    .fault = stream_fault,
    .mark = stream_mark,
    .header = stream_header,
    .pause = stream_pause,
    .flush = stream_flush,
    .watch = stream_watch,
};

#endif
