/** YAML in coloured pieces, line by line, and where its documents begin. It knows the manifests as text only. */
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';
import { parser } from '@lezer/yaml';

export interface Token {
  readonly text: string;
  /** What it is, as a class of the style sheet; empty for what needs no colour. */
  readonly kind: string;
}

export type Line = readonly Token[];

const KINDS = tagHighlighter([
  { tag: tags.propertyName, class: 'key' },
  { tag: tags.definition(tags.propertyName), class: 'key' },
  { tag: tags.string, class: 'string' },
  { tag: tags.special(tags.string), class: 'string' },
  { tag: tags.content, class: 'plain' },
  { tag: tags.comment, class: 'comment' },
  { tag: tags.lineComment, class: 'comment' },
  { tag: [tags.meta, tags.typeName, tags.labelName, tags.keyword], class: 'meta' },
  { tag: [tags.separator, tags.punctuation], class: 'punctuation' },
]);

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;
const CONSTANT = /^(true|false|null|~)$/i;

/** The lines of a text; a line break at its end begins no further line. */
export function colouredLines(text: string): Line[] {
  const whole = text.endsWith('\n') ? text.slice(0, -1) : text;
  if (whole === '') {
    return [];
  }
  let line: Token[] = [];
  const lines = [line];
  const put = (piece: string, classes: string): void => void line.push({ text: piece, kind: kindOf(piece, classes) });
  const end = (): void => void lines.push((line = []));
  highlightCode(whole, parser.parse(whole), KINDS, put, end);
  return lines;
}

function kindOf(text: string, classes: string): string {
  if (!classes.split(' ').includes('plain')) {
    return classes;
  }
  const value = text.trim();
  return NUMBER.test(value) ? 'number' : CONSTANT.test(value) ? 'constant' : 'string';
}

/** One document of the manifests: its first line and the one after its last, and what it is. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly title: string;
}

/** The documents of a text, which `---` separates. */
export function partsOf(text: string): Part[] {
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  const starts = lines.flatMap((line, index) => (index === 0 || line === '---' ? [index] : []));
  return text === '' ? [] : starts.map((from, index) => {
    const to = starts[index + 1] ?? lines.length;
    return { from, to, title: titleOf(lines.slice(from, to)) };
  });
}

function titleOf(lines: readonly string[]): string {
  const find = (pattern: RegExp): string => lines.map((it) => pattern.exec(it)?.[1]).find((it) => it !== undefined) ?? '';
  return `${find(/^kind: (.+)$/)} ${find(/^ {2}name: (.+)$/)}`.trim();
}
