/* Stacks as records of the trace: each module, frame and node of the tree of stacks is written once, before its use. */
#ifndef LIBHEAPGLASS_STACKS_H
#define LIBHEAPGLASS_STACKS_H

#include "base.h"
#include "sink.h"
#include "text.h"
#include "unwind.h"

#define KNOWN_STACKS ((size_t)1 << 16)

typedef struct known_stack {
  _Atomic uint64_t key, id; /* key = hash ^ id, as in cached_row */
} known_stack;

/* The frame of an address, so that its module need not be looked for. */
typedef struct known_frame {
  uintptr_t address;
  uint32_t id;
} known_frame;

#define KNOWN_FRAMES ((size_t)1 << 13)

typedef struct stack_tree {
  known_stack known[KNOWN_STACKS];
  known_frame known_frames[KNOWN_FRAMES];
  unsigned unloaded; /* of `code`, when the frames were noted */
  /* The stack that was looked for last, outermost first: the next has most of it in common. */
  unsigned last_count;
  uintptr_t last_addresses[DEEPEST_STACK];
  uint32_t last_nodes[DEEPEST_STACK];
  id_table frames, nodes;
  uint32_t modules;
  uint32_t jit; /* the module that stands for code of none; 0 until it is written */
} stack_tree;

/* The id of a stack that was met before, without a lock; 0 where it has to be looked for in the tree. */
INLINE uint32_t stack_if_known(stack_tree *tree, const call_stack *stack) {
  if (stack->count == 0) return 0;
  known_stack *place = &tree->known[stack->hash & (KNOWN_STACKS - 1)];
  uint64_t id = atomic_load_explicit(&place->id, memory_order_relaxed);
  uint64_t key = atomic_load_explicit(&place->key, memory_order_relaxed);
  return (key ^ id) == stack->hash ? (uint32_t)id : 0;
}

static uint32_t write_module(stack_tree *tree, sink *to, const char *name, const module *it) {
  sink_room(to, PATH_MAX * 2 + RECORD_ROOM);
  char *at = put_word(to->at, "m ");
  at = put_text(at, name, strlen(name), PATH_MAX * 2);
  if (it != NULL && it->build_id_length > 0) {
    static const char DIGITS[] = "0123456789abcdef";
    *at++ = '\t';
    for (unsigned i = 0; i < it->build_id_length; i++) {
      *at++ = DIGITS[it->build_id[i] >> 4];
      *at++ = DIGITS[it->build_id[i] & 15];
    }
  }
  *at++ = '\n';
  sink_commit(to, at);
  return ++tree->modules;
}

static uint32_t frame_id(stack_tree *tree, modules *all, sink *to, uintptr_t address) {
  known_frame *known = &tree->known_frames[mixed(address) & (KNOWN_FRAMES - 1)];
  if (known->address == address) return known->id;
  uintptr_t offset = address;
  uint32_t id;
  lock_take(&all->lock);
  module *found = modules_find(all, address);
  if (found == NULL) {
    if (tree->jit == 0) tree->jit = write_module(tree, to, "jit", NULL);
    id = tree->jit;
  } else {
    if (found->id == 0) found->id = write_module(tree, to, all->names + found->name, found);
    id = found->id;
    offset -= found->bias;
  }
  lock_give(&all->lock);
  bool is_new;
  uint32_t frame = id_table_add(&tree->frames, (uint64_t)id << 48 | (offset & 0xffffffffffff), &is_new);
  if (is_new) {
    char *at = put_word(sink_room(to, RECORD_ROOM), "f ");
    at = put_decimal(at, id);
    *at++ = ' ';
    at = put_hex(at, offset & 0xffffffffffff);
    *at++ = ' ';
    *at++ = '\n';
    sink_commit(to, at);
  }
  *known = (known_frame){address, frame};
  return frame;
}

/* Modules went: their addresses may be those of others from now on. */
static void forget_addresses(stack_tree *tree, unsigned unloaded) {
  memset(tree->known_frames, 0, sizeof tree->known_frames);
  tree->last_count = 0;
  tree->unloaded = unloaded;
}

/* The id of a stack, written where it is new. The recorder's lock is held. */
static uint32_t stack_id(stack_tree *tree, code *code, sink *to, const call_stack *stack) {
  unsigned unloaded = atomic_load(&code->unloaded);
  if (unloaded != tree->unloaded) forget_addresses(tree, unloaded);
  unsigned depth = 0, last_count = tree->last_count;
  while (depth < stack->count && depth < last_count &&
         tree->last_addresses[depth] == stack->frames[stack->count - 1 - depth])
    depth++;
  uint32_t node = depth == 0 ? 0 : tree->last_nodes[depth - 1];
  tree->last_count = depth;
  for (; depth < stack->count; depth++) {
    uintptr_t address = stack->frames[stack->count - 1 - depth];
    uint32_t frame = frame_id(tree, &code->modules, to, address);
    if (frame == 0) return 0;
    bool is_new;
    uint32_t child = id_table_add(&tree->nodes, ((uint64_t)node << 32 | frame) + 1, &is_new);
    if (child == 0) return 0;
    if (is_new) {
      char *at = put_word(sink_room(to, RECORD_ROOM), "k ");
      at = put_decimal(at, node);
      *at++ = ' ';
      at = put_decimal(at, frame);
      *at++ = '\n';
      sink_commit(to, at);
    }
    node = child;
    tree->last_addresses[depth] = address;
    tree->last_nodes[depth] = node;
    tree->last_count = depth + 1;
  }
  known_stack *place = &tree->known[stack->hash & (KNOWN_STACKS - 1)];
  atomic_store_explicit(&place->key, stack->hash ^ node, memory_order_relaxed);
  atomic_store_explicit(&place->id, node, memory_order_relaxed);
  return node;
}

#endif
