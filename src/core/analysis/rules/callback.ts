import type { BlockRow, CallId, DomainId, EventIndex, ThreadId } from '../../tables/indices';

/** One use of a Vulkan allocator table. The check reuses one object for all events. */
export interface Callback {
  event: EventIndex;
  /** The innermost call in progress on its thread; NONE: there is none. */
  call: CallId;
  thread: ThreadId;
  /** The table that was used. */
  domain: DomainId;
  /** The block that begins or ends; NONE where a request failed or nothing was freed. */
  block: BlockRow;
}
