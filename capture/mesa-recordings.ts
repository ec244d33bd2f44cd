import { join } from 'node:path';
import { LAYER, missingFor, mustRunVulkan, windowServer, type Driver, type MesaKit, type VulkanRun } from './mesa';

/** What of Mesa is a sample of the gallery: recorded here again, its shape is the committed one’s. */
export const MESA_RECORDINGS = ['lvp-recorded', 'radv-recorded', 'vkcube-recorded'] as const;
export type MesaRecording = (typeof MESA_RECORDINGS)[number];

/** The columns of docs/callbacks.md. */
export const COLUMNS: readonly (readonly [title: string, recording: MesaRecording])[] = [
  ['lavapipe', 'lvp-recorded'],
  ['RADV', 'radv-recorded'],
  ['lavapipe, vkcube', 'vkcube-recorded'],
];

const DRIVER: Readonly<Record<MesaRecording, Driver>> = {
  'lvp-recorded': 'lavapipe',
  'radv-recorded': 'radv',
  'vkcube-recorded': 'lavapipe',
};

/** Why a recording cannot be made here; undefined: it can. */
export function missingToRecord(recording: MesaRecording): string | undefined {
  const missing = missingFor(DRIVER[recording]);
  if (missing !== undefined || recording !== 'vkcube-recorded') return missing;
  return windowServer() === undefined ? 'xvfb is not installed' : undefined;
}

/** Records anew, into the kit’s folder: the file of the trace. */
export function recordMesa(kit: MesaKit, recording: MesaRecording): string {
  const common = { driver: DRIVER[recording], trace: `${recording}.hgt`, shim: true, stacks: 48 } as const;
  const runs: Readonly<Record<MesaRecording, () => VulkanRun>> = {
    'lvp-recorded': () => ({ ...common, command: [kit.offscreen] }),
    'radv-recorded': () => ({ ...common, command: [kit.offscreen, '--pipelines'] }),
    'vkcube-recorded': () => ({
      ...common,
      ...{ command: ['vkcube', '--c', '3'], layers: [LAYER], under: windowServer() ?? [] },
    }),
  };
  mustRunVulkan(kit, runs[recording]());
  return join(kit.folder, common.trace);
}
