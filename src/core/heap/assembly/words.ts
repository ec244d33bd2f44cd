/** The pool's 4-byte words, by their index, unchecked: whoever asks keeps within the pool. */
export class Words {
  @inline static get(at: i32): i32 {
    return load<i32>((<usize>at) << 2);
  }

  @inline static set(at: i32, value: i32): void {
    store<i32>((<usize>at) << 2, value);
  }

  /** Words may overlap. */
  @inline static copy(to: i32, from: i32, count: i32): void {
    memory.copy((<usize>to) << 2, (<usize>from) << 2, (<usize>count) << 2);
  }

  @inline static clear(from: i32, count: i32): void {
    memory.fill((<usize>from) << 2, 0, (<usize>count) << 2);
  }
}
