import { CodeBlock } from '../../widgets/code-block/CodeBlock';
import { RecordingLink } from './RecordingLink';
import styles from './tour.module.css';

/** The shortest way to a trace of one's own, and the way to all others. */
export function RecordingStart() {
  return (
    <section aria-labelledby="recording-title">
      <h2 id="recording-title" className={styles.title}>
        Record your own
      </h2>
      <CodeBlock label="Record a program" code="npx heapglass record -- ./program" />
      <p className={styles.text}>
        Any Linux program, as it is. There is also a <RecordingLink way="vulkan">layer for Vulkan</RecordingLink>, a{' '}
        <RecordingLink way="code">header for your own code</RecordingLink>, scripts for{' '}
        <RecordingLink way="outside">bpftrace, gdb and Python</RecordingLink>, and{' '}
        <RecordingLink way="heaptrack">heaptrack</RecordingLink>: each with what it costs and cannot see.
      </p>
    </section>
  );
}
