/** What could not be rendered, or is worth knowing: a list whose entries lead to their source. */
import { ViewNote } from '../messages';

/** Words for what the server calls the weight of a note; an unknown one is shown as it is. */
const WORDS: Record<string, string> = { info: 'Note', gap: 'Missing', refused: 'Refused' };

export function showNotes(host: HTMLElement, notes: readonly ViewNote[], open: (index: number) => void): void {
  const items = notes.map(({ severity, message, isLink }, index) => {
    const item = document.createElement('li');
    const badge = document.createElement('span');
    badge.className = 'severity';
    badge.dataset['severity'] = severity;
    badge.textContent = WORDS[severity] ?? severity;
    const text = document.createElement(isLink ? 'button' : 'span');
    text.className = 'message';
    text.textContent = message;
    if (isLink) {
      text.title = 'Go to the source';
      text.addEventListener('click', () => open(index));
    }
    item.append(badge, ' ', text);
    return item;
  });
  if (items.length === 0) {
    const item = document.createElement('li');
    item.textContent = 'Nothing to note: everything could be rendered.';
    items.push(item);
  }
  host.replaceChildren(...items);
}
