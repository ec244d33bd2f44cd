// What `base` and `core` use of WebAssembly, where the DOM's types are left out (`tsconfig.core.json`).

declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBufferLike;
  }
  const Memory: new (descriptor: { initial: number; maximum: number; shared: boolean }) => Memory;

  interface Module {
    readonly [Symbol.toStringTag]: 'WebAssembly.Module';
  }
  const Module: new (bytes: Uint8Array) => Module;

  interface Instance {
    readonly exports: object;
  }
  const Instance: new (module: Module, imports: Record<string, Record<string, Memory>>) => Instance;

  interface Global<Type extends 'i32'> {
    value: Type extends 'i32' ? number : never;
  }
}
