import type { RunTable } from './events';
import { NONE } from './indices';

/** The value of a run table at events that are asked about in order. */
export class RunCursor<Value extends number> {
  private next = 0;
  private nextFirst: number;
  private value = NONE as Value;

  constructor(private readonly runs: RunTable<Value>) {
    this.nextFirst = runs.length > 0 ? runs.first.get(0) : Infinity;
  }

  at(event: number): Value {
    while (event >= this.nextFirst) {
      this.value = this.runs.value.get(this.next++);
      this.nextFirst = this.next < this.runs.length ? this.runs.first.get(this.next) : Infinity;
    }
    return this.value;
  }
}
