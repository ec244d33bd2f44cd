import {
  NONE,
  type CommandId,
  type ContextId,
  type DomainId,
  type FrameId,
  type ModuleId,
  type ObjectId,
  type StackId,
} from '../core/tables/indices';
import type { Table } from '../core/tables/table';
import type { Trace } from '../core/tables/trace';

/** Turns numbers of a file into ids. One that is not defined counts as 0 and is counted in `bad`. */
export class TraceIds {
  /** Ids not defined so far. */
  bad = 0;
  // Below these all ids are known to be defined: most are checked without asking a table.
  private stackLimit = 0;
  private domainLimit = 0;

  constructor(private readonly trace: Trace) {}

  stack(id: number): StackId {
    if (id >= this.stackLimit) this.stackLimit = this.trace.stacks.length;
    return id < this.stackLimit ? (id as StackId) : this.check(id, this.trace.stacks);
  }

  domain(id: number): DomainId {
    if (id >= this.domainLimit) this.domainLimit = this.trace.domains.length;
    return id < this.domainLimit ? (id as DomainId) : this.check(id, this.trace.domains);
  }

  module(id: number): ModuleId {
    return this.check(id, this.trace.modules);
  }

  frame(id: number): FrameId {
    return this.check(id, this.trace.frames);
  }

  command(id: number): CommandId {
    return this.check(id, this.trace.commands);
  }

  context(id: number): ContextId {
    return this.check(id, this.trace.contexts);
  }

  object(id: number): ObjectId {
    return this.check(id, this.trace.objects);
  }

  private check<Id extends number>(id: number, table: Table<Id>): Id {
    if (id === NONE || id < table.length) return id as Id;
    this.bad++;
    return NONE as Id;
  }
}
