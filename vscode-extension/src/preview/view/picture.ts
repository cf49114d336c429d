/** The picture in the page: moved, zoomed, its boxes clicked and marked. What it shows is the server's. */
import { ViewPicture } from '../messages';
import { PICTURE_STYLE } from './picture-style';
import { safePicture } from './safe-svg';
import { centred, fit, fitPart, keepInSight, pan, Point, Size, STEP, View, viewBox, zoomAt } from './zoom';

const NODES = 'g[role="graphics-symbol"], g[role="link"]';
/** Pixels that an arrow key moves the picture by. */
const KEY_STEP = 40;
/** Pixels of a unit below which texts cannot be read. */
const READABLE = 0.7;
/** So many pixels the mouse may move in a click. */
const CLICK_SLACK = 4;

export interface PictureEvents {
  open(node: number): void;
  /** The picture is looked at in another way; `undefined`: fitted. */
  moved(view: View | undefined): void;
}

export class Picture {
  private readonly root: ShadowRoot;
  private readonly ownStyle = new CSSStyleSheet();
  private svg: SVGSVGElement | undefined;
  private nodes: SVGGElement[] = [];
  private size: Size = { width: 1, height: 1 };
  /** What is looked at first where the whole could not be read. */
  private part: (Size & Point) | undefined;
  private source = '';
  private drag: { readonly from: Point; last: Point; isMoving: boolean } | undefined;

  constructor(
    private readonly host: HTMLElement,
    private readonly events: PictureEvents,
    /** Where it was looked at before; `undefined`: fitted. */
    private view: View | undefined,
  ) {
    this.root = host.attachShadow({ mode: 'open' });
    const theme = new CSSStyleSheet();
    theme.replaceSync(PICTURE_STYLE);
    this.root.adoptedStyleSheets = [this.ownStyle, theme];
    new ResizeObserver(() => this.draw()).observe(host);
    host.addEventListener('keydown', (event) => this.key(event));
    host.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    host.addEventListener('pointerdown', (event) => this.press(event));
    host.addEventListener('pointermove', (event) => this.move(event));
    host.addEventListener('pointerup', () => this.release());
    host.addEventListener('pointercancel', () => this.release());
    host.addEventListener('click', (event) => this.click(event), true);
  }

  /** Shows a picture; what was looked at stays in the window. At first that is what `first` selects, where the whole could not be read. */
  show(picture: ViewPicture | undefined, first?: string): void {
    if (picture?.svg === this.source && this.svg) {
      return;
    }
    const focused = this.nodes.findIndex((it) => it === this.root.activeElement);
    const safe = picture && safePicture(picture.svg, new DOMParser(), document);
    this.source = safe ? picture.svg : '';
    this.svg = safe?.root;
    this.root.replaceChildren(...(safe ? [safe.root] : []));
    this.ownStyle.replaceSync(safe?.style ?? '');
    this.nodes = safe ? [...safe.root.querySelectorAll<SVGGElement>(NODES)] : [];
    if (safe && picture) {
      const box = safe.root.getAttribute('viewBox')?.split(/\s+/).map(Number) ?? [];
      this.size = { width: box[2] || 1, height: box[3] || 1 };
      // Nodes are known by their order; where that cannot be right, none leads anywhere.
      this.nodes.forEach((node, index) => this.makeLink(node, this.nodes.length === picture.links.length && picture.links[index] === true));
    }
    this.part = first === undefined ? undefined : this.around(first);
    this.draw();
    this.nodes[focused]?.focus();
  }

  mark(indices: readonly number[]): void {
    this.nodes.forEach((node, index) => node.toggleAttribute('data-marked', indices.includes(index)));
  }

  look(view: View | undefined): void {
    this.view = view && keepInSight(view, this.size, this.window());
    this.draw();
    this.events.moved(this.view);
  }

  zoom(factor: number, at?: Point): void {
    const { width, height } = this.window();
    this.look(zoomAt(this.current(), factor, at ?? { x: width / 2, y: height / 2 }));
  }

  realSize(): void {
    this.look(centred(this.size, this.window(), 1));
  }

  /** The part of the picture that holds these boxes; none while nothing is seen of it. */
  private around(selector: string): (Size & Point) | undefined {
    const boxes = this.nodes.flatMap((node) => {
      const at = /translate\(([\d.-]+)[ ,]([\d.-]+)\)/.exec(node.getAttribute('transform') ?? '');
      const { width, height } = node.getBBox();
      return at && width > 0 && node.matches(selector) ? [{ x: Number(at[1]), y: Number(at[2]), width, height }] : [];
    });
    if (boxes.length === 0) {
      return undefined;
    }
    const [x, y] = [Math.min(...boxes.map((it) => it.x)), Math.min(...boxes.map((it) => it.y))];
    return { x, y, width: Math.max(...boxes.map((it) => it.x + it.width)) - x, height: Math.max(...boxes.map((it) => it.y + it.height)) - y };
  }

  private makeLink(node: SVGGElement, isLink: boolean): void {
    if (isLink) {
      node.setAttribute('role', 'link');
      node.setAttribute('tabindex', '0');
    }
  }

  private current(): View {
    const whole = fit(this.size, this.window());
    return this.view ?? (this.part && whole.scale < READABLE ? fitPart(this.part, this.window()) : whole);
  }

  private window(): Size {
    return { width: Math.max(this.host.clientWidth, 1), height: Math.max(this.host.clientHeight, 1) };
  }

  private draw(): void {
    this.svg?.setAttribute('viewBox', viewBox(this.current(), this.window()));
    this.svg?.removeAttribute('width');
    this.svg?.removeAttribute('height');
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const actions: Record<string, () => void> = {
      ArrowLeft: () => this.look(pan(this.current(), { x: KEY_STEP, y: 0 })),
      ArrowRight: () => this.look(pan(this.current(), { x: -KEY_STEP, y: 0 })),
      ArrowUp: () => this.look(pan(this.current(), { x: 0, y: KEY_STEP })),
      ArrowDown: () => this.look(pan(this.current(), { x: 0, y: -KEY_STEP })),
      '+': () => this.zoom(STEP),
      '=': () => this.zoom(STEP),
      '-': () => this.zoom(1 / STEP),
      '0': () => this.realSize(),
      f: () => this.look(undefined),
      F: () => this.look(undefined),
      Enter: () => this.open(this.root.activeElement),
      ' ': () => this.open(this.root.activeElement),
    };
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const box = this.host.getBoundingClientRect();
    if (event.ctrlKey || event.metaKey) {
      this.zoom(Math.exp(-event.deltaY / 300), { x: event.clientX - box.left, y: event.clientY - box.top });
    } else {
      const [x, y] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
      this.look(pan(this.current(), { x: -x, y: -y }));
    }
  }

  private press(event: PointerEvent): void {
    if (event.button === 0 && this.svg) {
      const at = { x: event.clientX, y: event.clientY };
      this.drag = { from: at, last: at, isMoving: false };
    }
  }

  private move(event: PointerEvent): void {
    const drag = this.drag;
    const at = { x: event.clientX, y: event.clientY };
    if (!drag || (!drag.isMoving && Math.hypot(at.x - drag.from.x, at.y - drag.from.y) <= CLICK_SLACK)) {
      return;
    }
    if (!drag.isMoving) {
      drag.isMoving = true;
      this.host.setPointerCapture(event.pointerId);
      this.host.toggleAttribute('data-dragging', true);
    }
    this.look(pan(this.current(), { x: at.x - drag.last.x, y: at.y - drag.last.y }));
    drag.last = at;
  }

  private release(): void {
    this.host.toggleAttribute('data-dragging', false);
    if (!this.drag?.isMoving) {
      this.drag = undefined;
    }
  }

  /** A click ends a drag as well, and then means nothing. */
  private click(event: MouseEvent): void {
    const wasDragged = this.drag?.isMoving === true;
    this.drag = undefined;
    const hit = event.composedPath().find((it) => it instanceof SVGGElement);
    if (!wasDragged && hit instanceof SVGGElement) {
      this.open(hit);
    }
  }

  private open(node: Element | null): void {
    const index = this.nodes.findIndex((it) => it === node);
    if (index >= 0 && node?.getAttribute('role') === 'link') {
      this.events.open(index);
    }
  }
}
