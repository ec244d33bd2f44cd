/** A function at a place in code. Where functions were inlined one address has several, the innermost first. */
export interface CodePlace {
  readonly symbol: string;
  /** `file:line`, `file`, or empty when unknown. */
  readonly file: string;
}

/** What is at each offset of a module. */
export type ModulePlaces = ReadonlyMap<number, readonly CodePlace[]>;
