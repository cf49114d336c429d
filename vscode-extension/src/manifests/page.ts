/**
 * Puts the previews of one file together into the text that is shown.
 * One application is shown exactly as the command line prints it; several are separated like YAML documents.
 */
import { Preview } from '../preview/answer';
import { Place } from '../preview/place';

/** A line above the manifests of one application: its totals and its notes. */
export interface Heading {
  readonly line: number;
  readonly title: string;
  readonly place: Place | undefined;
}

export interface Page {
  readonly text: string;
  readonly origins: readonly (Place | undefined)[];
  readonly headings: readonly Heading[];
}

export function pageOf(previews: readonly Preview[], fileName: string): Page {
  if (previews.length === 0) {
    return messagePage(`${fileName} holds no application to preview`);
  }
  const lines: string[] = [];
  const origins: (Place | undefined)[] = [];
  const headings: Heading[] = [];
  for (const preview of previews) {
    const added = linesOf(preview.text);
    if (lines.length > 0 && lines.at(-1) !== '---' && added[0] !== '---') {
      lines.push('---');
      origins.push(undefined);
    }
    headings.push(...headingsOf(preview, lines.length));
    origins.push(...added.map((_, index) => preview.origins[index]));
    lines.push(...added);
  }
  return { text: lines.map((line) => `${line}\n`).join(''), origins, headings };
}

/** A page that only says why there is nothing to see. */
export function messagePage(message: string): Page {
  return { text: message.split('\n').map((line) => `# ${line}\n`).join(''), origins: [], headings: [] };
}

function headingsOf(preview: Preview, line: number): Heading[] {
  const state = preview.isRefused ? 'refused' : preview.totals;
  const title = [preview.app, state].filter((it) => it !== '').join(' · ');
  const notes = preview.notes.map(({ severity, message, place }) => ({ line, title: `${severity}: ${message}`, place }));
  return [{ line, title, place: undefined }, ...notes];
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  return lines;
}
