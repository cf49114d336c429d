/** What the page shows of a difference, and where its parts lead: by positions in one list of places. */
import { Difference, FieldDifference, NoteDifference, ObjectDifference, Side } from './difference-answer';
import { Graph } from './graph-answer';
import { ViewChangedField, ViewChangedNote, ViewChangedObject, ViewChanges, ViewChangesPicture } from './messages';
import { Place } from './place';

export interface DifferenceModel {
  readonly view: ViewChanges;
  readonly places: readonly Place[];
}

/** Why there is nothing to compare, in words for the page. */
export function noDifference(reason: string): DifferenceModel {
  return { view: { kind: 'none', reason }, places: [] };
}

export function differenceModel(difference: Difference, graphs: readonly Graph[]): DifferenceModel {
  const places: Place[] = [];
  const link = (place: Place | undefined): number | undefined => (place ? places.push(place) - 1 : undefined);
  const side = (it: Side | undefined): string | undefined => it?.value;
  const field = (it: FieldDifference): ViewChangedField => ({
    change: it.change,
    path: it.path,
    old: side(it.old),
    new: side(it.new),
    origin: (it.new ?? it.old)?.origin ?? '',
    link: link(it.new?.place),
  });
  const object = (it: ObjectDifference): ViewChangedObject => ({
    change: it.change,
    app: it.app,
    title: `${it.kind} ${it.namespace === '' ? '' : `${it.namespace}/`}${it.name}`,
    link: link(it.new?.place),
    fields: it.fields.map(field),
  });
  const note = (it: NoteDifference): ViewChangedNote => ({ change: it.change, severity: it.severity, message: it.message, link: link(it.place) });
  const picture = (it: Graph): ViewChangesPicture => ({
    app: it.app,
    svg: it.svg,
    links: it.nodes.map((node) => link(node.place)),
  });
  const view: ViewChanges = {
    kind: 'some',
    revision: difference.revision,
    commit: difference.commit.slice(0, 7),
    totals: difference.totals,
    objects: difference.objects.map(object),
    notes: difference.notes.map(note),
    // A picture in which nothing happens tells nothing.
    pictures: graphs.filter((it) => it.isDifferent).map(picture),
  };
  return { view, places };
}
