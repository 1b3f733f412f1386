/* A producer of an Arrow stream, built by hand from the specification: ids, credits and names of the
 * rows P0, P1 and so on, in batches. For C and C++. */
#ifndef ARROW_SOURCE_H
#define ARROW_SOURCE_H

#include <errno.h>
#include <optout.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many structures are not released yet: schemas, arrays and streams. */
static int alive;

/* What is wrong with the batches, if anything. */
enum fault { SOUND, NOT_A_TABLE, NO_IDENTIFIER, OFFSET_ASTRAY };

struct source {
  /* What there is in a Name; NULL is a null. */
  const char *name;
  /* What a failure says; it fails at this batch, counted from 1, or with 0 at the schema. */
  const char *message;
  int fails_at;
  int batches;
  int64_t rows;
  int next;
  enum fault kind;
};

static inline void *allocate(size_t size) {
  void *memory = calloc(1, size);
  if (memory == NULL) {
    abort();
  }
  return memory;
}

static inline void release_schema(struct ArrowSchema *schema) {
  for (int64_t at = 0; at < schema->n_children; at++) {
    if (schema->children[at]->release) {
      schema->children[at]->release(schema->children[at]);
    }
    free(schema->children[at]);
  }
  free(schema->children);
  schema->release = NULL;
  alive--;
}

static inline void make_schema(struct ArrowSchema *schema, const char *format, const char *name,
                               int64_t children) {
  memset(schema, 0, sizeof *schema);
  schema->format = format;
  schema->name = name;
  schema->flags = ARROW_FLAG_NULLABLE;
  schema->n_children = children;
  schema->children = (struct ArrowSchema **)allocate((size_t)(children + 1) * sizeof *schema->children);
  schema->release = release_schema;
  for (int64_t at = 0; at < children; at++) {
    schema->children[at] = (struct ArrowSchema *)allocate(sizeof **schema->children);
  }
  alive++;
}

static inline void release_array(struct ArrowArray *array) {
  for (int64_t at = 0; at < array->n_children; at++) {
    if (array->children[at]->release) {
      array->children[at]->release(array->children[at]);
    }
    free(array->children[at]);
  }
  free(array->children);
  for (int64_t at = 0; at < array->n_buffers; at++) {
    free((void *)array->buffers[at]);
  }
  free((void *)array->buffers);
  array->release = NULL;
  alive--;
}

static inline void make_array(struct ArrowArray *array, int64_t length, int64_t buffers,
                              int64_t children) {
  memset(array, 0, sizeof *array);
  array->length = length;
  array->n_buffers = buffers;
  array->n_children = children;
  array->buffers = (const void **)allocate((size_t)buffers * sizeof *array->buffers);
  array->children = (struct ArrowArray **)allocate((size_t)(children + 1) * sizeof *array->children);
  array->release = release_array;
  for (int64_t at = 0; at < children; at++) {
    array->children[at] = (struct ArrowArray *)allocate(sizeof **array->children);
  }
  alive++;
}

/* Texts; `pattern` may have a %d for the number of the row. */
static inline void make_texts(struct ArrowArray *array, int64_t rows, int first,
                              const char *pattern) {
  make_array(array, rows, 3, 0);
  int32_t *offsets = (int32_t *)allocate((size_t)(rows + 1) * sizeof *offsets);
  char *data = (char *)allocate((size_t)rows * 256);
  for (int64_t row = 0; row < rows && pattern; row++) {
    char text[256];
    const int len = snprintf(text, sizeof text, pattern, first + (int)row);
    memcpy(data + offsets[row], text, (size_t)len);
    offsets[row + 1] = offsets[row] + len;
  }
  if (pattern == NULL) {
    array->null_count = rows;
    array->buffers[0] = allocate((size_t)rows / 8 + 1);
  }
  array->buffers[1] = offsets;
  array->buffers[2] = data;
}

static inline int source_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  const struct source *source = (const struct source *)stream->private_data;
  if (source->message && source->fails_at == 0) {
    return EIO;
  }
  if (source->kind == NOT_A_TABLE) {
    make_schema(out, "l", "", 0);
    return 0;
  }
  make_schema(out, "+s", "", 3);
  const char *id = source->kind == NO_IDENTIFIER ? "Shoe size" : "6sense People Id";
  make_schema(out->children[0], "u", id, 0);
  make_schema(out->children[1], "l", "Credit Deducted", 0);
  make_schema(out->children[2], "u", "Name", 0);
  return 0;
}

static inline int source_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  struct source *source = (struct source *)stream->private_data;
  if (source->message && source->next + 1 == source->fails_at) {
    return EIO;
  }
  if (source->next == source->batches) {
    memset(out, 0, sizeof *out);
    return 0;
  }
  const int first = source->next++ * (int)source->rows;
  make_array(out, source->rows, 1, 3);
  make_texts(out->children[0], source->rows, first, "P%d");
  make_array(out->children[1], source->rows, 2, 0);
  int64_t *credits = (int64_t *)allocate((size_t)source->rows * sizeof *credits);
  for (int64_t row = 0; row < source->rows; row++) {
    credits[row] = 10 * (first + row);
  }
  out->children[1]->buffers[1] = credits;
  make_texts(out->children[2], source->rows, first, source->name);
  if (source->kind == OFFSET_ASTRAY) {
    ((int32_t *)out->children[2]->buffers[1])[1] = 1 << 30;
  }
  return 0;
}

static inline const char *source_error(struct ArrowArrayStream *stream) {
  return ((const struct source *)stream->private_data)->message;
}

static inline void source_release(struct ArrowArrayStream *stream) {
  free(stream->private_data);
  stream->release = NULL;
  alive--;
}

static inline struct ArrowArrayStream stream_of(struct source source) {
  struct source *owned = (struct source *)allocate(sizeof *owned);
  *owned = source;
  alive++;
  struct ArrowArrayStream stream;
  stream.get_schema = source_schema;
  stream.get_next = source_next;
  stream.get_last_error = source_error;
  stream.release = source_release;
  stream.private_data = owned;
  return stream;
}

#endif
