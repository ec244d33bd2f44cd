import type { BuiltKit } from './kit-build';

export const LAYER_NAME = 'VK_LAYER_HEAPGLASS_record';
/** Where a Vulkan loader looks for explicit layers unless told otherwise. */
const LAYER_FOLDERS = ['/etc', '/usr/local/etc', '/usr/local/share', '/usr/share'].map(
  (folder) => `${folder}/vulkan/explicit_layer.d`,
);

/** What the environment of a recorded process says. */
export interface RecordingSettings {
  readonly shim: BuiltKit;
  /** undefined: without the Vulkan layer. */
  readonly layer: BuiltKit | undefined;
  /** The trace's path; `%p` in it is the process id. */
  readonly trace: string;
  readonly stacks: number;
  /** Requests that succeed; undefined: all. */
  readonly failAfter: number | undefined;
}

/** The environment that makes the dynamic linker and the Vulkan loader take in the recorder. */
export function recordingEnvironment(given: NodeJS.ProcessEnv, settings: RecordingSettings): NodeJS.ProcessEnv {
  const { shim, layer, trace, stacks, failAfter } = settings;
  return {
    ...given,
    LD_PRELOAD: joined(given['LD_PRELOAD'], shim.library),
    HEAPGLASS_TRACE: trace,
    HEAPGLASS_STACKS: String(stacks),
    ...(failAfter !== undefined && { HEAPGLASS_FAIL_AFTER: String(failAfter) }),
    ...(layer !== undefined && layerEnvironment(given, layer)),
  };
}

/** Loaders before 1.3.207 do not know VK_ADD_LAYER_PATH, and VK_LAYER_PATH hides what stands nowhere in it. */
function layerEnvironment(given: NodeJS.ProcessEnv, { folder }: BuiltKit): NodeJS.ProcessEnv {
  const folders = given['VK_LAYER_PATH'] ?? LAYER_FOLDERS.join(':');
  return {
    VK_INSTANCE_LAYERS: joined(given['VK_INSTANCE_LAYERS'], LAYER_NAME),
    VK_LAYER_PATH: `${folder}:${folders}`,
    VK_ADD_LAYER_PATH: joined(given['VK_ADD_LAYER_PATH'], folder),
  };
}

function joined(list: string | undefined, last: string): string {
  return list === undefined || list === '' ? last : `${list}:${last}`;
}
