/* The records `+`, `-` and `~`. Each takes the lock, or is called where it is held. errno stays as it was. */
#ifndef LIBHEAPGLASS_REQUESTS_H
#define LIBHEAPGLASS_REQUESTS_H

#include "recorder.h"

#define NO_ATTRIBUTES ((hg_attributes){.scope = HG_NO_SCOPE})

INLINE char *put_attributes(const recorder *it, char *at, const hg_attributes *attributes, uint32_t stack) {
  if (stack != 0) at = put_field(at, 'k', stack);
  if (attributes->domain != 0) at = put_field(at, 'd', attributes->domain);
  if (UNLIKELY(attributes->alignment != 0)) at = put_field(at, 'a', attributes->alignment);
  if (UNLIKELY(attributes->scope != HG_NO_SCOPE)) at = put_field(at, 'v', (uint64_t)attributes->scope);
  if (UNLIKELY(attributes->context != 0)) at = put_field(at, 'x', since_fork(attributes->context, it->earlier_contexts));
  if (UNLIKELY(attributes->object != 0)) at = put_field(at, 'o', since_fork(attributes->object, it->earlier_objects));
  if (UNLIKELY(attributes->owner != NULL)) {
    *at++ = ' ';
    *at++ = 'p';
    at = put_hex(at, (uintptr_t)attributes->owner);
  }
  if (UNLIKELY(attributes->zeroed)) {
    *at++ = ' ';
    *at++ = 'z';
  }
  return at;
}

/* The stack to write: the one given, else where we are. */
INLINE uint32_t stack_of(recorder *it, const hg_attributes *attributes, const occasion *now) {
  write_new_domains(it, attributes->domain);
  return attributes->stack != 0 ? attributes->stack : occasion_stack(it, now);
}

/* Whom heapglass-access.c asked to be told of blocks that lie in no others, and are no mappings. */
INLINE const hg_watcher *watcher_of(const hg_attributes *attributes) {
  if (LIKELY(process.watcher == NULL)) return NULL;
  if (attributes->domain == 0) return process.watcher;
  const struct domain *domain = &process.domains[attributes->domain - 1];
  return domain->backing == 0 && strcmp(domain->kind, "mmap") != 0 ? process.watcher : NULL;
}

static void write_alloc(recorder *it, const occasion *now, const hg_attributes *attributes, const void *block,
                        size_t size) {
  uint32_t stack = stack_of(it, attributes, now);
  char *at = record_begin(it, now->time);
  *at++ = '+';
  *at++ = ' ';
  at = put_address(at, block);
  *at++ = ' ';
  at = put_size(at, size);
  record_end(it, put_attributes(it, at, attributes, stack));
  const hg_watcher *watcher = watcher_of(attributes);
  if (UNLIKELY(watcher != NULL && block != NULL)) watcher->begin(block, size);
}

static void write_free(recorder *it, const occasion *now, const hg_attributes *attributes, const void *block) {
  uint32_t stack = stack_of(it, attributes, now);
  char *at = record_begin(it, now->time);
  *at++ = '-';
  *at++ = ' ';
  at = put_address(at, block);
  record_end(it, put_attributes(it, at, attributes, stack));
  const hg_watcher *watcher = watcher_of(attributes);
  if (UNLIKELY(watcher != NULL && block != NULL)) watcher->end(block);
}

static void write_realloc(recorder *it, const occasion *now, const hg_attributes *attributes, const void *old,
                          const void *block, size_t size) {
  uint32_t stack = stack_of(it, attributes, now);
  char *at = record_begin(it, now->time);
  *at++ = '~';
  *at++ = ' ';
  at = put_address(at, old);
  *at++ = ' ';
  at = put_address(at, block);
  *at++ = ' ';
  at = put_size(at, size);
  record_end(it, put_attributes(it, at, attributes, stack));
  const hg_watcher *watcher = watcher_of(attributes);
  if (LIKELY(watcher == NULL) || (block == NULL && size != 0)) return;
  if (old != NULL) watcher->end(old);
  if (block != NULL) watcher->begin(block, size);
}

INLINE void record_alloc(const occasion *now, const hg_attributes *attributes, const void *block, size_t size) {
  recorder *it = process.recorder;
  int before = errno;
  lock_take(&it->lock);
  write_alloc(it, now, attributes, block, size);
  lock_give(&it->lock);
  errno = before;
}

INLINE void record_free(const occasion *now, const hg_attributes *attributes, const void *block) {
  recorder *it = process.recorder;
  int before = errno;
  lock_take(&it->lock);
  write_free(it, now, attributes, block);
  lock_give(&it->lock);
  errno = before;
}

#endif
