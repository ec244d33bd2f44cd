import { useCallback } from 'react';
import { useApp } from '../../store/app-context';
import { fileSource, urlSource } from '../../store/source';

/** Opens a file, or what lies at an address; false when that is no address. */
export function useOpen(): {
  readonly openFile: (file: File) => void;
  readonly openAddress: (address: string) => boolean;
} {
  const open = useApp((state) => state.open);
  const openFile = useCallback(
    (file: File) => {
      open(fileSource(file), { kind: 'at-peak' });
    },
    [open],
  );
  const openAddress = useCallback(
    (address: string) => {
      const source = urlSource(address.trim(), document.baseURI);
      if (source !== undefined) open(source, { kind: 'at-peak' });
      return source !== undefined;
    },
    [open],
  );
  return { openFile, openAddress };
}
