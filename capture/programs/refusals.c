/* Takes a refused request in every way there is: crashes, says so and ends, hangs, does without. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
  struct node *next;
  char name[40];
};

__attribute__((noinline)) static struct node *add_unchecked(struct node *list, const char *name) {
  struct node *node = malloc(sizeof *node);
  strcpy(node->name, name);
  node->next = list;
  return node;
}

__attribute__((noinline)) static char *copy_checked(const char *text) {
  char *copy = malloc(strlen(text) + 1);
  if (copy == NULL) {
    fputs("refusals: out of memory\n", stderr);
    exit(7);
  }
  return strcpy(copy, text);
}

__attribute__((noinline)) static void *take_patiently(size_t size) {
  void *volatile block;
  do block = malloc(size);
  while (block == NULL);
  return block;
}

int main(void) {
  struct node *list = NULL;
  for (int i = 0; i < 3; i++) list = add_unchecked(list, "node");
  char *copy = copy_checked("text");
  void *patient = take_patiently(100);
  void *volatile optional = malloc(1000);
  free(optional);
  free(patient);
  free(copy);
  while (list != NULL) {
    struct node *next = list->next;
    free(list);
    list = next;
  }
  return 0;
}
