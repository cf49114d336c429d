/** The tabs: one is shown; arrow keys go from one to the next. */
import { element } from './elements';
import { Tab, TABS } from './state';

export class Tabs {
  constructor(private readonly chosen: (tab: Tab) => void) {
    TABS.forEach((tab, index) => {
      const button = element(`tab-${tab}`);
      button.addEventListener('click', () => this.choose(tab));
      button.addEventListener('keydown', (event) => {
        const steps: Record<string, number> = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: TABS.length - 1 };
        const next = steps[event.key];
        const target = next === undefined ? undefined : TABS[(next + TABS.length) % TABS.length];
        if (target) {
          event.preventDefault();
          this.choose(target);
          element(`tab-${target}`).focus();
        }
      });
    });
  }

  show(tab: Tab): void {
    for (const it of TABS) {
      const button = element(`tab-${it}`);
      button.setAttribute('aria-selected', String(it === tab));
      button.tabIndex = it === tab ? 0 : -1;
      element(`panel-${it}`).hidden = it !== tab;
    }
  }

  /** The number beside the title; `undefined` where nobody has counted yet. */
  count(tab: Tab, count: number | undefined): void {
    const badge = element(`count-${tab}`);
    badge.textContent = count === undefined ? '' : String(count);
    badge.hidden = count === undefined;
  }

  private choose(tab: Tab): void {
    this.show(tab);
    this.chosen(tab);
  }
}
