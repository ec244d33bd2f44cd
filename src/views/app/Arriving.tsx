import { useEffect } from 'react';
import { useLink } from '../../store/app-context';

/** Stands where a view will be whose code is on its way; the page counts as busy meanwhile. */
export function Arriving() {
  const link = useLink();
  useEffect(() => {
    let arrived = (): void => undefined;
    void link.busyWhile(() => new Promise<void>((resolve) => (arrived = resolve)));
    return () => {
      arrived();
    };
  }, [link]);
  return undefined;
}
