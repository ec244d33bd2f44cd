import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { IconButton } from '../icon-button/IconButton';
import styles from './code-block.module.css';

/** Lines to type or to compile, with a button that copies all of them. It takes the focus, so that keys can scroll it. */
export function CodeBlock(props: { readonly label: string; readonly code: string }) {
  const element = useRef<HTMLPreElement>(null);
  const [copied, setCopied] = useState<string>();
  const wasCopied = copied === props.code;
  const copy = (): void => {
    navigator.clipboard.writeText(props.code).then(
      () => {
        setCopied(props.code);
      },
      () => {
        // Not allowed: then the person copies what is selected.
        if (element.current !== null) getSelection()?.selectAllChildren(element.current);
      },
    );
  };
  return (
    <div className={styles.block}>
      <pre ref={element} className={styles.code} role="group" tabIndex={0} aria-label={props.label}>
        <code>{props.code}</code>
      </pre>
      <span className={styles.copy}>
        <IconButton label={wasCopied ? 'Copied' : `Copy: ${props.label}`} onClick={copy}>
          {wasCopied ? <Check /> : <Copy />}
        </IconButton>
      </span>
    </div>
  );
}
