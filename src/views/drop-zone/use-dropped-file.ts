import { useEffect, useEffectEvent, useState } from 'react';

/** Gives `onFile` a file dropped anywhere on the page or pasted into it, `onAddress` a pasted address. True while a file hovers. */
export function useDroppedFile(onFile: (file: File) => void, onAddress: (address: string) => void): boolean {
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent((data: DataTransfer | null): boolean => {
    const file = data?.files[0];
    if (file !== undefined) {
      onFile(file);
      return true;
    }
    const text = data?.getData('text/plain').trim() ?? '';
    if (!/^https?:\/\/\S+$/.test(text)) return false;
    onAddress(text);
    return true;
  });
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const onDrag = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault(); // or the browser opens the file in the page's place
      setOver(true);
    };
    window.addEventListener('dragenter', onDrag, { signal });
    window.addEventListener('dragover', onDrag, { signal });
    window.addEventListener('dragleave', (event) => { if (event.relatedTarget === null) setOver(false); }, { signal });
    window.addEventListener('drop', (event) => { setOver(false); if (take(event.dataTransfer)) event.preventDefault(); }, { signal });
    window.addEventListener('paste', (event) => { if (!isTextField(event.target) && take(event.clipboardData)) event.preventDefault(); }, { signal });
    return () => { listening.abort(); };
  }, []); // prettier-ignore
  return isOver;
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea');
}
