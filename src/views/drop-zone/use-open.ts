import { useCallback } from 'react';
import { useLink } from '../../store/app-context';
import { openFile } from '../../store/arrival';
import { urlSource } from '../../store/source';

/** Opens a file that a person gave. */
export function useOpenFile(): (file: File) => void {
  const link = useLink();
  return useCallback(
    (file: File) => {
      void link.busyWhile(() => openFile(link.store, file));
    },
    [link],
  );
}

/** Opens what lies at an address that a person gave; false when that is no address. */
export function useOpenAddress(): (address: string) => boolean {
  const { store } = useLink();
  return useCallback(
    (address: string) => {
      const source = urlSource(address.trim(), document.baseURI);
      if (source !== undefined) store.getState().open(source, { kind: 'at-peak' });
      return source !== undefined;
    },
    [store],
  );
}
