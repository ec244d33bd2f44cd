/** Takes all steps of a generator at once; its result. */
export function runToEnd<Value>(steps: Generator<unknown, Value>): Value {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
