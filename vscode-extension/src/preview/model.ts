/** The applications of one preview: what is shown of them, where each part leads, and what a line of source made. */
import { Preview } from './answer';
import { Graph } from './graph-answer';
import { Marks, Part, ViewApplication } from './messages';
import { Place, placesAt } from './place';

export interface Application {
  readonly preview: Preview;
  readonly graph: Graph | undefined;
}

/** Puts manifests and pictures together. Both are answers about the same text, but a server may know only one of them. */
export function applicationsOf(previews: readonly Preview[], graphs: readonly Graph[]): Application[] {
  return previews.map((preview, index) => {
    const belongs = (it: Graph | undefined): boolean => it?.app === preview.app && it.uri === preview.uri;
    const graph = belongs(graphs[index]) ? graphs[index] : graphs.find(belongs);
    return { preview, graph };
  });
}

export function viewOf({ preview, graph }: Application): ViewApplication {
  return {
    name: preview.app,
    totals: preview.totals,
    isRefused: preview.isRefused,
    text: preview.text,
    links: preview.origins.map((it) => it !== undefined),
    notes: preview.notes.map(({ severity, message, place }) => ({ severity, message, isLink: place !== undefined })),
    picture: graph && { svg: graph.svg, links: graph.nodes.map((it) => it.place !== undefined) },
  };
}

/** Where a part of an application comes from. */
export function placeOf(application: Application | undefined, part: Part, index: number): Place | undefined {
  switch (part) {
    case 'line':
      return application?.preview.origins[index];
    case 'note':
      return application?.preview.notes[index]?.place;
    case 'node':
      return application?.graph?.nodes[index]?.place;
  }
}

/** What a line of a document has made. A box belongs to what asked for it, and to its instance in the application. */
export function marksOf({ preview, graph }: Application, uri: string, line: number): Marks {
  const nodes = graph?.nodes ?? [];
  const places = [...nodes.map((it) => it.place), ...nodes.map((it) => it.instance)];
  const marked = placesAt(places, uri, line).map((it) => it % nodes.length);
  return { lines: placesAt(preview.origins, uri, line), nodes: [...new Set(marked)] };
}
