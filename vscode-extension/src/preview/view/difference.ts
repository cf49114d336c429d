/** What changes for the deployment since a revision: a line that sums it up, a picture, and the list of objects and fields. */
import { ViewChangedField, ViewChangedObject, ViewChanges } from '../messages';
import { element } from './elements';
import { Picture } from './picture';

export interface DifferenceEvents {
  /** A place of the list that the extension keeps. */
  open(link: number): void;
}

/** What is said beside the colour. */
const SIGNS: Record<string, string> = { added: '+', removed: '−', changed: '~', reordered: '⇅' };

export class DifferenceView {
  private readonly picture: Picture;
  private links: readonly (number | undefined)[] = [];
  private shown = '';

  constructor(private readonly events: DifferenceEvents) {
    const open = (node: number): void => this.follow(this.links[node]);
    this.picture = new Picture(element('changes-picture'), { open, moved: () => undefined }, undefined);
  }

  /** Shows a difference; `application` is the one whose picture is wanted where there are several. */
  show(changes: ViewChanges | undefined, application: string): void {
    const summary = changes === undefined ? 'Comparing …' : changes.kind === 'none' ? 'No comparison' : summaryOf(changes);
    if (element('changes-summary').textContent !== summary) {
      element('changes-summary').textContent = summary;
    }
    element('compare').hidden = changes?.kind !== 'some' || isSame(changes);
    this.showPicture(changes, application);
    this.showList(changes);
  }

  /** What is the same stays, with its focus; where the list is another, the focus goes to the link in the same place. */
  private showList(changes: ViewChanges | undefined): void {
    const now = JSON.stringify(changes ?? '');
    if (now === this.shown) {
      return;
    }
    const host = element('changes');
    const buttons = (): HTMLButtonElement[] => [...host.querySelectorAll('button')];
    const focused = buttons().findIndex((it) => it === document.activeElement);
    this.shown = now;
    host.replaceChildren(...this.content(changes));
    if (focused >= 0) {
      (buttons()[focused] ?? host).focus({ preventScroll: true });
    }
  }

  private showPicture(changes: ViewChanges | undefined, application: string): void {
    const pictures = changes?.kind === 'some' ? changes.pictures : [];
    const picture = pictures.find((it) => it.app === application) ?? pictures[0];
    element('changes-picture').hidden = picture === undefined;
    this.links = picture?.links ?? [];
    this.picture.show(picture && { svg: picture.svg, links: picture.links.map((it) => it !== undefined) }, '.added, .removed, .changed');
  }

  private content(changes: ViewChanges | undefined): HTMLElement[] {
    if (changes === undefined) {
      return [];
    }
    if (changes.kind === 'none') {
      return [paragraph(changes.reason), paragraph('The comparison needs a Git repository around the folder, with a commit in it.')];
    }
    if (isSame(changes)) {
      return [paragraph(`A cluster would get the same as at ${changes.revision}. Comments, order and spelling do not count.`)];
    }
    const apps = new Set(changes.objects.map((it) => it.app));
    const objects = changes.objects.map((it) => this.object(it, apps.size > 1));
    const notes = changes.notes.map(({ change, severity, message, link }) => {
      const item = document.createElement('p');
      item.dataset['change'] = change;
      const words = severity === 'refused' ? 'refused: ' : 'cannot be rendered: ';
      item.append(sign(change), this.link(`${change === 'removed' ? 'no longer ' : ''}${words}${message}`, link));
      return item;
    });
    return [...objects, ...notes];
  }

  private object(it: ViewChangedObject, isNamed: boolean): HTMLElement {
    const section = document.createElement('section');
    section.dataset['change'] = it.change;
    const heading = document.createElement('h3');
    const word = document.createElement('span');
    word.className = 'word';
    word.textContent = isNamed ? `${it.change} · ${it.app}` : it.change;
    heading.append(sign(it.change), this.link(it.title, it.link), ' ', word);
    const list = document.createElement('ul');
    list.append(...it.fields.map((field) => this.field(field)));
    section.append(heading, ...(it.fields.length > 0 ? [list] : []));
    return section;
  }

  private field(it: ViewChangedField): HTMLElement {
    const item = document.createElement('li');
    item.dataset['change'] = it.change;
    const values = document.createElement('span');
    values.className = 'values';
    if (it.old !== undefined) {
      values.append(value('del', it.old));
    }
    if (it.old !== undefined && it.new !== undefined) {
      values.append(it.change === 'reordered' ? ' in another order: ' : ' → ');
    }
    if (it.new !== undefined) {
      values.append(value('ins', it.new));
    }
    const origin = document.createElement('span');
    origin.className = 'origin';
    origin.textContent = it.origin;
    item.append(sign(it.change), this.link(it.path, it.link), ' ', values, ' ', origin);
    return item;
  }

  /** A text that leads to its source, or one that leads nowhere. */
  private link(text: string, link: number | undefined): HTMLElement {
    const found = document.createElement(link === undefined ? 'span' : 'button');
    found.className = 'target';
    found.textContent = text;
    if (link !== undefined) {
      found.title = 'Go to the source';
      found.addEventListener('click', () => this.follow(link));
    }
    return found;
  }

  private follow(link: number | undefined): void {
    if (link !== undefined) {
      this.events.open(link);
    }
  }
}

/** How many things change; the number beside the tab. */
export function changeCount(changes: ViewChanges | undefined): number | undefined {
  return changes?.kind === 'some' ? changes.objects.length + changes.notes.length : undefined;
}

type Some = Extract<ViewChanges, { kind: 'some' }>;

function isSame({ objects, notes }: Some): boolean {
  return objects.length + notes.length === 0;
}

function summaryOf(changes: Some): string {
  const since = `since ${changes.revision}${changes.commit === '' ? '' : ` (${changes.commit})`}`;
  if (isSame(changes)) {
    return `Nothing changes for the deployment ${since}`;
  }
  const count = (change: string): number => changes.objects.filter((it) => it.change === change).length;
  const parts = ['added', 'removed', 'changed'].flatMap((it) => (count(it) > 0 ? `${count(it)} ${it}` : []));
  const notes = changes.notes.length > 0 ? [`${changes.notes.length} ${changes.notes.length === 1 ? 'note' : 'notes'}`] : [];
  const { old, new: now } = changes.totals;
  const totals = old === now ? [] : [`${old || 'nothing'} → ${now || 'nothing'}`];
  return `${[...parts, ...notes].join(', ')} ${since}${totals.map((it) => ` · ${it}`).join('')}`;
}

function sign(change: string): HTMLElement {
  const found = document.createElement('span');
  found.className = 'sign';
  found.setAttribute('aria-hidden', 'true');
  found.textContent = SIGNS[change] ?? '';
  return found;
}

function value(name: 'del' | 'ins', text: string): HTMLElement {
  const found = document.createElement(name);
  found.textContent = text;
  return found;
}

function paragraph(text: string): HTMLElement {
  const found = document.createElement('p');
  found.textContent = text;
  return found;
}
