/** Where a window looks at a picture, and at what size. Only arithmetic; units of the picture and pixels of the window. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The point of the picture in the upper left corner of the window, and how many pixels a unit has. */
export interface View extends Point {
  readonly scale: number;
}

export const MIN_SCALE = 0.1;
export const MAX_SCALE = 4;
/** One step of a key or a button. */
export const STEP = 1.25;
/** Pixels that stay free around a picture that was fitted, and that of a moved one stay in sight. */
const MARGIN = 16;
const IN_SIGHT = 48;

/** The whole picture in the middle of the window, never larger than it is. */
export function fit(picture: Size, window: Size): View {
  const free = { width: Math.max(window.width - 2 * MARGIN, 1), height: Math.max(window.height - 2 * MARGIN, 1) };
  const scale = clamp(Math.min(1, free.width / picture.width, free.height / picture.height), MIN_SCALE, MAX_SCALE);
  return centred(picture, window, scale);
}

/** A part of a picture in the middle of the window, never larger than it is. */
export function fitPart(part: Size & Point, window: Size): View {
  const view = fit(part, window);
  return { ...view, x: view.x + part.x, y: view.y + part.y };
}

/** The picture at this scale in the middle of the window. */
export function centred(picture: Size, window: Size, scale: number): View {
  return { x: (picture.width - window.width / scale) / 2, y: (picture.height - window.height / scale) / 2, scale };
}

/** Larger or smaller, while the point of the picture under `at` (pixels of the window) stays where it is. */
export function zoomAt(view: View, factor: number, at: Point): View {
  const scale = clamp(view.scale * factor, MIN_SCALE, MAX_SCALE);
  return { x: view.x + at.x / view.scale - at.x / scale, y: view.y + at.y / view.scale - at.y / scale, scale };
}

/** The picture moved by so many pixels. */
export function pan(view: View, by: Point): View {
  return { ...view, x: view.x - by.x / view.scale, y: view.y - by.y / view.scale };
}

/** The nearest view in which a part of the picture is seen, so that it cannot get lost. */
export function keepInSight(view: View, picture: Size, window: Size): View {
  const rest = IN_SIGHT / view.scale;
  const x = clamp(view.x, rest - window.width / view.scale, picture.width - rest);
  const y = clamp(view.y, rest - window.height / view.scale, picture.height - rest);
  return { ...view, x, y };
}

/** The part of the picture that is seen, for the attribute of that name. */
export function viewBox(view: View, window: Size): string {
  return [view.x, view.y, window.width / view.scale, window.height / view.scale].map((it) => it.toFixed(2)).join(' ');
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
