/** AssemblyScript, compiled to WebAssembly as the product is built (`scripts/assembly-plugin.mjs`). */
declare module '*?assembly' {
  export const binary: Uint8Array<ArrayBuffer>;
}
