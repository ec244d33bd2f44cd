/** What a rule needs of a trace, with the reason for which it is not checked where the trace lacks it. */
export const RULE_NEEDS = {
  callbacks: 'No request through a Vulkan allocator table (a domain of kind `vk`) is in the trace.',
  addresses: 'The format does not record addresses.',
  alignments: 'No request through a Vulkan table says which alignment was asked for (`a`).',
  scopes: 'No request through a Vulkan table says its scope (`v`).',
  calls: 'The trace does not record API calls (`(` and `)`).',
  results: 'The trace does not record the results of calls (`)` with a number).',
  objects: 'The trace does not record objects (`o` and `O`).',
  roots: 'The trace records no VkDevice or VkInstance that was destroyed (`o` and `O`).',
  threads: 'The trace does not record threads (`@`).',
  tables: 'The trace does not say which allocator table a caller passed (`d` of `(`).',
  allTables: 'The trace does not say of every creation which allocator table was passed (`d` of `(`).',
  notifications: 'The trace holds no internal-allocation notification (`i`).',
  otherMemory: 'The trace records nothing but the callbacks: what bypasses them is not in it.',
  backing: 'The trace does not record the memory behind the callbacks (a `vk` domain with a backing domain).',
  wholeRun: 'Recording began while the program ran: what was there before is not known.',
  budgets: 'No budget is set.',
} as const;
export type RuleNeed = keyof typeof RULE_NEEDS;
