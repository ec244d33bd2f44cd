import { loadHash } from '../../store/file-hash';
import { late } from './late';
import { loadLateLists } from './late-lists';

const loadWorkbench = async () => (await import('./Workbench')).Workbench;
const loadRecordingDialog = async () => (await import('../help/RecordingDialog')).RecordingDialog;

export const LateWorkbench = late(loadWorkbench);
export const LateRecordingDialog = late(loadRecordingDialog);

/**
 * Loads all that did not come with the page, so that everything goes on when the network goes. What fails is asked for
 * again when it is wanted.
 */
export async function loadLateViews(): Promise<void> {
  await Promise.allSettled([loadWorkbench(), loadRecordingDialog(), loadLateLists(), loadHash()]);
}
