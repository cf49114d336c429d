/** The manifests in the page: coloured lines that lead to their source. One stop of the tab key; arrows go from line to line. */
import { ViewApplication } from '../messages';
import { colouredLines, Line, partsOf } from './lines';

export class Manifests {
  private lines: HTMLElement[] = [];
  private text: string | undefined;
  private links = '';

  constructor(
    private readonly host: HTMLElement,
    private readonly open: (line: number) => void,
  ) {
    host.addEventListener('keydown', (event) => this.key(event));
    host.addEventListener('click', (event) => {
      const index = this.indexOf(event.target);
      // Somebody who selects text wants to copy it.
      if (index >= 0 && document.getSelection()?.isCollapsed !== false) {
        this.activate(index);
      }
    });
    host.addEventListener('focusin', (event) => this.makeStop(this.indexOf(event.target)));
  }

  /** Shows the manifests; the position in them stays, and so does the focus. */
  show({ text, links }: Pick<ViewApplication, 'text' | 'links'>): void {
    if (text === this.text && links.join() === this.links) {
      return;
    }
    const top = this.host.scrollTop;
    const focused = this.lines.findIndex((it) => it === document.activeElement);
    this.lines = colouredLines(text).map((line, index) => lineElement(line, index, links[index] === true));
    const groups = partsOf(text).map(({ from, to, title }) => {
      const group = document.createElement('div');
      group.className = 'part';
      group.setAttribute('role', 'group');
      group.setAttribute('aria-label', title);
      group.append(...this.lines.slice(from, to));
      return group;
    });
    this.host.replaceChildren(...groups);
    this.host.scrollTop = top;
    this.makeStop(Math.max(focused, 0));
    this.lines[focused]?.focus({ preventScroll: true });
    this.text = text;
    this.links = links.join();
  }

  /** Marks lines; when none of them is seen, the first comes into sight if `isFollowed`. */
  mark(indices: readonly number[], isFollowed: boolean): void {
    const marked = new Set(indices);
    this.lines.forEach((line, index) => {
      line.classList.toggle('marked', marked.has(index));
      line.setAttribute('aria-selected', String(marked.has(index)));
    });
    const first = this.lines[indices[0] ?? -1];
    if (first && isFollowed && !indices.some((it) => this.isSeen(this.lines[it]))) {
      this.bringIntoSight(first);
    }
  }

  /** By hand, because `scrollIntoView` moves the frames around the page as well. Twice: parts get their true height when they are seen. */
  private bringIntoSight(line: HTMLElement): void {
    for (let turn = 0; turn < 2; turn++) {
      const distance = line.getBoundingClientRect().top - this.host.getBoundingClientRect().top;
      this.host.scrollTop += distance - this.host.clientHeight / 2;
    }
  }

  private isSeen(line: HTMLElement | undefined): boolean {
    const box = line?.getBoundingClientRect();
    const window = this.host.getBoundingClientRect();
    return box !== undefined && box.top >= window.top && box.bottom <= window.bottom;
  }

  private key(event: KeyboardEvent): void {
    const at = this.indexOf(event.target);
    const page = Math.max(1, Math.floor(this.host.clientHeight / 20) - 1);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || at < 0) {
      return;
    }
    if (step !== undefined) {
      event.preventDefault();
      this.lines[Math.max(0, Math.min(this.lines.length - 1, at + step))]?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.activate(at);
    }
  }

  private activate(index: number): void {
    if (this.lines[index]?.classList.contains('link')) {
      this.open(index);
    }
  }

  private makeStop(index: number): void {
    if (this.lines[index]) {
      this.lines.forEach((it, other) => (it.tabIndex = other === index ? 0 : -1));
    }
  }

  private indexOf(target: EventTarget | null): number {
    const line = target instanceof Element ? target.closest<HTMLElement>('.line') : null;
    return line ? Number(line.dataset['line']) : -1;
  }
}

function lineElement(line: Line, index: number, isLink: boolean): HTMLElement {
  const element = document.createElement('div');
  element.className = isLink ? 'line link' : 'line';
  element.setAttribute('role', 'option');
  element.setAttribute('aria-selected', 'false');
  element.tabIndex = -1;
  element.dataset['line'] = String(index);
  if (isLink) {
    element.title = 'Go to the source';
  }
  for (const { text, kind } of line) {
    const span = document.createElement('span');
    span.className = kind;
    span.textContent = text;
    element.append(span);
  }
  if (line.length === 0) {
    element.append(document.createElement('br'));
  }
  return element;
}
