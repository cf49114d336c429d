/** What a click on the status item offers; plain, so that it can be tested without an editor. */
import { Place } from './preview/place';
import { plural, ServerFacts, UnknownReason } from './server-facts';
import { ServerState } from './server-state';

/** What happens when it is chosen. */
export type StatusAction =
  | { readonly kind: 'command'; readonly command: string; readonly argument?: string }
  | { readonly kind: 'platform' }
  | { readonly kind: 'reason'; readonly reason: UnknownReason }
  | { readonly kind: 'place'; readonly place: Place };

/** A line of the menu; one without an action is a heading. */
export interface StatusItem {
  readonly label: string;
  readonly detail?: string;
  readonly action?: StatusAction;
}

export function statusItems(state: ServerState, facts: ServerFacts | undefined): StatusItem[] {
  return [...about(state, facts), ...unknown(facts), ...COMMANDS];
}

/** What can be done about things that cannot be known, and where they are. */
export function reasonItems(reason: UnknownReason): StatusItem[] {
  const remedies: StatusItem[] = [
    ...(reason.id === 'no-platform' ? [CHOOSE_PLATFORM] : []),
    { label: '$(book) Learn More', detail: `${reason.remedy}`, action: LEARN_MORE },
  ];
  const more = reason.count - reason.things.length;
  return [
    ...remedies,
    { label: `${plural(reason.count, 'place')}${more > 0 ? `, the first ${reason.things.length} of them` : ''}` },
    ...reason.things.map(({ message, place }) => ({
      label: `$(question) ${message}`,
      ...(place && { detail: `${place.uri.split('/').at(-1)}, line ${place.start.line + 1}`, action: { kind: 'place', place } as const }),
    })),
  ];
}

const LEARN_MORE: StatusAction = { kind: 'command', command: 'workbench.action.openWalkthrough', argument: 'oam-ls.oam-ls#start' };

const CHOOSE_PLATFORM: StatusItem = {
  label: '$(server-environment) Choose Platform …',
  detail: 'for this workspace; `.oam-ls.yaml` says it to the command line as well',
  action: { kind: 'platform' },
};

const COMMANDS: readonly StatusItem[] = [
  { label: 'Commands' },
  { label: '$(open-preview) Preview Deployment', action: { kind: 'command', command: 'oam.previewDeployment' } },
  { label: '$(debug-restart) Restart Server', action: { kind: 'command', command: 'oam.restartServer' } },
  { label: '$(output) Show Output', action: { kind: 'command', command: 'oam.showOutput' } },
  { label: '$(gear) Open Settings', action: { kind: 'command', command: 'workbench.action.openSettings', argument: '@ext:oam-ls.oam-ls' } },
  { label: '$(book) Get Started', action: LEARN_MORE },
];

function about(state: ServerState, facts: ServerFacts | undefined): StatusItem[] {
  const output: StatusAction = { kind: 'command', command: 'oam.showOutput' };
  switch (state.kind) {
    case 'running': {
      const server: StatusItem = { label: `$(check) oam-ls ${state.version}`.trim(), detail: state.command, action: output };
      const counts = facts && `${plural(facts.documents, 'OAM document')} in ${plural(facts.files, 'file')}${facts.isReading ? ', still reading' : ''}`;
      const platform = facts && {
        label: `$(server-environment) ${facts.platform === '' ? 'No platform is set' : `Platform ${facts.platform}`}`,
        detail: `${counts}`,
        action: { kind: 'platform' } as const,
      };
      return [{ label: 'Language server' }, server, ...(platform ? [platform] : [])];
    }
    case 'failed':
      return [
        { label: 'Language server' },
        { label: '$(error) Not running', detail: state.message, action: output },
        { label: '$(gear) Set Server Path', action: { kind: 'command', command: 'workbench.action.openSettings', argument: 'oam.server.path' } },
      ];
    case 'starting':
      return [{ label: 'Language server' }, { label: '$(sync~spin) Starting', action: output }];
    case 'stopped':
      return [{ label: 'Language server' }, { label: '$(circle-slash) Not running', action: output }];
  }
}

function unknown(facts: ServerFacts | undefined): StatusItem[] {
  const reasons = facts?.reasons ?? [];
  return reasons.length === 0
    ? []
    : [
        { label: 'What cannot be known here' },
        ...reasons.map((reason) => ({
          label: `$(question) ${plural(reason.count, 'thing')}: ${reason.message}`,
          detail: reason.remedy,
          action: { kind: 'reason', reason } as const,
        })),
      ];
}
