import { byTrace, type Rule } from './rule';

/** How long memory of each scope may stay, and in which commands it may come and go. */
export const LIFETIME_RULES: readonly Rule[] = [
  {
    id: 'VKM-29',
    name: 'command-scope-escaped',
    severity: 'error',
    blame: ['driver'],
    sentence: 'Transient memory survived its command.',
    decided: byTrace('COMMAND blocks still live when the call that took them returned', 'callbacks', 'scopes', 'calls'),
  },
  {
    id: 'VKM-30',
    name: 'object-leak',
    severity: 'error',
    blame: ['driver'],
    sentence: 'Memory of a destroyed object is still held.',
    decided: byTrace(
      'OBJECT blocks still live when the destroy command of their object returned; of several objects from one call, that of the last',
      'callbacks',
      'scopes',
      'objects',
    ),
  },
  {
    id: 'VKM-31',
    name: 'cache-leak',
    severity: 'error',
    blame: ['driver'],
    sentence: 'Memory of a destroyed cache is still held.',
    decided: byTrace(
      'CACHE blocks still live when their cache was destroyed; where the cache is not recorded, when the device was',
      'callbacks',
      'scopes',
      'objects',
    ),
  },
  {
    id: 'VKM-32',
    name: 'device-leak',
    severity: 'error',
    blame: ['driver'],
    sentence: 'Memory of a destroyed device is still held.',
    decided: byTrace('DEVICE blocks still live when vkDestroyDevice returned', 'callbacks', 'scopes', 'roots'),
  },
  {
    id: 'VKM-33',
    name: 'instance-leak',
    severity: 'error',
    blame: ['driver'],
    sentence: 'Memory of a destroyed instance is still held.',
    decided: byTrace('INSTANCE blocks still live when vkDestroyInstance returned', 'callbacks', 'scopes', 'roots'),
  },
  {
    id: 'VKM-34',
    name: 'freed-in-wrong-command',
    severity: 'warning',
    blame: ['driver'],
    sentence:
      'Freed in a command that may not free memory of this scope, such as OBJECT memory outside its vkDestroy*.',
    decided: byTrace(
      'scope and object of the block, name of the command that freed it',
      'callbacks',
      'scopes',
      'calls',
    ),
  },
  {
    id: 'VKM-35',
    name: 'allocated-in-wrong-command',
    severity: 'warning',
    blame: ['driver'],
    sentence:
      'Taken in a command that may not allocate memory of this scope, such as OBJECT memory from vkSetDebugUtilsObjectNameEXT.',
    decided: byTrace('scope of the block, name of the command', 'callbacks', 'scopes', 'calls'),
  },
  {
    id: 'VKM-36',
    name: 'cache-scope-without-cache',
    severity: 'warning',
    blame: ['driver'],
    sentence: 'CACHE memory, but no cache takes part in this command.',
    decided: byTrace('CACHE blocks taken in a command that knows no cache', 'callbacks', 'scopes', 'calls'),
  },
  {
    id: 'VKM-37',
    name: 'object-scope-for-root',
    severity: 'warning',
    blame: ['driver'],
    sentence: 'OBJECT memory where the only object is the device or the instance: it should be DEVICE or INSTANCE.',
    decided: byTrace('OBJECT blocks taken in a command of device or instance alone', 'callbacks', 'scopes', 'calls'),
  },
];
