import type { Brand } from '../../base/brand';

/** Bytes, as requested by the program unless a name says otherwise. */
export type Bytes = Brand<number, 'Bytes'>;
/** An address of the recorded program, 0 … 2^53 − 1. */
export type Address = Brand<number, 'Address'>;
/** Ticks of the trace's own clock since its first record; `header.clock` gives the unit. */
export type Ticks = Brand<number, 'Ticks'>;

/** Sequence number of an event, from 0. As a cursor: the state *after* that event; −1 is before the first. */
export type EventIndex = Brand<number, 'EventIndex'>;

// Row 0 of every table below stands for "none", so ids count from 1 as they do in the trace formats.
/** One block at one place, from birth to death: a reallocation ends one row and begins the next. */
export type BlockRow = Brand<number, 'BlockRow'>;
/** A distinct combination of stack, domain, scope, alignment and zeroing that blocks were requested with. */
export type SiteId = Brand<number, 'SiteId'>;
export type StackId = Brand<number, 'StackId'>;
export type FrameId = Brand<number, 'FrameId'>;
export type ModuleId = Brand<number, 'ModuleId'>;
export type StringId = Brand<number, 'StringId'>;
export type DomainId = Brand<number, 'DomainId'>;
export type CommandId = Brand<number, 'CommandId'>;
/** One call of a command: from its begin to its end on one thread. */
export type CallId = Brand<number, 'CallId'>;
export type ThreadId = Brand<number, 'ThreadId'>;
export type ContextId = Brand<number, 'ContextId'>;
export type ObjectId = Brand<number, 'ObjectId'>;
export type FaultRow = Brand<number, 'FaultRow'>;

export const NONE = 0;
/** In `blocks.death`, `calls.end`, …: has not ended when the trace ends. Greater than every event index. */
export const ALIVE = 0xffff_ffff;
