import type { TraceBuilder } from '../core/pairing/trace-builder';
import type { Fidelity } from '../core/tables/trace-meta';
import type { TraceFields } from './heapglass-trace-fields';
import type { TraceText } from './heapglass-trace-text';

type Clock = Fidelity['clock'];
const CLOCKS: readonly Clock[] = ['ns', 'us', 'ms', 'none'];

/** What the header records and the events of a Heapglass trace say about what was recorded. */
export class TraceHeader {
  private clock: Clock = 'none';
  private attached = false;
  private sampledBytes = 0;
  private pointerBytes = 8;
  private pageBytes = 4096;
  /** Set by the parser when it meets one. */
  hasScopes = false;
  hasReleaseStacks = false;

  constructor(
    private readonly builder: TraceBuilder,
    private readonly text: TraceText,
  ) {}

  /** `h key text`. False when it is broken. */
  read(fields: TraceFields): boolean {
    const { bytes, at } = fields;
    const keyEnd = fields.toWordEnd();
    if (keyEnd === at) return false;
    const key = this.text.decode(bytes, at, keyEnd);
    const valueStart = fields.space() ? fields.at : keyEnd;
    const value = this.text.decode(bytes, valueStart, fields.toLineEnd());
    fields.at = valueStart;
    const isSound = this.apply(key, value, fields);
    if (isSound) this.builder.header(key, value);
    return isSound;
  }

  private apply(key: string, value: string, fields: TraceFields): boolean {
    if (key === 'attached') this.attached = true;
    else if (key === 'clock') return this.setClock(value);
    else if (key === 'pointer' || key === 'page' || key === 'sampled') return this.setNumber(key, fields);
    return true;
  }

  private setClock(value: string): boolean {
    const clock = CLOCKS.find((name) => name === value);
    this.clock = clock ?? this.clock;
    return clock !== undefined;
  }

  private setNumber(key: 'pointer' | 'page' | 'sampled', fields: TraceFields): boolean {
    const value = fields.number();
    if (value < 0 || !fields.isAtLineEnd()) return false;
    if (key === 'pointer') this.pointerBytes = value;
    else if (key === 'page') this.pageBytes = value;
    else this.sampledBytes = value;
    return true;
  }

  get fidelity(): Fidelity {
    const { trace } = this.builder;
    return {
      format: 'heapglass-trace-1',
      label: 'Heapglass trace',
      addresses: true,
      orderOfFrees: 'recorded',
      clock: this.clock,
      threads: trace.threadRuns.length > 0,
      stacks: trace.stacks.count > 0,
      releaseStacks: this.hasReleaseStacks,
      scopes: this.hasScopes,
      calls: trace.calls.count > 0,
      attached: this.attached,
      sampledBytes: this.sampledBytes,
      pointerBytes: this.pointerBytes,
      pageBytes: this.pageBytes,
    };
  }
}
