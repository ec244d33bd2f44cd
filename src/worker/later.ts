/** A value that is made on the first demand, in slices, and kept. Painting looks at `value`; questions await `ready`. */
export class Later<Value> {
  /** Undefined until it is made. */
  value: Value | undefined;
  private making: Promise<Value> | undefined;

  constructor(private readonly make: () => Promise<Value>) {}

  ready(): Promise<Value> {
    this.making ??= this.make().then((value) => {
      this.value = value;
      return value;
    });
    return this.making;
  }
}
