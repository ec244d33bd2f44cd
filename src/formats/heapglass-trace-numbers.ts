import type { TraceBuilder } from '../core/pairing/trace-builder';
import { NONE, type DomainId, type FrameId, type ModuleId, type StackId, type StringId } from '../core/tables/indices';
import { Letter } from './heapglass-trace-letters';

const NO_TEXT = NONE as StringId;
const KIND_OTHER = 0;

/**
 * A broken record still takes what it would have been counted by: a definition its id, an event its sequence number, a
 * context or an object both.
 */
export function takeNumber(builder: TraceBuilder, letter: number): void {
  switch (letter) {
    case Letter.module:
      builder.module(NO_TEXT, NO_TEXT);
      break;
    case Letter.frame:
      builder.frame(NONE as ModuleId, 0, NO_TEXT, NO_TEXT, 0, NONE as FrameId);
      break;
    case Letter.stack:
      builder.stack(NONE as StackId, NONE as FrameId);
      break;
    case Letter.domain:
      builder.domain(KIND_OTHER, NONE as DomainId, NO_TEXT);
      break;
    case Letter.command:
      builder.command(NO_TEXT);
      break;
    case Letter.beginContext:
      builder.brokenContext();
      break;
    case Letter.beginObject:
      builder.brokenObject();
      break;
    default:
      if (!STATES.includes(letter)) builder.brokenEvent();
  }
}

/** Records without an id that are no events. */
const STATES: readonly number[] = [
  Letter.header,
  Letter.threadName,
  Letter.tick,
  Letter.thread,
  Letter.beginCall,
  Letter.endCall,
  Letter.residentSet,
];
