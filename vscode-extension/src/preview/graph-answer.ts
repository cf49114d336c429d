/** Reads the answer of the server's `oam.graph` command: pictures, and where the things in them come from. */
import { list, member, string } from './json';
import { Place, readPlace } from './place';

export interface Graph {
  readonly app: string;
  readonly uri: string;
  readonly svg: string;
  /** In the order in which the picture draws them. */
  readonly nodes: readonly GraphNode[];
  /** Whether it shows something that comes, goes or becomes another. */
  readonly isDifferent: boolean;
}

export interface GraphNode {
  readonly kind: string;
  readonly name: string;
  /** What asked for it. */
  readonly place: Place | undefined;
  /** The instance of the application that it belongs to. */
  readonly instance: Place | undefined;
}

/** The graphs in an answer; none when this is no such answer. */
export function readGraphs(answer: unknown): readonly Graph[] {
  return list(member(answer, 'graphs')).flatMap((it) => {
    const svg = member(it, 'text');
    if (typeof svg !== 'string' || member(it, 'format') !== 'svg') {
      return [];
    }
    return {
      app: string(member(it, 'app')),
      uri: string(member(it, 'uri')),
      svg,
      nodes: list(member(it, 'nodes')).map((node) => ({
        kind: string(member(node, 'kind')),
        name: string(member(node, 'name')),
        place: readPlace(node),
        instance: readPlace(member(node, 'instancePlace')),
      })),
      isDifferent: [...list(member(it, 'nodes')), ...list(member(it, 'edges'))].some((part) => string(member(part, 'change')) !== ''),
    };
  });
}
