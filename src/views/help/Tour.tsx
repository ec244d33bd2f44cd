import styles from './tour.module.css';

/** What to look at first, in the order in which it helps. */
export function Tour() {
  return (
    <section aria-labelledby="tour-title">
      <h2 id="tour-title" className={styles.title}>
        Two minutes to read a heap
      </h2>
      <ol className={styles.steps}>
        <li>
          <b>Findings</b> say first what the trace shows: the peak and who held it, what outlived its owner, what was
          freed elsewhere. Click one to go there.
        </li>
        <li>
          <b>The timeline</b> stacks live bytes. Drag the playhead or press <kbd>Space</kbd>: every view follows.
        </li>
        <li>
          <b>The heap map</b> has every live block in its place, as recorded and as our engine would put it. Zoom to a
          single byte; click a block for its whole life.
        </li>
        <li>
          <b>Call stacks</b> tell who allocated: live now, at the peak, leaked, or gone at once.
        </li>
        <li>
          <b>Share</b> copies a link to just this instant. <kbd>?</kbd> lists all keys.
        </li>
      </ol>
    </section>
  );
}
