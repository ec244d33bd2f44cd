/*
 * The recorder of a process, and what each thread keeps.
 *
 * All of `recorder` lies in memory that the kernel wipes in a child of fork, however it was forked: the child finds one
 * that was never started and begins a trace of its own, and the parent's file, which the child does not even map, is
 * left alone.
 */
#ifndef LIBHEAPGLASS_STATE_H
#define LIBHEAPGLASS_STATE_H

#include "base.h"
#include "../heapglass.h"
#include "sink.h"
#include "stacks.h"
#include "unwind.h"

#define CLOCK_STEP 1000u                   /* ns: events closer than that share a time */
#define SAMPLE_EVERY (10u * 1000u * 1000u) /* ns between samples of the resident set */
#define DEFAULT_STACKS 64
#define DOMAINS 256

enum { NOT_STARTED, RECORDING, NOT_RECORDING };

typedef struct recorder {
  atomic_int phase;
  lock lock;
  int process;
  sink sink;
  uint64_t time, sampled_at; /* ns */
  uint32_t thread;           /* of the last event */
  uint32_t earlier_contexts, earlier_objects; /* that came into being before the fork: this trace does not know them */
  uint32_t written_domains;
  id_table commands;
  uint64_t requests;         /* that HEAPGLASS_FAIL_AFTER counts */
  stack_tree stacks;
  code code;
} recorder;

/* Outlives a fork, as the program and its libraries keep the ids that they were given. */
static struct inherited {
  recorder *recorder;
  unsigned stacks, free_stacks;
  uint64_t fail_after;
  int fd; /* the trace's, which a child closes */
  int process;
  uint32_t domain_count;
  lock domain_lock;
  struct domain {
    char kind[12], name[52];
    uint32_t backing;
  } domains[DOMAINS];
  uint32_t contexts, objects;
  const hg_watcher *watcher;
  atomic_uint renamings;
} process;

/* Of each thread. */
static __thread struct self {
  bool is_inside;
  int paused;
  uint32_t thread; /* its id, 0 until its first event */
  int process;     /* in which the id was asked for */
  unsigned renamings;
  uint64_t asked_at, asked_ticks, ticks_until_asked; /* time_now */
  uint64_t tick;                                     /* 2^-32 ns */
  thread_stack stack;
} self __attribute__((tls_model("initial-exec")));

#endif
