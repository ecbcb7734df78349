// What a page with a map asks the server while the pointer moves, and when it rests: one request at a time, what is no longer wanted is never asked, what came too late is not shown.
export interface Followed<T> {
  /** Address of the page that shows a state. */
  page: (state: T) => string;
  /** Address of the part that follows the pointer. */
  live: (state: T) => string;
  /** Ids of the parts that follow from a state. */
  parts: string[];
  /** After parts were put in place; settled when they are of a page. */
  shown: (page: Document, settled: boolean) => void;
  /** What to say when no answer came, or one that says why not. */
  refused: (why: string | null) => void;
}

export class Following<T> {
  private wanted: { state: T; settle: boolean } | null = null;
  private asking = false;
  private epoch = 0;

  constructor(private readonly of: Followed<T>) {}

  /** While something is on its way. */
  carry(state: T) {
    this.ask(state, false);
  }

  /** When it has come to rest; what was asked before is of another state. */
  settle(state: T) {
    this.epoch++;
    this.ask(state, true);
  }

  private ask(state: T, settle: boolean) {
    this.wanted = { state, settle };
    if (!this.asking) void this.run();
  }

  private async run() {
    this.asking = true;
    try {
      while (this.wanted) {
        const { state, settle } = this.wanted;
        this.wanted = null;
        const epoch = this.epoch;
        const response = await fetch(settle ? this.of.page(state) : this.of.live(state));
        const text = await response.text();
        if (epoch !== this.epoch) continue;
        if (response.ok) this.swap(text, settle);
        else this.of.refused(response.status === 400 && text ? text : null);
      }
    } catch {
      this.of.refused(null);
    } finally {
      this.asking = false;
    }
  }

  private swap(html: string, settled: boolean) {
    const page = new DOMParser().parseFromString(html, 'text/html');
    for (const id of settled ? this.of.parts : ['outcome']) {
      const [now, then] = [document.getElementById(id), page.getElementById(id)];
      if (now && then) now.replaceWith(document.adoptNode(then));
    }
    this.of.shown(page, settled);
  }
}

/** The line of refusal above the form of a tool; null takes it away. */
export function refuse(root: HTMLElement, why: string | null) {
  root.querySelectorAll('.layers .refusal').forEach((old) => old.remove());
  if (!why) return;
  const note = Object.assign(document.createElement('p'), { className: 'refusal intro', textContent: why });
  note.setAttribute('role', 'alert');
  root.querySelector('#put')!.before(note);
}

/** The button that copies the address, where the browser lets it. */
export function offerCopy(root: HTMLElement) {
  const copy = root.querySelector<HTMLButtonElement>('[data-copy]')!;
  copy.hidden = !navigator.clipboard;
  copy.addEventListener('click', () => void navigator.clipboard.writeText(location.href).then(() => (copy.textContent = copy.dataset.copied!)));
}
