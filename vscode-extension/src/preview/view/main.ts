/** The page of the preview: puts together what the extension sends and remembers how it was looked at. */
import './view.css';

import { FromView, Part, ToView, ViewApplication, ViewChanges } from '../messages';
import { changeCount, DifferenceView } from './difference';
import { element } from './elements';
import { partsOf } from './lines';
import { Manifests } from './manifests';
import { showNotes } from './notes';
import { Picture } from './picture';
import { readState, State, TABS } from './state';
import { Tabs } from './tabs';
import { STEP } from './zoom';

declare function acquireVsCodeApi(): { postMessage(message: FromView): void; getState(): unknown; setState(state: State): void };

const EMPTY = [
  'No application to preview',
  'This document holds no application, and no application of the workspace uses a component of it.',
  'Open a document of the kind ApplicationConfiguration and preview that, or name a component of this document in one (componentName): the preview then shows what becomes of it, and follows as you type.',
];

const editor = acquireVsCodeApi();
let state = readState(editor.getState(), document.body.dataset['source'] ?? '');
let revision = 0;
let applications: readonly ViewApplication[] = [];
let current = 0;
let changes: { readonly revision: number; readonly view: ViewChanges } | undefined;
let marks: Extract<ToView, { kind: 'marks' }>['marks'] = [];

const select = element('application') as HTMLSelectElement;
const scrolled = { manifests: element('manifests'), notes: element('panel-notes'), changes: element('changes') };
const open = (part: Part) => (index: number) => editor.postMessage({ kind: 'open', revision, application: current, part, index });
const picture = new Picture(element('picture'), { open: open('node'), moved: (view) => remember({ view }) }, state.view);
const manifests = new Manifests(scrolled.manifests, open('line'));
const tabs = new Tabs((tab) => {
  remember({ tab });
  wantChanges();
  restoreScroll();
  mark();
});

const difference = new DifferenceView({
  open: (index) => editor.postMessage({ kind: 'open-change', revision: changes?.revision ?? 0, index }),
});

/** What changes is asked for only while it is seen. */
function wantChanges(): void {
  editor.postMessage({ kind: 'want-changes', isWanted: state.tab === 'changes' });
}

function remember(change: Partial<State>): void {
  state = { ...state, ...change };
  editor.setState(state);
}

function show(): void {
  const found = applications.findIndex((it) => it.name === state.application);
  current = Math.max(found, 0);
  const application = applications[current];
  const isMany = applications.length > 1;
  select.replaceChildren(...applications.map((it, index) => new Option(it.name || '(no name)', String(index), false, index === current)));
  select.hidden = !isMany;
  element('application-label').hidden = !isMany;
  element('name').hidden = isMany;
  element('name').textContent = application?.name ?? '';
  element('totals').textContent = application ? (application.isRefused ? 'refused, see the notes' : application.totals) : '';
  element('tabs').hidden = !application;
  element('empty').hidden = application !== undefined;
  showChanges();
  if (!application) {
    showEmpty();
    return;
  }
  tabs.count('topology', application.picture?.links.length ?? 0);
  tabs.count('manifests', partsOf(application.text).length);
  tabs.count('notes', application.notes.length);
  tabs.show(state.tab);
  picture.show(application.picture);
  manifests.show(application);
  showNotes(element('notes'), application.notes, open('note'));
  restoreScroll();
  mark();
}

function showChanges(): void {
  difference.show(changes?.view, applications[current]?.name ?? '');
  tabs.count('changes', changeCount(changes?.view));
}

function showEmpty(): void {
  element('empty').replaceChildren(...EMPTY.map((text, index) => {
    const paragraph = document.createElement(index === 0 ? 'h2' : 'p');
    paragraph.textContent = text;
    return paragraph;
  }));
  for (const id of TABS) {
    element(`panel-${id}`).hidden = true;
  }
}

function choose(application: string): void {
  remember({ application });
  show();
}

function restoreScroll(): void {
  scrolled.manifests.scrollTop = state.scroll.manifests;
  scrolled.notes.scrollTop = state.scroll.notes;
  scrolled.changes.scrollTop = state.scroll.changes;
}

function mark(): void {
  const it = marks[current];
  picture.mark(it?.nodes ?? []);
  manifests.mark(it?.lines ?? [], state.tab === 'manifests' && !document.hasFocus());
}

function showProblem(reason: string | undefined): void {
  const problem = element('problem');
  const isOld = applications.length > 0;
  document.body.classList.toggle('outdated', reason !== undefined && isOld);
  problem.hidden = reason === undefined;
  problem.textContent = reason === undefined ? '' : `${isOld ? 'Outdated' : 'No preview'}: ${reason}`;
}

function receive(message: ToView): void {
  if (message.kind === 'outdated') {
    showProblem(message.reason);
  } else if (message.kind === 'choose') {
    choose(message.application);
  } else if (message.kind === 'changes') {
    changes = { revision: message.revision, view: message.changes };
    showChanges();
    restoreScroll();
  } else if (message.kind === 'marks') {
    if (message.revision === revision) {
      marks = message.marks;
      mark();
    }
  } else {
    if (message.revision !== revision) {
      marks = [];
    }
    ({ revision, applications } = message);
    showProblem(undefined);
    show();
  }
}

function followTheme(): void {
  const isContrast = /vscode-high-contrast/.test(document.body.className);
  for (const id of ['picture', 'changes-picture']) {
    element(id).toggleAttribute('data-contrast', isContrast);
  }
}

select.addEventListener('change', () => choose(applications[Number(select.value)]?.name ?? ''));
for (const key of ['manifests', 'notes', 'changes'] as const) {
  scrolled[key].addEventListener('scroll', () => remember({ scroll: { ...state.scroll, [key]: scrolled[key].scrollTop } }));
}
element('open-manifests').addEventListener('click', () => editor.postMessage({ kind: 'manifests' }));
element('compare').addEventListener('click', () => editor.postMessage({ kind: 'compare' }));
element('zoom-in').addEventListener('click', () => picture.zoom(STEP));
element('zoom-out').addEventListener('click', () => picture.zoom(1 / STEP));
element('zoom-real').addEventListener('click', () => picture.realSize());
element('zoom-fit').addEventListener('click', () => picture.look(undefined));
new MutationObserver(followTheme).observe(document.body, { attributes: true, attributeFilter: ['class'] });
window.addEventListener('message', (event: MessageEvent<ToView>) => receive(event.data));

followTheme();
remember({});
editor.postMessage({ kind: 'ready' });
wantChanges();
