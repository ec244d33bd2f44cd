/** Stops at a broken promise of our own code. Never for bad input: that is a {@link Result}. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Heapglass bug: ${message}`);
}

/** The value of something that our own code promises is there. */
export function ensure<T>(value: T | undefined | null, message: string): T {
  if (value === undefined || value === null) throw new Error(`Heapglass bug: ${message}`);
  return value;
}

/** Makes a `switch` exhaustive: the compiler refuses a case that was left out. */
export function assertNever(value: never): never {
  throw new Error(`Heapglass bug: unexpected ${JSON.stringify(value)}`);
}

/** Something that was thrown, as an error: anything may be thrown. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
