import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Locator, Page } from '@playwright/test';

/** A file that a test makes up: what a person would have on disk. */
export interface MadeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One row of the accounts as it stands there: figures are texts in IEC units. */
export interface AccountText {
  readonly name: string;
  readonly live: string;
  readonly blocks: string;
  readonly peak: string;
  /** Over the whole trace. */
  readonly allocated: string;
  readonly allocations: string;
}

/** The app as a person uses it. Waits end when the app says that it is done: there are no sleeps. */
export class HeapglassPage {
  readonly header;
  readonly playhead;
  readonly cursor;
  readonly playback;
  readonly findings;
  readonly gallery;
  readonly dialog;
  readonly failure;
  readonly notices;
  readonly timeline;
  readonly map;
  readonly mapPanel;
  readonly tree;
  readonly events;
  readonly faults;
  readonly inspector;
  readonly search;

  constructor(readonly page: Page) {
    this.header = page.getByRole('banner');
    this.playhead = page.getByRole('slider', { name: 'Playhead' });

    this.playback = page.getByRole('region', { name: 'Playback' });
    this.cursor = this.playback.getByTestId('cursor');
    this.findings = page.getByRole('list', { name: 'Findings' });
    this.gallery = page.getByRole('region', { name: 'Or look at a real one' });
    this.dialog = page.getByRole('dialog');
    this.failure = page.getByRole('alert');
    this.notices = page.getByRole('status');
    this.timeline = page.getByRole('region', { name: 'Live bytes' });
    this.map = page.getByRole('application', { name: /^Map of the/ });
    this.mapPanel = page.getByRole('region', { name: 'Heap map' });
    this.tree = page.getByRole('treegrid', { name: 'Call tree' });
    this.events = page.getByRole('grid', { name: 'Events' });
    this.faults = page.getByRole('grid', { name: 'Faults' });
    this.inspector = page.getByRole('region', { name: 'Block' });
    this.search = page.getByRole('searchbox');
  }

  async goto(address = '/'): Promise<void> {
    await this.page.goto(address);
    await this.idle();
  }

  /** Until everything that was asked for is shown and nothing runs in the background. */
  async idle(): Promise<void> {
    await this.page.waitForFunction(() => window.__heapglassIdle !== undefined);
    await this.page.evaluate(() => window.__heapglassIdle?.());
  }

  async openSample(title: string): Promise<void> {
    await this.gallery.getByRole('button', { name: title }).click();
    await this.loaded();
  }

  async pick(file: string | MadeFile): Promise<void> {
    await this.choose(file);
    await this.loaded();
  }

  /** Gives a file and does not wait for it to be read. */
  async choose(file: string | MadeFile): Promise<void> {
    const given =
      typeof file === 'string'
        ? file
        : { name: file.name, mimeType: 'application/octet-stream', buffer: Buffer.from(file.bytes) };
    await this.page.getByLabel('Trace file').setInputFiles(given);
  }

  /** Drops a file on the page, as from a file manager. */
  async drop(file: string): Promise<void> {
    const given = { base64: readFileSync(file).toString('base64'), name: basename(file) };
    const transfer = await this.page.evaluateHandle(({ base64, name }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
      return data;
    }, given);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.page.dispatchEvent('body', type, { dataTransfer: transfer });
    }
  }

  /** Until the trace that is being read is shown. */
  async loaded(): Promise<void> {
    await this.playhead.waitFor();
    await this.idle();
  }

  /** Moves the playhead to `event`. */
  async seek(event: number): Promise<void> {
    await this.playhead.fill(String(event));
    await this.idle();
  }

  /** Presses a key with nothing focused. */
  async press(key: string): Promise<void> {
    await this.page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await this.page.keyboard.press(key);
    await this.idle();
  }

  async showHeap(heap: 'Recorded' | 'Simulated'): Promise<void> {
    await this.mapPanel.getByRole('radio', { name: heap }).check();
    await this.idle();
  }

  /** Has another engine place the blocks of the simulated heap. */
  async chooseEngine(name: string): Promise<void> {
    await this.header.getByLabel('Engine of the simulated heap').selectOption(name);
    await this.idle();
  }

  /** What the simulated heap comes to at the cursor, as it stands beside the accounts. */
  async heapFigures(): Promise<string> {
    const heading = this.page.getByRole('heading', { name: /^Heap simulated/ });
    return (await heading.locator('..').textContent()) ?? '';
  }

  async showTab(name: 'Events' | 'Faults' | 'Owners' | 'Rules' | 'Interception' | 'Guards'): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
    await this.idle();
  }

  /** Opens the dialog, takes the link and closes it again. */
  async share(): Promise<string> {
    await this.page.getByRole('button', { name: 'Share' }).click();
    await this.idle();
    const link = await this.dialog.getByLabel('Link').inputValue();
    await this.page.keyboard.press('Escape');
    await this.idle();
    return link;
  }

  /** The number of events that the header gives. */
  async eventCount(): Promise<number> {
    const text = await this.header.getByText(/ events$/).textContent();
    return Number((text ?? '').replace(/^.*·/, '').replace(/\D/g, ''));
  }

  /** The event that the cursor stands on; −1 before the first. */
  async cursorEvent(): Promise<number> {
    return Number(await this.playhead.inputValue());
  }

  /** What is live at the cursor, as the playback bar gives it. */
  async liveText(): Promise<string> {
    const text = await this.playback.getByText(/\d.* live$/).textContent();
    return (text ?? '').replace(/ live$/, '');
  }

  /** Texts of the findings, worst first, every white space one blank. */
  async findingTexts(): Promise<readonly string[]> {
    const texts = await this.findings.getByRole('listitem').allTextContents();
    return texts.map((text) => text.replace(/\s+/g, ' ').trim());
  }

  /** The accounts of domains or scopes. */
  async accounts(table: 'Domain' | 'Scope'): Promise<readonly AccountText[]> {
    return await this.page.getByRole('table', { name: table }).evaluate((element) => {
      const rows = [...element.querySelectorAll('[role=row]')].slice(1);
      return rows.map((row) => {
        const cells = [...row.querySelectorAll('[role=cell]')];
        const text = (at: number): string => cells[at].textContent.trim();
        const [, name, allocated, allocations] =
          /^([^]*) \([a-z-]+\): (.+) in (.+) allocations/.exec(cells[0].getAttribute('title') ?? '') ?? [];
        return { name, live: text(1), blocks: text(3), peak: text(4), allocated, allocations };
      });
    });
  }

  /** Clicks about on the map until a block is hit. */
  async selectBlockOnMap(): Promise<void> {
    const box = await this.map.boundingBox();
    if (box === null) throw new Error('the map is not in sight');
    for (let place = 1; place < 64; place++) {
      // Golden ratio steps: far apart at first, everywhere in the end.
      const position = { x: box.width * ((place * 0.618) % 1), y: box.height * ((place * 0.382) % 1) };
      await this.map.click({ position });
      await this.idle();
      if (await this.inspector.getByText('Born').isVisible()) return;
    }
    throw new Error('no block anywhere on the map');
  }

  /** Everything that says what is looked at and how: what a link has to bring back. */
  async look(): Promise<Readonly<Record<string, unknown>>> {
    const chosen = (name: string): Promise<string> => this.page.getByLabel(name, { exact: true }).inputValue();
    const pressed = (group: string): Locator => this.page.getByRole('radiogroup', { name: group }).locator(':checked');
    return {
      name: await this.header.getByRole('heading').textContent(),
      cursor: await this.cursorEvent(),
      live: await this.liveText(),
      stackedBy: await chosen('Stacked by'),
      heap: await pressed('Heap shown').inputValue(),
      colour: await chosen('Colour'),
      tree: await pressed('Shape of the tree').inputValue(),
      metric: await chosen('Count'),
      range: await this.timeline.getByTitle('Take the range away (Esc)').allTextContents(),
      search: await this.search.inputValue(),
      tab: await this.page.getByRole('tab', { selected: true }).textContent(),
      block: await this.inspector.textContent(),
      isZoomed: await this.mapPanel.getByRole('button', { name: 'Show all' }).isVisible(),
    };
  }
}
