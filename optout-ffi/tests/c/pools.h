/* The objects that there are; it is part of what `sequences.c` includes. */

static void forget_borrowed(void) {
  memset(borrowed, 0, sizeof borrowed);
}

/* Takes an object out of its pool. */
static void *take(size_t pool) {
  const size_t at = below(SLOTS);
  void *object = objects[pool][at];
  objects[pool][at] = NULL;
  return object;
}

/* Puts an object into its pool; the one that has its place is freed. */
static void put(size_t pool, void *object) {
  forget_borrowed();
  free_object(pool, take(pool));
  for (size_t at = 0; at < SLOTS; at++) {
    if (objects[pool][at] == NULL) {
      objects[pool][at] = object;
      return;
    }
  }
  free_object(pool, object);
}

/* An object or NULL. */
static void *some(size_t pool, bool may_be_borrowed) {
  if (may_be_borrowed && borrowed[pool] != NULL && below(2)) {
    return (void *)(uintptr_t)borrowed[pool];
  }
  const size_t start = below(SLOTS);
  if (below(16) == 0) {
    return NULL;
  }
  for (size_t at = 0; at < SLOTS; at++) {
    if (objects[pool][(start + at) % SLOTS] != NULL) {
      return objects[pool][(start + at) % SLOTS];
    }
  }
  return NULL;
}

/* Has an object made where there is none. */
static void ensure(size_t pool, int depth) {
  for (size_t at = 0; at < SLOTS; at++) {
    if (objects[pool][at] != NULL) {
      return;
    }
  }
  if (depth < MOST_DEEP && below(12)) {
    call(maker(pool), depth + 1);
  }
}

static void free_all(void) {
  forget_borrowed();
  for (size_t pool = 0; pool < POOLS; pool++) {
    for (size_t at = 0; at < SLOTS; at++) {
      free_object(pool, objects[pool][at]);
      objects[pool][at] = NULL;
    }
  }
}
